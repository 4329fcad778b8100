"""How documents look: a sober page in one ink, readable when printed in grey."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from assembly_app.minutes.fonts import BOLD, ITALIC, REGULAR

INK = HexColor(0x1B2A3D)
"""Headings, bars and labels: a dark blue that prints almost black."""
TEXT = HexColor(0x1A1A1A)
QUIET = HexColor(0x555C66)
LINE = HexColor(0xC3C9D1)
PALE = HexColor(0xF1F3F6)
WHITE = Color(1, 1, 1)

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 20 * mm
TOP, BOTTOM = 26 * mm, 22 * mm
WIDTH = PAGE_WIDTH - LEFT - RIGHT
LABELS = 35 * mm
"""The column of times and labels left of the text."""


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    base: dict[str, Any] = {
        "fontName": REGULAR, "fontSize": size, "leading": leading, "textColor": TEXT,
        "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0,
        "bulletFontName": BOLD, "bulletFontSize": 8, "bulletColor": INK,
    }  # fmt: skip
    return ParagraphStyle(name, **{**base, **more})


HEAD = _style("head", 8, 10, textColor=QUIET)
ASSEMBLY = _style("assembly", 10.5, 14, fontName=BOLD, textColor=QUIET)
TITLE = _style("title", 21, 26, fontName=BOLD, textColor=INK, spaceBefore=1.5 * mm, spaceAfter=1 * mm)
SUBTITLE = _style("subtitle", 11.5, 15, textColor=QUIET, spaceAfter=5 * mm)
NOTICE = _style("notice", 9.5, 13, fontName=BOLD, borderColor=INK, borderWidth=0.8, borderPadding=(5, 7, 6, 7),
                leftIndent=7, rightIndent=7, spaceBefore=2 * mm, spaceAfter=6 * mm)  # fmt: skip
SECTION = _style("section", 14, 18, fontName=BOLD, textColor=INK, spaceBefore=7 * mm, spaceAfter=2.5 * mm,
                 keepWithNext=1)  # fmt: skip
LIST = _style("list", 9.5, 13, fontName=BOLD, textColor=INK, spaceBefore=3 * mm, spaceAfter=1 * mm)
ITEM = _style("item", 12, 15.5, fontName=BOLD, textColor=INK, leftIndent=LABELS, bulletIndent=0,
              bulletFontName=REGULAR, bulletFontSize=9, spaceAfter=0.5 * mm, keepWithNext=1)  # fmt: skip
NESTED = _style("nested", 10.5, 14, fontName=BOLD, textColor=INK, leftIndent=LABELS, bulletIndent=0,
                bulletFontName=REGULAR, bulletFontSize=9, spaceAfter=0.5 * mm, keepWithNext=1)  # fmt: skip
FACTS = _style("facts", 8.5, 11.5, textColor=QUIET, leftIndent=LABELS, spaceAfter=1.5 * mm)
BODY = _style("body", 9.5, 13.5, leftIndent=LABELS, bulletIndent=0, spaceAfter=1.8 * mm)
STRONG = _style("strong", 9.5, 13.5, fontName=BOLD, leftIndent=LABELS, bulletIndent=0, spaceAfter=1.8 * mm)
LEAD = _style("lead", 9.5, 13.5, fontName=BOLD, leftIndent=LABELS, bulletIndent=0, keepWithNext=1,
              spaceBefore=1.5 * mm)  # fmt: skip
ASIDE = _style("aside", 8.5, 11.5, textColor=QUIET, leftIndent=LABELS, spaceAfter=0.6 * mm)
WARNING = _style("warning", 8.5, 11.5, fontName=ITALIC, leftIndent=LABELS, spaceAfter=1 * mm)
SMALL_PRINT = _style("small-print", 6.5, 8.5, textColor=QUIET, leftIndent=LABELS, spaceAfter=2 * mm)
CELL = _style("cell", 9, 11.8)
CELL_QUIET = _style("cell-quiet", 8, 10.5, textColor=QUIET)
CELL_BOLD = _style("cell-bold", 9, 11.8, fontName=BOLD)
CELL_SMALL = _style("cell-small", 8.5, 11)
CELL_SMALL_BOLD = _style("cell-small-bold", 8.5, 11, fontName=BOLD)
CELL_HEAD = _style("cell-head", 8, 10.5, fontName=BOLD, textColor=INK)
CLOUD_SIZES = (8.0, 20.0)
CLOUD = _style("cloud", 20, 25, leftIndent=LABELS, spaceAfter=2 * mm)
FIGURE = _style("figure", 15, 18, fontName=BOLD, textColor=INK)
BAR_LABEL = _style("bar-label", 8.5, 10.8)
BAR_COUNT = _style("bar-count", 8.5, 10.8, fontName=BOLD)
BAR_LOW = _style("bar-low", 7.5, 9.5, textColor=QUIET)
BAR_HIGH = _style("bar-high", 7.5, 9.5, textColor=QUIET, alignment=TA_RIGHT)
ABOVE = _style("above", 9.5, 13.5, leftIndent=LABELS, bulletIndent=0, keepWithNext=1)
ROLL = _style("roll", 8.5, 11.5, fontName=BOLD, leftIndent=LABELS, spaceBefore=1 * mm, keepWithNext=1)
ROLL_LINE = _style("roll-line", 8.5, 11.5, leftIndent=LABELS, spaceAfter=0.6 * mm)
