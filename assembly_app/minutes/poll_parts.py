"""A poll from its question to its seal, part by part: what every format tells of it, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from assembly_app.domain.counting.budget_terms import Allocation
from assembly_app.domain.counting.instant_runoff import RunoffResult
from assembly_app.domain.counting.stv import StvResult
from assembly_app.domain.polls import BallotForm, BudgetBallot, Method, PollKind
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import Translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.model import PollMinutes
from assembly_app.minutes.parts import Bar, Cloud, Grid, Listing, Part, Picture, Sentence, Tone
from assembly_app.minutes.phrases import NOTHING
from assembly_app.words import budget_words, result_words, wording
from assembly_app.words.result_words import Words

_BY_VOTES = frozenset({
    Method.MAJORITY, Method.MOST_VOTES, Method.INSTANT_RUNOFF, Method.SCHULZE, Method.TRANSFERABLE_VOTE,
})  # fmt: skip
"""The methods whose bars count votes, so that a share of them says something."""

_MOST_ROUNDS = 7
"""More rounds than this are not put side by side in a table: the sentences tell them."""


def head(poll: PollMinutes, _: Translator) -> Iterator[Part]:
    """What belongs together: the question, how it was put, the picture of the result and what it means."""
    asked = poll.state.poll
    label = _("Straw poll") if poll.straw else _.context("label of a poll", "Vote")
    yield Sentence(_.pick(asked.question), Tone.QUESTION, label)
    yield from _asides(poll_words.rules(poll, _), poll_words.ballot(poll, _), poll_words.times(poll, _),
                       poll_words.weight(poll, _))  # fmt: skip
    if warning := wording.reveal_warning(poll.state, _):
        yield Sentence(warning, Tone.WARNING)
    if poll.counted and asked.options and not isinstance(poll.state.result, Allocation):
        yield picture(poll, _)
        yield from _asides(poll_words.measure(poll, _))
    if poll.state.status in (PollStatus.CLOSED, PollStatus.CANCELLED):
        yield Sentence(poll_words.result(poll, _), Tone.RESULT)


def rest(poll: PollMinutes, _: Translator) -> Iterator[Part]:
    """What explains the result and who took part in it."""
    yield from _labelled(_("Tie"), poll_words.tie(poll, _))
    yield from _counting(poll, _)
    yield from _written(poll, _)
    yield from _labelled(_("On paper"), poll_words.paper(poll, _))
    yield from _labelled(_("Helped"), poll_words.helped(poll, _))
    yield from _labelled(_("Correction"), *poll_words.corrections(poll, _))
    yield from _asides(poll_words.quorum(poll, _))
    if lines := poll_words.roll(poll, _):
        yield Listing(_("Who chose what"), tuple(lines))
    yield from _asides(poll_words.published(poll, _))
    if poll.state.digest:
        yield Sentence(_("Seal of the ballot box (SHA-256): {digest}", digest=poll.state.digest), Tone.SEAL)


def _asides(*sentences: str) -> Iterator[Part]:
    return (Sentence(words, Tone.ASIDE) for words in sentences if words)


def _labelled(label: str, *sentences: str) -> Iterator[Part]:
    return (Sentence(words, Tone.PLAIN, label) for words in sentences if words)


# --- pictures ---


def picture(poll: PollMinutes, _: Translator) -> Picture:
    """The bars of the result, as every screen draws them, with shares where they count votes."""
    state = poll.state
    if state.tally is None:
        return Picture(())
    cast = state.tally.cast
    by_votes = state.poll.counted_by in _BY_VOTES and cast > 0
    drawn = tuple(
        Bar(bar.option, bar.label,
            f"{bar.text} · {_.percent(state.tally.counts[bar.option] / cast)}" if by_votes else bar.text,
            bar.length, bar.leads)
        for bar in result_words.bars(state, state.tally, _)
    )  # fmt: skip
    if state.poll.form is not BallotForm.SCORE:
        return Picture(drawn)
    scale = state.poll.scale
    return Picture(drawn, _end(scale.low, _.pick(scale.low_label), _), _end(scale.high, _.pick(scale.high_label), _))


def _end(number: int, label: str, _: Translator) -> str:
    return f"{_.number(number)} · {label}" if label else _.number(number)


def _written(poll: PollMinutes, _: Translator) -> Iterator[Part]:
    """What was written; in a named poll the roll call tells the answers with their names."""
    if not poll.written:
        return
    if poll.state.poll.kind is PollKind.WORDS:
        yield Cloud(_("Words"), poll.words)
    elif not poll.roll:
        yield Listing(_("Answers"), poll.written)


# --- how it was counted ---


def _counting(poll: PollMinutes, _: Translator) -> Iterator[Part]:
    found = poll.state.result
    words = Words(poll.state, _)
    match found:
        case Allocation():
            yield _projects(found, words)
            yield from _asides(*poll_words.shares(found, words))
            return
        case RunoffResult():
            left = [(each.votes, each.exhausted) for each in found.rounds]
            yield from _rounds(_("Votes in each round"), _("no longer counted"), left, words)
        case StvResult():
            stages = [(each.votes, each.not_transferable) for each in found.stages]
            yield from _rounds(_("Votes after each stage"), _("not transferable"), stages, words)
    if lines := result_words.rounds(poll.state, _):
        yield Listing(_("How it was counted"), tuple(lines))


def _rounds(
    title: str,
    lost: str,
    rounds: Sequence[tuple[Mapping[str, int] | Mapping[str, Fraction], int | Fraction]],
    words: Words,
) -> Iterator[Part]:
    """The votes of every option in each round; a dash where it has none or is out."""
    if not 1 < len(rounds) <= _MOST_ROUNDS:
        return
    _ = words._
    rows = [
        (label, *(words.amount(votes[option]) if votes.get(option) else NOTHING for votes, _lost in rounds))
        for option, label in words.labels.items()
    ]
    if any(gone for _votes, gone in rounds):
        rows.append((lost, *(words.amount(gone) for _votes, gone in rounds)))
    name = 0.34
    wide = (name, *((1 - name) / _MOST_ROUNDS for _round in rounds))
    numbers = range(1, len(rounds) + 1)
    yield Grid(title, (_("Option"), *map(_.number, numbers)), tuple(rows), wide, figures=frozenset(numbers))


def _projects(found: Allocation, words: Words) -> Grid:
    """Every project with its cost, its votes, and why it is in or out."""
    _ = words._
    points = words.state.poll.budget_ballot is BudgetBallot.POINTS
    rows = tuple(
        (words.labels[each.project], words.amount(each.cost), _.number(each.votes), budget_words.why(each, found, _))
        for each in found.projects
    )
    return Grid(
        _("Projects"),
        (_("Project"), _("Cost"), _("Points") if points else _("Votes"), _("In or out, and why")),
        rows,
        (0.3, 0.13, 0.11, 0.46),
        figures=frozenset({1, 2}),
        strong=frozenset(number for number, each in enumerate(found.projects) if each.chosen),
    )
