"""The sentences of a poll in the minutes: rules, times, paper and help, ties, corrections, and who chose what."""

from __future__ import annotations

from collections.abc import Iterable

from assembly_app.domain.ballots import Selection
from assembly_app.domain.counting.budget_terms import Allocation
from assembly_app.domain.counting.majority import Verdict
from assembly_app.domain.counting.ties import draw_order
from assembly_app.domain.polls import ABSTAIN, BallotForm, Method, PollKind
from assembly_app.domain.results import Tally
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import Translator
from assembly_app.minutes.model import NamedBallot, PollMinutes
from assembly_app.minutes.parts import Picture
from assembly_app.minutes.phrases import NOTHING, name
from assembly_app.words import budget_words, result_words, wording
from assembly_app.words.result_words import Words

_WITHOUT_HINT = frozenset({PollKind.YES_NO_ABSTAIN, PollKind.SINGLE, PollKind.TEXT})
"""Kinds whose ballot explains itself."""


# --- before the result ---


def rules(poll: PollMinutes, _: Translator) -> str:
    """How it was voted and counted, and what a tie would have meant."""
    asked = poll.state.poll
    more = []
    if asked.kind is PollKind.ELECTION:
        more.append(_.plural("{n} seat", "{n} seats", asked.seats))
    if asked.kind is PollKind.BUDGET:
        more.append(_("budget: {amount}", amount=_.number(asked.budget)))
        more.append(_("projects with equal votes go by the order of the list"))
    elif asked.form is not BallotForm.WRITE:
        more.append(_(wording.TIE_RULES[asked.carried_by.tie]))
    if asked.carried_by.quorum:
        more.append(_.plural("{n} voter must be present", "{n} voters must be present", asked.carried_by.quorum))
    return " · ".join([wording.poll_rules(asked, _), *more])


def ballot(poll: PollMinutes, _: Translator) -> str:
    """What the voters were asked to do, where the question does not say it."""
    asked = poll.state.poll
    return "" if asked.kind in _WITHOUT_HINT else _("On the ballot: “{hint}”", hint=wording.how_to(asked, _))


def times(poll: PollMinutes, _: Translator) -> str:
    """When it was opened and closed, and how many voted."""
    opened = _.time(poll.opened) if poll.opened else NOTHING
    closed = _.time(poll.closed) if poll.closed else NOTHING
    match poll.state.status:
        case PollStatus.CLOSED:
            return _("Opened at {opened}, closed at {closed}: {turnout}.",
                     opened=opened, closed=closed, turnout=wording.turnout_sentence(poll.state, _))  # fmt: skip
        case PollStatus.CANCELLED:
            return _("Opened at {opened}, cancelled at {closed}.", opened=opened, closed=closed)
        case PollStatus.PREPARED:
            return _("Not put to the vote.")
        case _other:
            return _("Opened at {opened}; the vote is still open.", opened=opened)


def weight(poll: PollMinutes, _: Translator) -> str:
    """How many votes the ballots carry, where that is more than one each."""
    tally = poll.state.tally
    if tally is None or tally.votes is None:
        return ""
    return _("Votes have weight: {ballots} carry {votes}.", ballots=_ballots(tally.ballots, _),
             votes=_.plural("{n} vote", "{n} votes", tally.votes))  # fmt: skip


def paper(poll: PollMinutes, _: Translator) -> str:
    """How many ballots were on paper, and who counted them."""
    sheet = poll.state.paper_agreed
    if sheet is None or not poll.counted:
        return ""
    people = _.list([each.by for each in poll.state.paper])
    return _.plural(
        "{people} each counted {n} ballot on paper and found the same.",
        "{people} each counted {n} ballots on paper and found the same.",
        sheet.ballots, people=people,
    )  # fmt: skip


def helped(poll: PollMinutes, _: Translator) -> str:
    """How many voted with the facilitator's help."""
    if not poll.state.helped or not poll.counted:
        return ""
    return _.plural(
        "{n} person voted with the help of the facilitator.",
        "{n} persons voted with the help of the facilitator.",
        poll.state.helped,
    )


