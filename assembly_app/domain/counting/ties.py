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
    the options in the order that was handed in.
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


def sorted_out(tied: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """The tied options as `order` has them; empty when the order does not name them all."""
    group = set(tied)
    found = tuple(dict.fromkeys(option for option in order if option in group))
    return found if len(found) == len(group) else ()


class Seats(msgspec.Struct, frozen=True):
    """Who is elected, best first, and the tie for the last seats, if there is one."""

    elected: tuple[str, ...]
    tie: Tie | None = None


def fill(scores: Mapping[str, Score], seats: int, order: Sequence[str] = ()) -> Seats:
    """The `seats` highest scores. A tie for the last seats leaves these empty unless `order` breaks it."""
    elected: tuple[str, ...] = ()
    for group in levels(scores):
        free = seats - len(elected)
        if len(group) > free > 0:
            broken = sorted_out(group, order)
            return Seats(elected + broken[:free], Tie(group, free, broken))
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
