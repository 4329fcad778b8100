"""Rows of cells on the page: tables, columns of names, two languages side by side. They split between rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from reportlab.platypus import Flowable

from assembly_app.minutes.pdf.styles import PAGE_HEIGHT
from assembly_app.minutes.pdf.tagged_canvas import TaggedCanvas
from assembly_app.minutes.pdf.words import Words

Cell = Sequence[Flowable]
Row = Sequence[Cell]

_TALL = PAGE_HEIGHT * 0.3
"""A row that is taller is split within, where it meets the end of a page."""
_ENDLESS = 1e6


class Form(msgspec.Struct, frozen=True):
    """How rows stand, in points: the width of each column, what is left free around words, and the rules.

    `below` is the rule under each row as width and colour, `first` that under the first row, `outer` that above the
    first and below the last one. The first `heads` rows come again at the top of each page.
    """

    widths: tuple[float, ...]
    top: float = 0
    bottom: float = 0
    right: float = 0
    indent: float = 0
    padding: float = 0
    """Left of the words of each cell."""
    heads: int = 0
    below: tuple[float, Any] | None = None
    first: tuple[float, Any] | None = None
    outer: tuple[float, Any] | None = None
    background: Any = None
    apart: bool = False
    """Whether each column has a rule of its own, as wide as its words may be."""


class Rows(Flowable):
    """Rows of cells; each cell is a column of flowables. What belongs to which element, the flowables know."""

    canv: TaggedCanvas

    def __init__(self, rows: Sequence[Row], form: Form, *, continued: bool = False, continues: bool = False,
                 before: float = 0, after: float = 0) -> None:  # fmt: skip
        super().__init__()
        self._rows, self._form = rows, form
        self._continued, self._continues = continued, continues
        self._heights: list[float] = []
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        if not self._heights:
            self._heights = [self._height(row) for row in self._rows]
        self.width, self.height = width, sum(self._heights)
        return width, self.height

    def _height(self, row: Row) -> float:
        cells = zip(row, self._form.widths, strict=True)
        tallest = max(stack(cell, width - self._free) for cell, width in cells)
        return tallest + self._form.top + self._form.bottom

    @property
    def _free(self) -> float:
        return self._form.right + self._form.padding

    # --- splitting ---

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        heads = self._form.heads
        fit, used = 0, 0.0
        for high in self._heights:
            if used + high > height:
                break
            fit, used = fit + 1, used + high
        if fit >= len(self._rows):
            return [self]
        halves = self._halves(self._rows[fit], height - used) if self._heights[fit] > _TALL else None
        if fit <= heads and not halves:
            return []
        above = [*self._rows[:fit], *([halves[0]] if halves else [])]
        rest = [*self._rows[:heads], *([halves[1]] if halves else []), *self._rows[fit + bool(halves) :]]
        return [
            Rows(above, self._form, continued=self._continued, continues=True),
            Rows(rest, self._form, continued=True, continues=self._continues, after=self.spaceAfter),
        ]

    def _halves(self, row: Row, height: float) -> tuple[Row, Row] | None:
        """A row in two, each cell as far as it fits; None where the first line does not."""
        room = height - self._form.top - self._form.bottom
        parts = [divided(cell, width - self._free, room) for cell, width in zip(row, self._form.widths, strict=True)]
        if not any(above for above, _below in parts):
            return None
        return [above for above, _below in parts], [below for _above, below in parts]

    # --- drawing ---

    def draw(self) -> None:
        form, top = self._form, self.height
        left = form.indent
        if form.background:
            self.canv.setFillColor(form.background)
            self.canv.rect(left, 0, sum(form.widths), self.height, stroke=0, fill=1)
        self._rule(form.outer if not self._continued else None, top)
        for number, (row, high) in enumerate(zip(self._rows, self._heights, strict=True)):
            if number < form.heads and self._continued:
                with self.canv.within(None, "Pagination"):
                    self._row(row, top)
            else:
                self._row(row, top)
            top -= high
            last = number == len(self._rows) - 1
            self._rule(form.outer if last and form.outer and not self._continues else
                       form.first if number == 0 and form.first else form.below, top)  # fmt: skip

    def _row(self, row: Row, top: float) -> None:
        left = self._form.indent
        for cell, width in zip(row, self._form.widths, strict=True):
            for flowable, above in placed(cell):
                flowable.drawOn(self.canv, left + self._form.padding, top - self._form.top - above - tall(flowable))
            left += width

    def _rule(self, rule: tuple[float, Any] | None, y: float) -> None:
        if not rule:
            return
        self.canv.setLineWidth(rule[0])
        self.canv.setStrokeColor(rule[1])
        left = self._form.indent
        for width in self._form.widths if self._form.apart else (sum(self._form.widths),):
            self.canv.line(left, y, left + width - self._form.right * self._form.apart, y)
            left += width


# --- flowables below each other ---


def tall(flowable: Flowable) -> float:
    """The height of a flowable that has been wrapped, its label counted."""
    return flowable.tall if isinstance(flowable, Words) else float(flowable.height)


def stack(cell: Cell, width: float) -> float:
    """Wrap the flowables of a cell; how high they are below each other."""
    for flowable in cell:
        flowable.wrap(width, _ENDLESS)
    return max((above + tall(flowable) for flowable, above in placed(cell)), default=0)


def placed(cell: Cell) -> Iterator[tuple[Flowable, float]]:
    """Each wrapped flowable of a cell with how far below the cell's top it begins."""
    used = after = 0.0
    for number, flowable in enumerate(cell):
        used += max(after, flowable.getSpaceBefore()) if number else 0
        yield flowable, used
        used, after = used + tall(flowable), flowable.getSpaceAfter()


def divided(cell: Cell, width: float, room: float) -> tuple[list[Flowable], list[Flowable]]:
    """What of a wrapped cell fits into so many points, and the rest."""
    for number, (flowable, above) in enumerate(placed(cell)):
        if above + tall(flowable) <= room:
            continue
        parts = flowable.split(width, room - above) if room > above else []
        split = len(parts) > 1
        return [*cell[:number], *parts[:split]], [*(parts[1:] if split else [flowable]), *cell[number + 1 :]]
    return list(cell), []