# --- the result ---


def result(poll: PollMinutes, _: Translator) -> str:
    """The result in one sentence; a budget's votes stand in its table, as there may be a hundred projects."""
    found, outcome = poll.state.result, poll.state.outcome
    if isinstance(found, Allocation) and outcome is not None and outcome.verdict is Verdict.CHOSEN:
        chosen = _("Chosen: {projects}.", projects=Words(poll.state, _).names(found.chosen))
        return f"{chosen} {budget_words.budget_sentence(found, _)}"
    return result_words.result_sentence(poll.state, _)


def picture_title(picture: Picture, _: Translator) -> str:
    """What stands above bars where they are read as a table."""
    if not picture.low:
        return _("Result")
    return _("Result, from {low} to {high}", low=picture.low, high=picture.high)


def measure(poll: PollMinutes, _: Translator) -> str:
    """What the bars show; empty where one bar is one vote of one voter."""
    asked, tally = poll.state.poll, poll.state.tally
    if tally is None:
        return ""
    several = asked.form is BallotForm.MARK and asked.maximum > 1
    told = {
        Method.MEAN: _("The bars show the average score of each option, from those who gave it one."),
        Method.MAJORITY_JUDGEMENT: _("The bars show the middle score of each option: half gave it at least that."),
        Method.INSTANT_RUNOFF: _("The bars show how often each option was put first."),
        Method.SCHULZE: _("The bars show how often each option was put first."),
        Method.TRANSFERABLE_VOTE: _("The bars show how often each option was put first."),
        Method.BORDA: _("The bars show the points of each option by its places."),
        Method.MOST_POINTS: _("The bars show the points of each option."),
    }
    shares = _.plural(
        "Shares of {n} ballot; each could name several options.",
        "Shares of {n} ballots; each could name several options.",
        tally.ballots,
    )
    return told.get(asked.counted_by) or (shares if several else "")


def tie(poll: PollMinutes, _: Translator) -> str:
    """What became of a tie: it stands, the chair decided, or it was drawn with a seed that everyone can check."""
    state = poll.state
    words = Words(state, _)
    broken = state.tie_break
    told = [
        _("There was a tie between {options}. The chair decided for {option}.",
          options=words.names(sorted([ruling.chosen, *ruling.over], key=list(words.labels).index)),
          option=words.names([ruling.chosen]))
        for ruling in (broken.rulings if broken else ())
    ]  # fmt: skip
    if awaited := state.awaits:
        told.append(_("The tie is not decided yet: {rule}.", rule=_(wording.TIE_RULES[awaited])))
    if broken is None or broken.seed is None:
        return " ".join(told)
    seed = broken.seed or ""
    drawn = [option for option in draw_order(seed, words.labels) if option != ABSTAIN]
    order = [words.labels[option] for option in drawn]
    return _(
        "There was a tie, drawn by lot with the published seed “{seed}”. The options by the SHA-256 of the seed, a "
        "line feed and their id: {order}.",
        seed=seed, order=", ".join(order),
    )  # fmt: skip


def shares(found: Allocation, words: Words) -> list[str]:
    """How the equal shares went, and what they were compared with."""
    _ = words._
    told = []
    if found.shares is not None:
        share, raised = words.amount(found.shares.share), words.amount(found.shares.raised)
        told.append(_("Each voter had a share of {share} to spend.", share=share) if not found.shares.raised else _(
            "Each voter had a share of {share} to spend: the equal part, raised by {raised}.",
            share=share, raised=raised))  # fmt: skip
    if (compared := found.comparison) is not None:
        values = {"shares": _.number(compared.prefer_shares), "greedy": _.number(compared.prefer_greedy)}
        told.append(
            _("{shares} voters get more from equal shares, {greedy} from most votes, so equal shares stay.", **values)
            if compared.kept
            else _("{shares} voters get more from equal shares, {greedy} from most votes, so most votes count.",
                   **values)
        )  # fmt: skip
    return told


