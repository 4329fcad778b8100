"""Points to spread (dots): each voter spreads up to a total of points over the options, up to a maximum on each."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Marks, marked, share
from assembly_app.domain.counting.ties import Order, Tie, fill, places
from assembly_app.domain.errors import Refused


class PointsRow(msgspec.Struct, frozen=True):
    """One option: its points, how many voters gave it any, its share of all points given, and its place."""

    option: str
    points: int
    voters: int
    share: Fraction
    place: int


class PointsResult(msgspec.Struct, frozen=True, tag_field="method", tag="points"):
    """Who is elected, every option's points in the poll's order, and the points that were given in all."""

    elected: tuple[str, ...]
    tie: Tie | None
    rows: tuple[PointsRow, ...]
    given: int
    ballots: int


def points(
    options: Sequence[str],
    ballots: Ballots[Marks],
    total: int,
    most: int | None = None,
    seats: int = 1,
    order: Order = (),
) -> PointsResult:
    """The `seats` options with the most points. An option without points is not elected.

    Refused where a ballot spreads more than `total`, or gives one option more than `most`.
    """
    counted = marked(options, ballots, 0, total if most is None else most)
    sums, voters = dict.fromkeys(options, 0), dict.fromkeys(options, 0)
    for ballot, n in counted.items():
        spread = sum(mark for _, mark in ballot)
        if spread > total:
            raise Refused("A ballot spreads {spread} points. There are only {total}.", spread=spread, total=total)
        for option, mark in ballot:
            sums[option] += mark * n
            voters[option] += n if mark else 0
    seated = fill({option: n for option, n in sums.items() if n}, seats, order)
    given, place = sum(sums.values()), places(sums)
    rows = tuple(PointsRow(option, n, voters[option], share(n, given), place[option]) for option, n in sums.items())
    return PointsResult(seated.elected, seated.tie, rows, given, sum(counted.values()))
