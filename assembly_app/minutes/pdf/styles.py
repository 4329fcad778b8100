"""How documents look: a sober page in one ink, readable when printed in grey. The colours and fonts are a theme's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from assembly_app.minutes.theme import PLAIN, Theme

TEXT = HexColor(PLAIN.text)
QUIET = HexColor(PLAIN.quiet)
LINE = HexColor(PLAIN.line)
WHITE = Color(1, 1, 1)
WATERMARK = HexColor(0xEBEDF1)
"""So pale that text upon it stays readable."""

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 20 * mm
TOP, BOTTOM = 26 * mm, 22 * mm
WIDTH = PAGE_WIDTH - LEFT - RIGHT
LABELS = 35 * mm
"""The column of labels left of the text."""
CLOUD_SIZES = (8.0, 20.0)


class Look:
    """The styles of a theme. `narrow` is for columns, which have no room for labels beside the text."""

    def __init__(self, theme: Theme, narrow: bool) -> None:
        self.theme = theme
        self.narrow = narrow
        self.ink, self.text, self.quiet = HexColor(theme.ink), HexColor(theme.text), HexColor(theme.quiet)
        self.line, self.pale = HexColor(theme.line), HexColor(theme.pale)
        self.labels = 0 if narrow else LABELS
        self._headings()
        self._sentences()
        self._parts()

    def _style(self, name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
        base: dict[str, Any] = {
            "fontName": self.theme.faces.regular, "fontSize": size, "leading": leading, "textColor": self.text,
            "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0,
        }  # fmt: skip
        return ParagraphStyle(name, **{**base, **more})

    def _headings(self) -> None:
        strong: dict[str, Any] = {"fontName": self.theme.faces.bold, "textColor": self.ink, "keepWithNext": 1}
        self.title = self._style("title", 21, 26, spaceAfter=1 * mm, **strong)
        self.section = self._style("section", 14, 18, spaceBefore=7 * mm, spaceAfter=2.5 * mm, **strong)
        self.item = self._style("item", 12, 15.5, spaceBefore=3 * mm, spaceAfter=0.5 * mm, **strong)
        self.nested = self._style("nested", 10.5, 14, spaceBefore=2 * mm, spaceAfter=0.5 * mm, **strong)
        self.inner = self._style("inner", 10, 13.5, spaceBefore=1.5 * mm, spaceAfter=0.5 * mm,
                                 leftIndent=self.labels, **strong)  # fmt: skip
        self.subtitle = self._style("subtitle", 11.5, 15.5, textColor=self.quiet)
        self.of_list = self._style("of-list", 9.5, 13, spaceBefore=3 * mm, spaceAfter=1 * mm, **strong)

    def _sentences(self) -> None:
        faces, beside = self.theme.faces, {"leftIndent": self.labels}
        self.body = self._style("body", 9.5, 13.5, spaceAfter=1.8 * mm, **beside)
        self.strong = self._style("strong", 9.5, 13.5, fontName=faces.bold, spaceAfter=1.8 * mm, **beside)
        self.lead = self._style("lead", 9.5, 13.5, fontName=faces.bold, keepWithNext=1, spaceBefore=3 * mm, **beside)
        self.aside = self._style("aside", 8.5, 11.5, textColor=self.quiet, spaceBefore=0.4 * mm, spaceAfter=0.6 * mm,
                                 **beside)  # fmt: skip
        self.warning = self._style("warning", 8.5, 11.5, fontName=faces.italic, spaceAfter=1 * mm, **beside)
        self.small = self._style("small-print", 6.5, 8.5, textColor=self.quiet, spaceAfter=2 * mm, **beside)
        self.notice = self._style("notice", 9.5, 13, fontName=faces.bold)
        self.entry = self._style("entry", 9.5, 13.5, spaceAfter=0.8 * mm, leftIndent=self.labels + 5 * mm)

    def _parts(self) -> None:
        bold = self.theme.faces.bold
        self.label = self._style("label", 8, 10.5, fontName=bold, textColor=self.ink)
        self.cell = self._style("cell", 9, 11.8)
        self.cell_bold = self._style("cell-bold", 9, 11.8, fontName=bold)
        self.cell_quiet = self._style("cell-quiet", 8, 10.5, textColor=self.quiet)
        self.small_cell = self._style("small-cell", 8.5, 11)
        self.small_cell_bold = self._style("small-cell-bold", 8.5, 11, fontName=bold)
        self.head_cell = self._style("head-cell", 8, 10.5, fontName=bold, textColor=self.ink)
        self.figure = self._style("figure", 15, 18, fontName=bold, textColor=self.ink)
        self.cloud = self._style("cloud", 20, 25, leftIndent=self.labels, spaceAfter=2 * mm)
        self.roll = self._style("roll", 8.5, 11.5, fontName=bold, leftIndent=self.labels, spaceBefore=1 * mm,
                                keepWithNext=1)  # fmt: skip
        self.roll_line = self._style("roll-line", 8.5, 11.5, leftIndent=self.labels, spaceAfter=0.6 * mm)
        self.bar_label = self._style("bar-label", 8.5, 10.8)
        self.bar_count = self._style("bar-count", 8.5, 10.8, fontName=bold)
        self.bar_low = self._style("bar-low", 7.5, 9.5, textColor=self.quiet)
        self.bar_high = self._style("bar-high", 7.5, 9.5, textColor=self.quiet, alignment=TA_RIGHT)
        self.head = self._style("head", 8, 10, textColor=self.quiet)


@lru_cache(maxsize=32)
def look(theme: Theme = PLAIN, narrow: bool = False) -> Look:
    """The styles of a theme, made once: nothing changes them afterwards."""
    return Look(theme, narrow)
