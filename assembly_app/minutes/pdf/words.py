"""Words on the page: a paragraph of runs in several fonts that belongs to an element of the document's structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from reportlab.lib.abag import ABag
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent, stringWidth
from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import split  # type: ignore[attr-defined]
from reportlab.platypus.paraparser import ParaFrag

from assembly_app.minutes.pdf.tagged_canvas import INSIDE, Inside, TaggedCanvas, TaggedText
from assembly_app.minutes.pdf.tagging import Element

_GAP = 8.0
"""Between a label and the words, in points."""


class Run(msgspec.Struct, frozen=True):
    """Words in one hand. `inside` is the link, or the passage in another language, that they are part of."""

    words: str
    font: str
    size: float
    colour: Any
    inside: Inside | None = None


class Words(Paragraph):
    """A paragraph that belongs to an element, or to what is drawn around it; both halves of a split one to the same.

    `label` stands left of it, in the column that its style leaves.
    """

    canv: TaggedCanvas
    blPara: Any
    frags: list[Any]
    element: Element | None = None
    label: Words | None = None
    before: Words | None = None
    """The part on the page before."""
    hangs = 0.0
    """How far left of the words the label begins, in points; 0: at the left edge."""
    outline: tuple[str, int] | None = None
    """The line that leads here in the outline beside the pages, and the level of the heading."""
    _text: TaggedText | None = None
    _wrapped: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self._wrapped != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._wrapped = width
        if self.label:
            self.label.wrap((self.hangs or self.style.leftIndent - _GAP) + 0.1, height)
        return width, self.tall

    def breakLines(self, width: Any) -> Any:
        """The lines. Words in one font, which is most of a document, are put on lines several times as fast here."""
        return _lines(self.frags, max(width)) or _one_line(self.frags, max(width)) or super().breakLines(width)

    @property
    def tall(self) -> float:
        """The height with the label, which may have more lines."""
        return max(self.height, self.label.height + self._drop if self.label else 0)

    @property
    def _drop(self) -> float:
        """How much lower a label begins, to stand on the line of the words."""
        return (self.style.leading - self.label.style.leading) * 0.75 if self.label else 0

    def split(self, width: float, height: float) -> list[Any]:
        halves: list[Any] = super().split(width, height)
        if len(halves) != 2:
            return halves
        first, second = halves
        if self.label and self.label.height + self._drop > first.height:
            return []
        first.element = second.element = self.element
        first.label, first.hangs, first.outline = self.label, self.hangs, self.outline
        first.before, second.before = self.before, first
        return [first, second]

    def beginText(self, x: float, y: float) -> TaggedText:
        """reportlab's hook for the paragraph's own text object."""
        self._text = text = self.canv.text_for(self.element, x, y)
        if self.before and self.element and (inside := self.before.left_inside):
            self.canv.turn(text, self.element, inside)
        return text

    @property
    def left_inside(self) -> Inside | None:
        """What its last word was inside of, when it was drawn."""
        return self._text.inside if self._text else None

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 - reportlab's name
        """The label, then the words, both from the top."""
        if self.outline:
            canvas.outline(*self.outline, y + self.height)
        if self.label:
            left = self.style.leftIndent - self.hangs if self.hangs else 0
            self.label.drawOn(canvas, x + left, y + self.tall - self.label.height - self._drop)
        lines = y + self.tall - self.height
        if self.blPara.kind:
            super().drawOn(canvas, x, lines)
        elif self.blPara.lines:
            self._draw_lines(canvas, x + self.style.leftIndent, lines + self.height - self.blPara.ascent)

    def _draw_lines(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Lines in one font, without the state of the canvas that reportlab keeps around each paragraph."""
        hand, right = self.blPara, self.style.alignment == TA_RIGHT
        self._text = text = canvas.text_for(self.element, x, y)
        if runs := getattr(hand, "runs", ()):
            text.setXPos(hand.lines[0][0] if right else 0)
            for run in runs:
                text.setFont(run.fontName, run.fontSize, self.style.leading)
                text.setFillColor(run.textColor)
                text.textOut(run.text)
            canvas.drawText(text)
            return
        text.setFont(hand.fontName, hand.fontSize, self.style.leading)
        text.setFillColor(hand.textColor)
        for extra, parts in hand.lines:
            if right:
                text.setXPos(extra)
            text.textLine(" ".join(parts))
            if right:
                text.setXPos(-extra)
        canvas.drawText(text)


