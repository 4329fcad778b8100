"""Results as every face says and draws them: the sentence, the bars, and the count round by round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing
from assembly_app.domain.counting.borda import BordaResult
from assembly_app.domain.counting.budget_terms import Allocation, Judged
from assembly_app.domain.counting.instant_runoff import RunoffResult
from assembly_app.domain.counting.majority import MOST_VOTES, SIMPLE, TieRule, Verdict
from assembly_app.domain.counting.majority_judgement import JudgementResult
from assembly_app.domain.counting.points import PointsResult
from assembly_app.domain.counting.schulze import SchulzeResult
from assembly_app.domain.counting.score import ScoreResult
from assembly_app.domain.counting.stv import StvResult
from assembly_app.domain.polls import ABSTAIN, NO, YES, PollKind
from assembly_app.domain.results import Outcome, Tally, winners
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.i18n import Translator
from assembly_app.words.budget_words import budget_sentence, why
from assembly_app.words.counting_words import judgement_lines, runoff_rounds, schulze_duels, stv_stages
from assembly_app.words.wording import majority_words, option_label


class Bar(msgspec.Struct, frozen=True):
    """One option in the picture of a result: its length between 0 and 1, and the text at its end."""

    option: str
    label: str
    length: float
    text: str
    leads: bool


class Words:
    """The words for one poll's result in one language."""

    def __init__(self, state: PollState, _: Translator) -> None:
        self.state, self._ = state, _
        self.labels = {option.id: option_label(option, _) for option in state.poll.options}

    def names(self, options: Iterable[str]) -> str:
        """Options joined as a sentence does."""
        return self._.list([self.labels.get(option, option) for option in options])

    def numbers(self, values: dict[str, int] | dict[str, Fraction]) -> str:
        """Each option with its number: "Park 12, Pool 9"."""
        each = ((self.labels.get(option, option), n) for option, n in values.items())
        return self._.series(f"{self._.apart(label)} {self.amount(n)}" for label, n in each)

    def amount(self, value: Fraction | int) -> str:
        """A number as the language writes it, cut off at two decimals."""
        return self._.number(round(float(value), 2))


def result_sentence(state: PollState, _: Translator) -> str:
    """The result in one sentence: "Adopted: 24 yes, 10 no, 4 abstentions; simple majority." Empty before the count."""
    if state.status is PollStatus.CANCELLED:
        return _("Cancelled: {reason}", reason=state.reason)
    if state.tally is None:
        return ""
    outcome = state.outcome
    if outcome is None:
        answers = _.plural("{n} answer.", "{n} answers.", state.tally.ballots)
        return _("Still to be counted.") if state.poll.kind is PollKind.BUDGET else answers
    return _judged(Words(state, _), outcome, state.tally)


def headline(state: PollState, _: Translator) -> str:
    """The result where its numbers are drawn beside it: a budget in one sentence however many projects it has."""
    if isinstance(state.result, Allocation) and state.outcome and state.outcome.verdict is Verdict.CHOSEN:
        return budget_sentence(state.result, _)
    return result_sentence(state, _)


def _judged(words: Words, outcome: Outcome, tally: Tally) -> str:
    _, poll = words._, words.state.poll
    counts = _counts(words, tally)
    leading = words.names(outcome.leading)
    match outcome.verdict:
        case Verdict.ADOPTED:
            told = _("Adopted: {counts}; {majority}.", counts=counts, majority=majority_words(poll.carried_by, _))
        case Verdict.REJECTED:
            told = _("Rejected: {counts}; {majority}.", counts=counts, majority=majority_words(poll.carried_by, _))
        case Verdict.UNDECIDED:
            tie = _("A tie between {options}: {counts}.", options=leading, counts=counts)
            sure = winners(words.state.result) if words.state.result else ()
            told = f"{_('Elected: {options}.', options=words.names(sure))} {tie}" if sure else tie
        case Verdict.CHOSEN if len(outcome.leading) > 1:
            told = _("Chosen: {options} ({counts}).", options=leading, counts=counts)
        case Verdict.CHOSEN if poll.kind in (PollKind.SINGLE, PollKind.MULTIPLE):
            told = _("Most votes: {option} ({counts}).", option=leading, counts=counts)
        case Verdict.CHOSEN:
            told = _("Chosen: {option} ({counts}).", option=leading, counts=counts)
        case Verdict.NOT_CHOSEN if outcome.tied:
            told = _("A tie between {options}, so nothing is chosen: {counts}.", options=leading, counts=counts)
        case Verdict.NOT_CHOSEN:
            told = _("Nothing is chosen: {counts}; {majority}.", counts=counts,
                     majority=majority_words(poll.carried_by, _))  # fmt: skip
        case Verdict.NO_VOTES:
            return _("No valid votes, so no result ({counts}).", counts=counts)
        case Verdict.NO_QUORUM:
            return _("No decision: the quorum was not reached ({counts}).", counts=counts)
    return " ".join(filter(None, [told, _needed(words, outcome), _tie_note(words, outcome)]))


