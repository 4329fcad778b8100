"""Ties as ties, the order that may break them, and who fills the seats when options have a score."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

import msgspec

Score = TypeVar("Score", int, Fraction, "tuple[int, ...]")


class Tie(msgspec.Struct, frozen=True):
    """Options that the votes do not tell apart, where it matters.

    `places` of them are to be had (seats, or one option to leave out). `broken` is empty while the tie stands, else
    the options in the order that was handed in, as far as it matters.
    """

    options: tuple[str, ...]
    places: int = 1
    broken: tuple[str, ...] = ()


def draw_order(seed: str, options: Iterable[str]) -> tuple[str, ...]:
    """A draw that everyone can repeat: options sorted by the SHA-256 of the seed, a line feed and the option's id.

    Publish the rule before the vote and take the seed from something nobody in the room controls and all can see
    afterwards, such as dice thrown in front of everyone. Source of the idea: RFC 3797, publicly verifiable selection.
    """
    return tuple(sorted(options, key=lambda option: hashlib.sha256(f"{seed}\n{option}".encode()).hexdigest()))


class Ruling(msgspec.Struct, frozen=True):
    """What the chair said of one tie: `chosen` goes before each of `over`, and nothing is said of these."""

    chosen: str
    over: tuple[str, ...]


Order = Sequence[str] | Sequence[Ruling]
"""What breaks ties: a list of all options, the best first, or what the chair said of one tie after another."""


def sorted_out(tied: Iterable[str], order: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tied options that `order` puts first, in their order, and those among which it does not decide yet."""
    left = tuple(tied)
    settled: list[str] = []
    while left and (first := _first(left, order)) is not None:
        settled.append(first)
        left = tuple(option for option in left if option != first)
    return tuple(settled), left


def _first(tied: tuple[str, ...], order: Order) -> str | None:
    if len(tied) == 1:
        return tied[0]
    names = [option for option in order if isinstance(option, str)]
    if set(tied).issubset(names):
        return min(tied, key=names.index)
    rulings = [ruling for ruling in order if isinstance(ruling, Ruling)]
    return next((one for one in tied if all(_ahead(one, other, rulings) for other in tied if other != one)), None)


def _ahead(one: str, other: str, rulings: Sequence[Ruling]) -> bool:
    """Whether the chair put the first option before the second; the last word on the two counts."""
    for ruling in reversed(rulings):
        if {one, other} <= {ruling.chosen, *ruling.over} and ruling.chosen in (one, other):
            return ruling.chosen == one
    return False


class Seats(msgspec.Struct, frozen=True):
    """Who is elected, best first, and the tie for the last seats, if there is one."""

    elected: tuple[str, ...]
    tie: Tie | None = None


def fill(scores: Mapping[str, Score], seats: int, order: Order = ()) -> Seats:
    """The `seats` highest scores. A tie for the last seats leaves these empty unless `order` breaks it."""
    elected: tuple[str, ...] = ()
    for group in levels(scores):
        free = seats - len(elected)
        if len(group) > free > 0:
            settled, left = sorted_out(group, order)
            if len(settled) >= free:
                return Seats(elected + settled[:free], Tie(group, free, settled))
            return Seats(elected + settled, Tie(left, free - len(settled)))
        elected += group if free > 0 else ()
    return Seats(elected)


def levels(scores: Mapping[str, Score]) -> list[tuple[str, ...]]:
    """Options grouped by score, highest first."""
    groups: dict[Score, list[str]] = {}
    for option, score in scores.items():
        groups.setdefault(score, []).append(option)
    return [tuple(groups[score]) for score in sorted(groups, reverse=True)]


def places(scores: Mapping[str, Score]) -> dict[str, int]:
    """Each option's place: 1, 2, 2, 4 …"""
    found: dict[str, int] = {}
    for group in levels(scores):
        place = len(found) + 1
        found.update(dict.fromkeys(group, place))
    return found
