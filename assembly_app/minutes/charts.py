"""The bars of a poll: vectors in one ink whose fillings differ, so that they are told apart in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from assembly_app.domain.polls import ABSTAIN, NO, YES
from assembly_app.minutes.fonts import composed, markup, printable
from assembly_app.minutes.page import shortened
from assembly_app.minutes.parts import Bar, Picture
from assembly_app.minutes.styles import BAR_COUNT, BAR_HIGH, BAR_LABEL, BAR_LOW, INK, LINE, WHITE

_LABEL_SHARE = 0.45
_LEAST_LABEL = 18 * mm
_COUNT_WIDTH = 24 * mm
_BAR_HEIGHT = 3.6 * mm
_GAP = 3 * mm
_HATCH = 1.5 * mm
_ENDS = 4.5 * mm


class Bars(Flowable):
    """The bars of one poll below each other, the ends of their scale under them; long labels wrap.

    Splits between bars.
    """

    def __init__(self, picture: Picture, indent: float = 0) -> None:
        super().__init__()
        bars = picture.bars
        self._picture = picture
        self._bars = list(bars)
        self._indent = indent
        self._labels = [Paragraph(markup(bar.label), BAR_LABEL) for bar in bars]
        self._counts = [Paragraph(markup(bar.count, BAR_COUNT.fontName), BAR_COUNT) for bar in bars]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = sum(self._rows()) + self._foot()
        return width, self.height

    def _rows(self) -> Iterator[float]:
        label_width = self._label_width()
        for label, count in zip(self._labels, self._counts, strict=True):
            high = max(label.wrap(label_width, 1e6)[1], count.wrap(_COUNT_WIDTH, 1e6)[1])
            yield high + 1.2 * mm

    def _foot(self) -> float:
        return _ENDS if self._picture.low or self._picture.high else 0

    def _label_width(self) -> float:
        """As wide as the longest label asks for, within a part of the width."""
        font, size = BAR_LABEL.fontName, BAR_LABEL.fontSize
        widest = max((stringWidth(printable(bar.label), font, size) for bar in self._bars), default=0) + 1
        return max(_LEAST_LABEL, min(widest, (self.width - self._indent) * _LABEL_SHARE))

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fit, used = 0, 0.0
        for high in self._rows():
            if used + high + self._foot() > height:
                break
            fit, used = fit + 1, used + high
        if not 0 < fit < len(self._bars):
            return []
        return [Bars(self._part(self._bars[:fit]), self._indent), Bars(self._part(self._bars[fit:]), self._indent)]

    def _part(self, bars: Sequence[Bar]) -> Picture:
        return Picture(tuple(bars), self._picture.low, self._picture.high)

    def draw(self) -> None:
        label_width = self._label_width()
        left = self._indent + label_width + _GAP
        room = self.width - left - _COUNT_WIDTH - _GAP
        top = self.height
        for bar, label, count, high in zip(self._bars, self._labels, self._counts, self._rows(), strict=True):
            label.drawOn(self.canv, self._indent, top - label.height)
            count.drawOn(self.canv, left + room + _GAP, top - count.height)
            self._bar(bar, left, top - 1.9 * mm - _BAR_HEIGHT / 2, room)
            top -= high
        self._ends(left, room)

    def _ends(self, x: float, room: float) -> None:
        """What the shortest and the longest bar would mean."""
        for words, style, left in ((self._picture.low, BAR_LOW, x), (self._picture.high, BAR_HIGH, x + room / 2)):
            end = Paragraph(markup(shortened(composed(words), room / 2 - _GAP, size=style.fontSize)), style)
            end.wrap(room / 2, _ENDS)
            end.drawOn(self.canv, left, _ENDS - end.height)

    def _bar(self, bar: Bar, x: float, y: float, room: float) -> None:
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(LINE)
        canvas.line(x, y, x + room, y)
        if bar.share > 0:
            fill(canvas, bar, x, y, max(room * min(bar.share, 1.0), 0.8 * mm))
        canvas.restoreState()


def fill(canvas: Canvas, bar: Bar, x: float, y: float, width: float) -> None:
    """One filled bar: solid for yes and for what leads, hatched for no, outlined for abstentions and the rest."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.7)
    solid = bar.option == YES or (bar.leads and bar.option != NO)
    canvas.setFillColor(INK if solid else WHITE)
    canvas.rect(x, y, width, _BAR_HEIGHT, stroke=1, fill=1)
    if bar.option == NO:
        _hatch(canvas, x, y, width)
    elif bar.option != ABSTAIN and not solid:
        canvas.setFillColor(LINE)
        canvas.rect(x, y, width, _BAR_HEIGHT, stroke=1, fill=1)


def _hatch(canvas: Canvas, x: float, y: float, width: float) -> None:
    clip = canvas.beginPath()
    clip.rect(x, y, width, _BAR_HEIGHT)
    canvas.saveState()
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setLineWidth(0.6)
    start = x - _BAR_HEIGHT
    while start < x + width:
        canvas.line(start, y, start + _BAR_HEIGHT, y + _BAR_HEIGHT)
        start += _HATCH
    canvas.restoreState()