def _needed(words: Words, outcome: Outcome) -> str:
    """How many votes would have carried, where that is not plain from the numbers."""
    poll, _ = words.state.poll, words._
    judged = outcome.verdict in (Verdict.ADOPTED, Verdict.REJECTED, Verdict.NOT_CHOSEN)
    if not judged or poll.carried_by in (SIMPLE, MOST_VOTES):
        return ""
    return _("{needed} of {whole} were needed.", needed=_.number(outcome.needed), whole=_.number(outcome.whole))


def _tie_note(words: Words, outcome: Outcome) -> str:
    _, poll, broken = words._, words.state.poll, words.state.tie_break
    if outcome.tied and outcome.decided_by is TieRule.FAILS and poll.kind is PollKind.YES_NO_ABSTAIN:
        return _("As many said yes as no: by the rules of this vote a tie fails.")
    if outcome.verdict is Verdict.UNDECIDED:
        return _("By the rules of this vote a tie is not broken.") if poll.carried_by.tie is TieRule.FAILS else ""
    if broken is None:
        return ""
    if broken.rulings:
        return _("It was a tie; the chair decided.")
    return _("It was a tie, drawn by lot with the seed “{seed}”.", seed=broken.seed)


def _counts(words: Words, tally: Tally) -> str:
    _, poll = words._, words.state.poll
    if poll.kind is PollKind.YES_NO_ABSTAIN:
        return _(
            "{yes} yes, {no} no, {abstentions}",
            yes=_.number(tally.counts[YES]), no=_.number(tally.counts[NO]),
            abstentions=_.plural("{n} abstention", "{n} abstentions", tally.counts[ABSTAIN]),
        )  # fmt: skip
    return _.series(f"{_.apart(bar.label)} {bar.text}" for bar in bars(words.state, tally, _))


def choice_words(choice: Choice, state: PollState, _: Translator) -> str:
    """What one ballot says: "Yes", "Park and Pool", "Park 3, Pool 2", "Park › Pool", or its text."""
    words = Words(state, _)
    match choice:
        case Selection(options):
            return words.names(options) if options else _("blank")
        case Scores(given):
            return words.numbers(dict(given))
        case Ranking(order):
            return " › ".join(words.labels.get(option, option) for option in order)
        case Writing(texts):
            return _.list(list(texts))


# --- the picture ---


def bars(state: PollState, tally: Tally, _: Translator) -> list[Bar]:
    """A bar for each option of a tally: the final one, or the one so far of a live poll."""
    words = Words(state, _)
    outcome = state.outcome
    leading = outcome.leading if outcome else ()
    return [
        Bar(option.id, words.labels[option.id], *_measure(words, option.id, tally), leads=option.id in leading)
        for option in state.poll.options
    ]


def bar_number(state: PollState, bar: Bar, _: Translator) -> str:
    """What stands at the end of a bar: how many, and which share of the votes where the bar is as long as that."""
    if state.poll.kind in (PollKind.YES_NO_ABSTAIN, PollKind.SINGLE, PollKind.MULTIPLE):
        return f"{bar.text} ({_.percent(bar.length)})"
    return bar.text


def _measure(words: Words, option: str, tally: Tally) -> tuple[float, str]:
    """How long an option's bar is, and what it says."""
    found = words.state.result
    match found:
        case ScoreResult(rows=rows):
            row = next(row for row in rows if row.option == option)
            if row.mean is None:
                return 0.0, "–"
            low, high = found.scale.lowest, found.scale.highest
            return float((row.mean - low) / (high - low)), words.amount(row.mean)
        case JudgementResult(rows=rows):
            grade = next(row.grade for row in rows if row.option == option)
            return grade / max(1, len(rows[0].counts) - 1), words.amount(grade + words.state.poll.scale.low)
        case BordaResult(rows=rows):
            most = max((row.points for row in rows), default=Fraction(0)) or 1
            points = next(row.points for row in rows if row.option == option)
            return float(points / most), words.amount(points)
        case PointsResult(given=given):
            return tally.counts[option] / (given or 1), words.amount(tally.counts[option])
    n = tally.counts[option]
    return (n / tally.cast if tally.cast else 0.0), words.amount(n)


# --- round by round ---


def rounds(state: PollState, _: Translator) -> list[str]:
    """How the method came to its result, a sentence a step; empty where the bars say it all."""
    labels = Words(state, _).labels
    match state.result:
        case RunoffResult():
            return runoff_rounds(state.result, labels, _)
        case SchulzeResult():
            return schulze_duels(state.result, labels, _)
        case StvResult():
            return stv_stages(state.result, labels, _)
        case JudgementResult():
            scale = state.poll.scale
            grades = [_.number(grade) for grade in range(scale.low, scale.high + 1)]
            return judgement_lines(state.result, labels, grades, _)
        case Allocation():
            return [budget_sentence(state.result, _), *(_project(state.result, judged, labels, _)
                    for judged in state.result.projects)]  # fmt: skip
    return []


def _project(found: Allocation, judged: Judged, labels: Mapping[str, str], _: Translator) -> str:
    return _("{project}. {why}", project=labels[judged.project], why=why(judged, found, _))