def _lines(frags: Sequence[Any], width: float) -> Any:
    """A paragraph of one plain fragment in lines, as reportlab tells of them; None where that is not so simple.

    reportlab breaks words that are longer than a line, and at soft hyphens.
    """
    if len(frags) != 1 or not isinstance(hand := frags[0], ParaFrag) or hasattr(hand, "cbDefn"):
        return None
    parts = split(hand.text) if hasattr(hand, "text") else hand.words
    size = hand.fontSize
    space, used = _width(" ", hand.fontName) * size, 0.0
    lines: list[tuple[float, list[str]]] = []
    line: list[str] = []
    for word in parts:
        wide = _width(word, hand.fontName) * size
        if wide > width or type(word) is not str or "\u00ad" in word:
            return None
        if line and used + space + wide > width:
            lines.append((width - used, line))
            line, used = [], 0.0
        used += wide + space if line else wide
        line.append(word)
    if line:
        lines.append((width - used, line))
    ascent, descent = getAscentDescent(hand.fontName, size)
    return hand.clone(kind=0, lines=lines, ascent=ascent, descent=descent, fontSize=size, runs=())


def _one_line(frags: Sequence[Any], width: float) -> Any:
    """A paragraph of several fragments that fits on one line; None where it does not, or has more than words."""
    if any(not isinstance(each, ParaFrag) or _more_than_words(each) for each in frags):
        return None
    wide = sum(_width(each.text, each.fontName) * each.fontSize for each in frags)
    if not frags or wide > width:
        return None
    hand = frags[0]
    ascent, descent = getAscentDescent(hand.fontName, hand.fontSize)
    line = [(width - wide, ["".join(each.text for each in frags)])]
    return hand.clone(kind=0, lines=line, ascent=ascent, descent=descent, runs=tuple(frags))


def _more_than_words(frag: Any) -> bool:
    return hasattr(frag, "cbDefn") or hasattr(frag, "lineBreak") or bool(frag.link) or not hasattr(frag, "text")


@lru_cache(maxsize=20_000)
def _width(word: str, font: str) -> float:
    """How wide a word is at one point: most words of a document come back."""
    return stringWidth(word, font, 1)


def words(runs: Sequence[Run], style: ParagraphStyle, element: Element | None = None, *,
          label: Words | None = None, right: bool = False) -> Words:  # fmt: skip
    """A paragraph of runs; `right` aligns it to the right, as scripts from right to left ask for."""
    if right and style.alignment != TA_RIGHT:
        style = style.clone(f"{style.name}-right", alignment=TA_RIGHT)
    paragraph = Words("", style, frags=list(_fragments(runs)))
    paragraph.element, paragraph.label = element, label
    return paragraph


def _fragments(runs: Sequence[Run]) -> Iterator[ParaFrag]:
    """The runs as reportlab keeps what it has read from its own markup."""
    around: Inside | None = None
    for run in runs:
        if run.inside is not around:
            if around:
                yield _turn(run, around, False)
            if run.inside:
                yield _turn(run, run.inside, True)
            around = run.inside
        first, *rest = run.words.split("\n")
        if first:
            yield _fragment(run, first)
        for line in rest:
            yield _fragment(run, "", lineBreak=True)
            if line:
                yield _fragment(run, line)
    if around:
        yield _turn(runs[-1], around, False)


def _fragment(run: Run, text: str, **more: Any) -> ParaFrag:
    link = run.inside.address if run.inside else ""
    return ParaFrag(
        text=text, fontName=run.font, fontSize=run.size, textColor=run.colour, rise=0,
        us_lines=[_underline(run.colour)] if link else [], link=[(0, link)] if link else [], **more,
    )  # fmt: skip


def _turn(run: Run, inside: Inside, begins: bool) -> ParaFrag:
    """No word, but a place where the canvas is called: see `TaggedCanvas`."""
    return _fragment(Run("", run.font, run.size, run.colour), "",
                     cbDefn=ABag(kind="onDraw", name=INSIDE, label=(inside, begins)))  # fmt: skip


def _underline(colour: Any) -> tuple[Any, ...]:
    """As reportlab tells of a line under words: number, kind, colour, width, offset, rise, how many, gap."""
    return (0, "underline", colour, "0.06*F", "-0.12*F", 0, 1, "")
