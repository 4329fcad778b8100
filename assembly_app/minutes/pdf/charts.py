"""The bars of a poll: vectors in one ink whose fillings differ, so that they are told apart in grey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from assembly_app.domain.polls import ABSTAIN, NO, YES
from assembly_app.minutes.parts import Bar, Picture
from assembly_app.minutes.pdf.fonts import printable
from assembly_app.minutes.pdf.page import shortened
from assembly_app.minutes.pdf.styles import WHITE, Look
from assembly_app.minutes.pdf.tagged_canvas import TaggedCanvas
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.pdf.words import Words

_LABEL_SHARE = 0.45
_LEAST_LABEL = 18 * mm
_COUNT_WIDTH = 24 * mm
_BAR_HEIGHT = 3.6 * mm
_GAP = 3 * mm
_HATCH = 1.5 * mm
_ENDS = 4.5 * mm

Maker = Callable[[str, ParagraphStyle], Words]
"""Makes a paragraph of words in a style."""


class Bars(Flowable):
    """The bars of one poll below each other, the ends of their scale under them; long labels wrap.

    All of it belongs to one figure, told in words instead. Splits between bars.
    """

    canv: TaggedCanvas

    def __init__(self, picture: Picture, look: Look, words: Maker, figure: Element) -> None:
        super().__init__()
        self._picture, self._look, self._words, self._figure = picture, look, words, figure
        self._bars = picture.bars
        self._labels = [words(bar.label, look.bar_label) for bar in self._bars]
        self._counts = [words(bar.count, look.bar_count) for bar in self._bars]
        self.spaceBefore = self.spaceAfter = 1 * mm

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._heights = list(self._rows())
        self.height = sum(self._heights) + self._foot
        return width, self.height

    def _rows(self) -> Iterator[float]:
        label_width = self._label_width()
        for label, count in zip(self._labels, self._counts, strict=True):
            high = max(label.wrap(label_width, 1e6)[1], count.wrap(_COUNT_WIDTH, 1e6)[1])
            yield high + 1.2 * mm

    @property
    def _foot(self) -> float:
        return _ENDS if self._picture.low or self._picture.high else 0

    def _label_width(self) -> float:
        """As wide as the longest label asks for, within a part of the width."""
        font, size = self._look.bar_label.fontName, self._look.bar_label.fontSize
        widest = max((stringWidth(printable(bar.label), font, size) for bar in self._bars), default=0) + 1
        return max(_LEAST_LABEL, min(widest, (self.width - self._look.labels) * _LABEL_SHARE))

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fit, used = 0, 0.0
        for high in self._heights:
            if used + high + self._foot > height:
                break
            fit, used = fit + 1, used + high
        if not 0 < fit < len(self._bars):
            return []
        return [self._part(self._bars[:fit]), self._part(self._bars[fit:])]

    def _part(self, bars: Sequence[Bar]) -> Bars:
        return Bars(replace(self._picture, bars=tuple(bars)), self._look, self._words, self._figure)

    def draw(self) -> None:
        left, bottom = self.canv.absolutePosition(0, 0)
        self._figure.include((left, bottom, left + self.width, bottom + self.height), self.canv.getPageNumber())
        with self.canv.within(self._figure):
            self._draw()

    def _draw(self) -> None:
        indent = self._look.labels
        left = indent + self._label_width() + _GAP
        room = self.width - left - _COUNT_WIDTH - _GAP
        top = self.height
        for bar, label, count, high in zip(self._bars, self._labels, self._counts, self._heights, strict=True):
            label.drawOn(self.canv, indent, top - label.height)
            count.drawOn(self.canv, left + room + _GAP, top - count.height)
            self._bar(bar, left, top - 1.9 * mm - _BAR_HEIGHT / 2, room)
            top -= high
        self._ends(left, room)

    def _ends(self, x: float, room: float) -> None:
        """What the shortest and the longest bar would mean."""
        low, high = self._look.bar_low, self._look.bar_high
        for words, style, left in ((self._picture.low, low, x), (self._picture.high, high, x + room / 2)):
            if not words:
                continue
            end = self._words(shortened(words, room / 2 - _GAP, style.fontName, style.fontSize), style)
            end.wrap(room / 2, _ENDS)
            end.drawOn(self.canv, left, _ENDS - end.height)

    def _bar(self, bar: Bar, x: float, y: float, room: float) -> None:
        canvas, look = self.canv, self._look
        canvas.saveState()
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(look.line)
        canvas.line(x, y, x + room, y)
        if bar.share > 0:
            fill(canvas, bar, x, y, max(room * min(bar.share, 1.0), 0.8 * mm), look)
        canvas.restoreState()


def fill(canvas: Canvas, bar: Bar, x: float, y: float, width: float, look: Look) -> None:
    """One filled bar: solid for yes and for what leads, hatched for no, outlined for abstentions and the rest."""
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.7)
    solid = bar.option == YES or (bar.leads and bar.option != NO)
    canvas.setFillColor(look.ink if solid else WHITE if bar.option in (NO, ABSTAIN) else look.line)
    canvas.rect(x, y, width, _BAR_HEIGHT, stroke=1, fill=1)
    if bar.option == NO:
        _hatch(canvas, x, y, width)


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
