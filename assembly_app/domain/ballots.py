"""Ballots: what a voter said, which ballots are valid, and the seal of a box.

The rules of secrecy are those of the project's ballot design: a ballot never meets a name here.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from assembly_app.domain.errors import Refused
from assembly_app.domain.polls import LONGEST_TEXT, LONGEST_WORD, BallotForm, BudgetBallot, Poll, PollKind


class Selection(msgspec.Struct, frozen=True, tag_field="kind", tag="selection"):
    """The ids of the marked options, sorted."""

    options: tuple[str, ...] = ()


class Scores(msgspec.Struct, frozen=True, tag_field="kind", tag="scores"):
    """The number that each option got (a score, or points), sorted by option; options left out got none."""

    given: tuple[tuple[str, int], ...] = ()


class Ranking(msgspec.Struct, frozen=True, tag_field="kind", tag="ranking"):
    """The ids of the ranked options, the best first; options left out stand behind them all."""

    order: tuple[str, ...] = ()


class Writing(msgspec.Struct, frozen=True, tag_field="kind", tag="writing"):
    """What was written: one open answer, or the entries of a word cloud."""

    texts: tuple[str, ...] = ()


Choice = Selection | Scores | Ranking | Writing
"""What a ballot says."""


_EMPTY: dict[BallotForm, Choice] = {
    BallotForm.SCORE: Scores(),
    BallotForm.SPREAD: Scores(),
    BallotForm.RANK: Ranking(),
    BallotForm.WRITE: Writing(),
}


def valid_choice(poll: Poll, choice: Choice) -> Choice:
    """The choice as it is stored, in one agreed form; or a refusal that says what is wrong with it."""
    if choice == Selection() and poll.form is not BallotForm.MARK:
        choice = _EMPTY[poll.form]  # a form without any field filled in does not say which form it is
    match poll.form, choice:
        case BallotForm.MARK, Selection(options):
            return _selection(poll, options)
        case BallotForm.SCORE, Scores(given):
            return _scores(poll, given)
        case BallotForm.SPREAD, Scores(given):
            return _points(poll, given)
        case BallotForm.RANK, Ranking(order):
            return _ranking(poll, order)
        case BallotForm.WRITE, Writing(texts):
            return _writing(poll, texts)
    raise Refused("This is not a ballot of this poll. Load the page again.")


def _known(poll: Poll, options: Iterable[str]) -> None:
    if not {option.id for option in poll.options}.issuperset(options):
        raise Refused("This option does not belong to the poll. Choose one of the options shown.")


def _enough(poll: Poll, count: int) -> None:
    if count < poll.minimum:
        if poll.maximum == 1:
            raise Refused("Nothing is chosen yet. Choose one of the options.")
        raise Refused("Choose at least {minimum}.", minimum=poll.minimum)
    if count > poll.maximum:
        raise Refused("Choose at most {maximum}.", maximum=poll.maximum)


def _selection(poll: Poll, options: Sequence[str]) -> Selection:
    picked = sorted(set(options))
    _known(poll, picked)
    _enough(poll, len(picked))
    if poll.kind is PollKind.BUDGET and poll.budget_ballot is BudgetBallot.BASKET:
        over = sum(option.cost for option in poll.options if option.id in picked) - poll.budget
        if over > 0:
            raise Refused("Your projects cost {over} too much. Take one out.", over=over)
    return Selection(tuple(picked))


def _scores(poll: Poll, given: Sequence[tuple[str, int]]) -> Scores:
    _known(poll, (option for option, _score in given))
    if len({option for option, _score in given}) < len(given):
        raise Refused("An option has two scores. Give it one.")
    if any(not poll.scale.low <= score <= poll.scale.high for _option, score in given):
        raise Refused("Give a score from {low} to {high}.", low=poll.scale.low, high=poll.scale.high)
    if len(given) < poll.minimum:
        raise Refused("Give a score to at least {minimum}.", minimum=poll.minimum)
    return Scores(tuple(sorted(given)))


def _points(poll: Poll, given: Sequence[tuple[str, int]]) -> Scores:
    _known(poll, (option for option, _points in given))
    if len({option for option, _points in given}) < len(given) or any(points < 0 for _option, points in given):
        raise Refused("The points could not be read. Load the page again.")
    if any(points > poll.most_points for _option, points in given):
        raise Refused("One option can get at most {most} points.", most=poll.most_points)
    spent = sum(points for _option, points in given)
    if spent > poll.points:
        raise Refused("You gave {over} points too many. Take some back.", over=spent - poll.points)
    if not spent:
        raise Refused("You gave no points yet. Give at least one.")
    return Scores(tuple(sorted((option, points) for option, points in given if points)))


def _ranking(poll: Poll, order: Sequence[str]) -> Ranking:
    _known(poll, order)
    if len(set(order)) < len(order):
        raise Refused("An option stands twice in your order. Give each option its own place.")
    if len(order) < poll.minimum:
        raise Refused("Put at least {minimum} in order.", minimum=poll.minimum)
    return Ranking(tuple(order))


def _writing(poll: Poll, texts: Sequence[str]) -> Writing:
    longest = LONGEST_TEXT if poll.kind is PollKind.TEXT else LONGEST_WORD
    written = [clean for text in texts if (clean := one_line(text))]
    if any(len(text) > longest for text in written):
        raise Refused("Write at most {longest} characters.", longest=longest)
    if len(written) < poll.minimum:
        raise Refused("Nothing is written yet. Write your answer.")
    if len(written) > poll.maximum:
        raise Refused("Write at most {maximum}.", maximum=poll.maximum)
    return Writing(tuple(sorted(written)))


def one_line(text: str) -> str:
    """The text on one line in composed form, without control characters."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", kept).split())


