"""Ballots as every method takes them: rankings, approvals and marks, equal ones gathered and counted at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from assembly_app.domain.errors import Refused

B = TypeVar("B", bound=Hashable)

Ballots = Mapping[B, int] | Iterable[B]
"""Ballots one by one, or how many cast each."""

Ranking = tuple[str, ...]
"""Options from best to worst; what is left out stands below what is named."""

Approval = tuple[str, ...]
"""The options that a voter approves, in any order."""

Marks = tuple[tuple[str, int], ...]
"""A number for each option that the voter marked: a grade, a score or points."""


def marks(given: Mapping[str, int]) -> Marks:
    """The marks of one voter as a ballot."""
    return tuple(sorted(given.items()))


def gathered(ballots: Ballots[B]) -> dict[B, int]:
    """How many cast each ballot. ValueError for a negative number."""
    if isinstance(ballots, Mapping):
        if any(n < 0 for n in ballots.values()):
            raise ValueError("a ballot cannot be cast a negative number of times")
        return {ballot: n for ballot, n in ballots.items() if n}
    counted: dict[B, int] = {}
    for ballot in ballots:
        counted[ballot] = counted.get(ballot, 0) + 1
    return counted


def lists(options: Iterable[str], ballots: Ballots[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Rankings or approvals, gathered; Refused where a ballot names an unknown option or one twice."""
    counted = gathered(ballots)
    known = set(options)
    for ballot in counted:
        _check(known, ballot)
    return counted


def marked(options: Iterable[str], ballots: Ballots[Marks], lowest: int, highest: int) -> dict[Marks, int]:
    """Marks, gathered; Refused where a ballot names an unknown option or one twice, or a mark is out of range."""
    counted = gathered(ballots)
    known = set(options)
    for ballot in counted:
        _check(known, tuple(option for option, _ in ballot))
        for option, mark in ballot:
            if not lowest <= mark <= highest:
                raise Refused(
                    "A ballot gives {mark} to “{option}”. Only {lowest} to {highest} can be given.",
                    mark=mark, option=option, lowest=lowest, highest=highest,
                )  # fmt: skip
    return counted


def _check(known: set[str], named: tuple[str, ...]) -> None:
    for option in named:
        if option not in known:
            raise Refused("A ballot names “{option}”, which is not an option of this poll.", option=option)
    if len(set(named)) < len(named):
        raise Refused("A ballot names the same option twice.")


def share(part: int, whole: int) -> Fraction:
    """A part of a whole; 0 of nothing."""
    return Fraction(part, whole) if whole else Fraction(0)
