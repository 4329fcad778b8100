"""Words on the page: a paragraph of runs in several fonts that belongs to an element of the document's structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from reportlab.lib.abag import ABag
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from assembly_app.minutes.tagged_canvas import INSIDE, Inside, TaggedCanvas, TaggedText
from assembly_app.minutes.tagging import Element

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
    element: Element | None = None
    label: Words | None = None
    before: Words | None = None
    """The part on the page before."""
    hangs = 0.0
    """How far left of the words the label begins, in points; 0: at the left edge."""
    outline: tuple[str, int] | None = None
    """The line that leads here in the outline beside the pages, and the level of the heading."""
    _text: TaggedText | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        wide, _high = super().wrap(width, height)
        if self.label:
            self.label.wrap((self.hangs or self.style.leftIndent - _GAP) + 0.1, height)
        return wide, self.tall

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

    def draw(self) -> None:
        """The label, then the words, both from the top."""
        if self.outline:
            self.canv.outline(*self.outline, self.height)
        if self.label:
            left = self.style.leftIndent - self.hangs if self.hangs else 0
            self.label.drawOn(self.canv, left, self.tall - self.label.height - self._drop)
            self.canv.translate(0, self.tall - self.height)
        super().draw()


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
