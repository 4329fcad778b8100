"""The Borda count: a place in a ranking is worth points; the most points win.

Source: J.-C. de Borda, "Mémoire sur les élections au scrutin" (1781). For incomplete rankings: P. Emerson, "The
original Borda count and partial voting", Social Choice and Welfare 40 (2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Ranking, lists
from assembly_app.domain.counting.ties import Order, Tie, fill, places


class Incomplete(StrEnum):
    """What a ranking that leaves options out is worth, of n options with m ranked."""

    AVERAGED = "averaged"
    """n-1, n-2 … for those ranked; those left out share equally what they would get together. The default: every
    ballot gives the same sum."""
    NOTHING = "nothing"
    """n-1, n-2 … for those ranked; nothing for those left out. Ranking fewer helps the ones ranked."""
    MODIFIED = "modified"
    """m, m-1 … 1 for those ranked; nothing for those left out. Ranking all is worth most."""


class BordaRow(msgspec.Struct, frozen=True):
    """One option: its points, how many ranked it at each place (first place first), and its place."""

    option: str
    points: Fraction
    ranks: tuple[int, ...]
    place: int


class BordaResult(msgspec.Struct, frozen=True, tag_field="method", tag="borda"):
    """Who is elected, and every option's points in the poll's order. A ballot without any option adds nothing."""

    elected: tuple[str, ...]
    tie: Tie | None
    rows: tuple[BordaRow, ...]
    incomplete: Incomplete
    ballots: int


def borda(
    options: Sequence[str],
    ballots: Ballots[Ranking],
    incomplete: Incomplete = Incomplete.AVERAGED,
    seats: int = 1,
    order: Order = (),
) -> BordaResult:
    """The `seats` options with the most points."""
    counted = lists(options, ballots)
    sums = dict.fromkeys(options, Fraction(0))
    ranks = {option: [0] * len(options) for option in options}
    for ballot, n in counted.items():
        for option, worth in _worth(options, ballot, incomplete).items():
            sums[option] += n * worth
        for rank, option in enumerate(ballot):
            ranks[option][rank] += n
    voted = any(counted)
    seated = fill(sums if voted else dict[str, Fraction](), seats, order)
    place = places(sums)
    rows = tuple(BordaRow(option, sums[option], tuple(ranks[option]), place[option]) for option in options)
    return BordaResult(seated.elected, seated.tie, rows, incomplete, sum(counted.values()))


def _worth(options: Sequence[str], ranking: Ranking, incomplete: Incomplete) -> dict[str, Fraction]:
    if not ranking:
        return {}
    top = len(ranking) if incomplete is Incomplete.MODIFIED else len(options) - 1
    worth = {option: Fraction(top - rank) for rank, option in enumerate(ranking)}
    left_out = [option for option in options if option not in worth]
    if incomplete is Incomplete.AVERAGED:
        worth.update(dict.fromkeys(left_out, Fraction(len(left_out) - 1, 2)))
    return worth