def quorum(poll: PollMinutes, _: Translator) -> str:
    """Whether the quorum was there at the close; empty for straw polls and before the count."""
    if not poll.counted or poll.straw:
        return ""
    if poll.state.quorate:
        return _("The quorum was reached at the close of the vote.")
    return _("The quorum was not reached at the close of the vote.")


# --- after the result ---


def corrections(poll: PollMinutes, _: Translator) -> list[str]:
    """When and why each count was put right, with the numbers before and after."""
    state = poll.state
    befores = [correction.before for correction in state.corrections]
    afters = [*befores, *([state.tally] if state.tally else [])][1:]
    return [
        _("Corrected on {moment}: {reason} Before: {before}. After: {after}.",
          moment=_.date_time(at), reason=_ended(correction.reason), before=_numbers(poll, correction.before, _),
          after=_numbers(poll, after, _))
        for correction, at, after in zip(state.corrections, poll.corrected, afters, strict=True)
    ]  # fmt: skip


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _numbers(poll: PollMinutes, tally: Tally, _: Translator) -> str:
    counts = Words(poll.state, _).numbers({option.id: tally.counts[option.id] for option in poll.state.poll.options})
    return ": ".join(part for part in (_ballots(tally.ballots, _), counts) if part)


def published(poll: PollMinutes, _: Translator) -> str:
    """That every ballot of a secret poll is public under its receipt (rule 6)."""
    listed = poll.counted and poll.state.poll.secret and poll.state.poll.publish
    return _("The ballots of this vote are published by their receipts.") if listed else ""


def roll(poll: PollMinutes, _: Translator) -> list[str]:
    """The roll call: the names behind each option, or each name with its ballot where a ballot is more than a mark."""
    if poll.state.poll.form is not BallotForm.MARK:
        return [
            _("{name}: {choice}", name=voter(each, _), choice=result_words.choice_words(each.choice, poll.state, _))
            for each in poll.roll
        ]
    if not poll.roll:
        return []
    sides = [(wording.option_label(option, _), poll.of_option(option.id)) for option in poll.state.poll.options]
    blank = tuple(each for each in poll.roll if each.choice == Selection())
    if blank:
        sides.append((_("blank"), blank))
    return [_side(label, ballots, _) for label, ballots in sides]


def _side(label: str, ballots: Iterable[NamedBallot], _: Translator) -> str:
    behind = list(ballots)
    names = _.list([voter(each, _) for each in behind]) or NOTHING
    votes = sum(each.weight for each in behind)
    if votes == len(behind):
        return _("{option} ({n}): {names}", option=label, n=_.number(len(behind)), names=names)
    return _("{option} ({ballots}, {votes}): {names}", option=label, ballots=_ballots(len(behind), _),
             votes=_.plural("{n} vote", "{n} votes", votes), names=names)  # fmt: skip


def voter(each: NamedBallot, _: Translator) -> str:
    """The name on the roll, with the votes it has and the proxy under which it voted."""
    notes = [_.plural("{n} vote", "{n} votes", each.weight)] if each.weight != 1 else []
    if each.proxy is not None:
        notes.append(_proxy(each, _))
    who = name(each.who, _)
    return _("{name} ({notes})", name=who, notes="; ".join(notes)) if notes else who


def _proxy(each: NamedBallot, _: Translator) -> str:
    held = each.proxy
    assert held is not None
    holder = name(held.holder, _)
    if held.until:
        return _("by proxy held by {holder}, which ended at {time} while the vote ran",
                 holder=holder, time=_.time(held.until))  # fmt: skip
    if held.since:
        return _("by proxy held by {holder}, which began at {time} while the vote ran",
                 holder=holder, time=_.time(held.since))  # fmt: skip
    return _("by proxy held by {holder}", holder=holder)


def _ballots(number: int, _: Translator) -> str:
    return _.plural("{n} ballot", "{n} ballots", number)