def marked(choice: Choice) -> tuple[str, ...]:
    """The options that a choice names."""
    match choice:
        case Selection(options):
            return options
        case Scores(given):
            return tuple(option for option, _number in given)
        case Ranking(order):
            return order
    return ()


# --- as a form that a browser sends, with or without JavaScript ---

NUMBER, RANK, TEXT, MARK = "number-", "rank-", "text", "option"


def from_form(fields: Mapping[str, Sequence[str]]) -> Choice:
    """The choice in the fields of a form, told by their names; fields that are left empty say nothing."""
    if places := _numbers(fields, RANK):
        if len({place for _option, place in places}) < len(places):
            raise Refused("Two options have the same place. Give each option its own place.")
        return Ranking(tuple(option for option, _place in sorted(places, key=lambda pair: pair[1])))
    if numbers := _numbers(fields, NUMBER):
        return Scores(tuple(numbers))
    if TEXT in fields:
        return Writing(tuple(fields[TEXT]))
    return Selection(tuple(fields.get(MARK, ())))


def _numbers(fields: Mapping[str, Sequence[str]], prefix: str) -> list[tuple[str, int]]:
    found = [(name.removeprefix(prefix), values[0].strip()) for name, values in fields.items()
             if name.startswith(prefix) and values and values[0].strip()]  # fmt: skip
    if any(not value.removeprefix("-").isdecimal() or len(value) > 6 for _option, value in found):
        raise Refused("Write whole numbers.")
    return [(option, int(value)) for option, value in found]


def to_form(choice: Choice) -> dict[str, list[str]]:
    """The fields of the form that says this: what `from_form` reads back."""
    match choice:
        case Selection(options):
            return {MARK: list(options)}
        case Scores(given):
            return {f"{NUMBER}{option}": [str(number)] for option, number in given}
        case Ranking(order):
            return {f"{RANK}{option}": [str(place)] for place, option in enumerate(order, start=1)}
        case Writing(texts):
            return {TEXT: list(texts)}


def digest(ballots: Iterable[str]) -> str:
    """The seal of a ballot box: SHA-256 over its ballots, each written as one line, sorted."""
    return hashlib.sha256("\n".join(sorted(ballots)).encode()).hexdigest()
