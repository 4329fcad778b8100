"""Score voting and Likert scales: a number for each option; the highest mean, median or sum is elected."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Marks, marked
from assembly_app.domain.counting.ties import Order, Tie, fill, places


class Measure(StrEnum):
    """What the options are compared by."""

    MEAN = "mean"
    MEDIAN = "median"
    SUM = "sum"


class Blank(StrEnum):
    """What an option that a voter gave no score gets: nothing (it is left out of its mean), or the lowest score."""

    LEFT_OUT = "left-out"
    LOWEST = "lowest"


class Scale(msgspec.Struct, frozen=True):
    """The range of scores, both ends included, and what a blank means."""

    lowest: int = 0
    highest: int = 5
    blank: Blank = Blank.LEFT_OUT


class ScoreRow(msgspec.Struct, frozen=True):
    """One option: how many gave each score (lowest score first), and the measures; None where nobody scored it."""

    option: str
    counts: tuple[int, ...]
    scores: int
    sum: int
    mean: Fraction | None
    median: Fraction | None
    place: int | None


class ScoreResult(msgspec.Struct, frozen=True, tag_field="method", tag="score"):
    """Who is elected by `measure`, and every option's scores in the poll's order."""

    elected: tuple[str, ...]
    tie: Tie | None
    rows: tuple[ScoreRow, ...]
    measure: Measure
    scale: Scale
    ballots: int


def score(
    options: Sequence[str],
    ballots: Ballots[Marks],
    scale: Scale,
    measure: Measure = Measure.MEAN,
    seats: int = 1,
    order: Order = (),
) -> ScoreResult:
    """The `seats` options with the highest mean, median or sum. An option without any score is not elected."""
    counted = marked(options, ballots, scale.lowest, scale.highest)
    total = sum(counted.values())
    counts = {option: [0] * (scale.highest - scale.lowest + 1) for option in options}
    for ballot, n in counted.items():
        for option, mark in ballot:
            counts[option][mark - scale.lowest] += n
    if scale.blank is Blank.LOWEST:
        for column in counts.values():
            column[0] += total - sum(column)
    bare = [_row(option, tuple(column), scale.lowest) for option, column in counts.items()]
    values = {row.option: value for row in bare if (value := _value(row, measure)) is not None}
    seated = fill(values, seats, order)
    place = places(values)
    rows = tuple(msgspec.structs.replace(row, place=place.get(row.option)) for row in bare)
    return ScoreResult(seated.elected, seated.tie, rows, measure, scale, total)


def _row(option: str, counts: tuple[int, ...], lowest: int) -> ScoreRow:
    number = sum(counts)
    total = sum(n * (lowest + step) for step, n in enumerate(counts))
    if not number:
        return ScoreRow(option, counts, 0, 0, None, None, None)
    middle = Fraction(_at(counts, (number - 1) // 2) + _at(counts, number // 2), 2) + lowest
    return ScoreRow(option, counts, number, total, Fraction(total, number), middle, None)


def _at(counts: tuple[int, ...], index: int) -> int:
    """The step of the scale that stands at `index` when all scores are laid in a row from the lowest."""
    for step, n in enumerate(counts):
        index -= n
        if index < 0:
            return step
    raise IndexError(index)


def _value(row: ScoreRow, measure: Measure) -> Fraction | None:
    if not row.scores:
        return None
    return {Measure.MEAN: row.mean, Measure.MEDIAN: row.median, Measure.SUM: Fraction(row.sum)}[measure]
