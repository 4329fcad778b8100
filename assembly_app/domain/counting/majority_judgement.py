"""Majority judgement: each option gets a grade in words from each voter; the best middle grade wins.

Source: M. Balinski and R. Laraki, "A theory of measuring, electing, and ranking", PNAS 104 (2007), and "Majority
Judgment" (MIT Press, 2011). The middle grade of an even number is the lower of the two in the middle. Equal middle
grades: one middle grade is taken away from each and the next ones are compared, and so on, until they differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from assembly_app.domain.counting.ballots import Ballots, Marks, marked
from assembly_app.domain.counting.ties import Order, Tie, fill, levels, places


class JudgementRow(msgspec.Struct, frozen=True):
    """One option: how many gave each grade (worst first), its middle grade, and how many gave better or worse ones."""

    option: str
    counts: tuple[int, ...]
    grade: int
    better: int
    worse: int
    place: int


class Parting(msgspec.Struct, frozen=True):
    """How two neighbours with the same middle grade were told apart: after `removed` middle grades were taken away."""

    ahead: str
    behind: str
    removed: int
    grade_ahead: int
    grade_behind: int


class JudgementResult(msgspec.Struct, frozen=True, tag_field="method", tag="majority-judgement"):
    """Who is elected, every option's grades in the poll's order, and how equal middle grades were told apart."""

    elected: tuple[str, ...]
    tie: Tie | None
    rows: tuple[JudgementRow, ...]
    partings: tuple[Parting, ...]
    ballots: int


def majority_judgement(
    options: Sequence[str], grades: int, ballots: Ballots[Marks], seats: int = 1, order: Order = ()
) -> JudgementResult:
    """The `seats` options with the best majority values. Grades are 0 (worst) to `grades` - 1.

    An option that a voter gave no grade gets the worst one, so that all options have as many grades.
    """
    counted = marked(options, ballots, 0, grades - 1)
    total = sum(counted.values())
    counts = {option: [0] * grades for option in options}
    for ballot, n in counted.items():
        for option, mark in ballot:
            counts[option][mark] += n
    for column in counts.values():
        column[0] += total - sum(column)
    values = {option: majority_value(column) for option, column in counts.items()}
    seated = fill(values if total else dict[str, tuple[int, ...]](), seats, order)
    place = places(values)
    rows = tuple(_row(option, counts[option], values[option], place[option]) for option in options)
    return JudgementResult(seated.elected, seated.tie, rows, tuple(_partings(values)), total)


def majority_value(counts: Sequence[int]) -> tuple[int, ...]:
    """The middle grades of an option in the order in which they are taken away; compared one after the other."""
    row = [grade for grade, n in enumerate(counts) for _ in range(n)]
    low, high = (len(row) - 1) // 2, (len(row) - 1) // 2 + 1
    value: list[int] = []
    while len(value) < len(row):
        # With as many grades left below as above (and the middle one), the lower middle is below; else it is above.
        if low + 1 >= len(row) - high:
            value.append(row[low])
            low -= 1
        else:
            value.append(row[high])
            high += 1
    return tuple(value)


def _row(option: str, counts: Sequence[int], value: tuple[int, ...], place: int) -> JudgementRow:
    grade = value[0] if value else 0
    return JudgementRow(option, tuple(counts), grade, sum(counts[grade + 1 :]), sum(counts[:grade]), place)


def _partings(values: dict[str, tuple[int, ...]]) -> list[Parting]:
    found: list[Parting] = []
    ranked = levels(values)
    for ahead, behind in pairwise(ranked):
        a, b = values[ahead[0]], values[behind[0]]
        removed = next(i for i in range(len(a)) if a[i] != b[i])
        if removed:
            found.append(Parting(ahead[0], behind[0], removed, a[removed], b[removed]))
    return found
