"""What pages are built of: paragraphs of plain text, sections with a bookmark, tables in our font."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from assembly_app.minutes import styles
from assembly_app.minutes.fonts import REGULAR, markup, printable
from assembly_app.minutes.page import Bookmark

Story = Iterator[Flowable]

ONE_AT_A_TIME = threading.Lock()
"""Held while a document is made: the fonts are shared, and reportlab reads each with one position in its file."""


def text(words: str, style: ParagraphStyle, label: str = "") -> Paragraph:
    """Words as they are, never read as markup; `label` stands left of them where the style leaves room."""
    return Paragraph(markup(words, style.fontName), style, bulletText=printable(label) or None)


def section(title: str) -> Story:
    """A heading of the first level that is never the last thing on a page."""
    yield CondPageBreak(40 * mm)
    yield from heading(title)


def heading(title: str) -> Story:
    """A heading of the first level, for a caller that sees to the page itself."""
    yield Bookmark(title, 0)
    yield text(title, styles.SECTION)


def table(rows: Sequence[list[Any]], widths: Sequence[float], *style: tuple[Any, ...], repeat: int = 0) -> Table:
    """Rows of paragraphs, aligned with the text around them; splits between rows, and repeats its first rows then.

    Only rows that could be taller than a page are split themselves.
    """
    tall = any(_length(cell) > _TALL for row in rows for cell in row)
    return Table(rows, widths, splitInRow=int(tall), repeatRows=repeat, hAlign="LEFT", style=[
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        *style,
    ])  # fmt: skip


_TALL = 400
"""So many signs fit on a page even in the narrowest column."""

_LINE = 40
"""So many signs a line end counts for."""


def _length(cell: Any) -> int:
    if isinstance(cell, list):
        return sum(_length(part) for part in cell)
    if isinstance(cell, Paragraph):
        words = cell.getPlainText()
        return len(words) + _LINE * sum(bool(getattr(part, "lineBreak", False)) for part in cell.frags)
    return 0
