"""Setting words in type: runs in the fonts that have their signs, each paragraph with its element and its direction."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle

from assembly_app.minutes.pdf import fonts
from assembly_app.minutes.pdf.scripts import from_right, joins
from assembly_app.minutes.pdf.styles import Look
from assembly_app.minutes.pdf.tagged_canvas import Inside
from assembly_app.minutes.pdf.tagging import Element
from assembly_app.minutes.pdf.words import Run, Words, words
from assembly_app.prose import Span

ONE_AT_A_TIME = threading.Lock()
"""Held while a document is made: the fonts are shared, and reportlab reads each with one position in its file."""


class Setter:
    """Makes the paragraphs of one document in one look; keeps its links, and the signs that no font has."""

    def __init__(self, look: Look, parent: Setter | None = None) -> None:
        self.look = look
        self.links: dict[str, Inside] = parent.links if parent else {}
        self.missing: set[str] = parent.missing if parent else set()

    def words(self, text: str, style: ParagraphStyle, element: Element | None = None, label: str = "") -> Words:
        """A paragraph of plain text; what it says where the signs are not in the order of reading, its element tells.

        `label` stands left of it, or before it in columns.
        """
        if label and self.look.narrow:
            return self.runs([*self.label_runs(label), *self._runs(text, style)], style, element, f"{label} {text}")
        beside = self.words(label, self.look.label, element) if label else None
        said = " ".join(filter(None, (label, text)))
        return self.runs(self._runs(text, style), style, element, said, beside, from_right(text))

    def runs(self, runs: Sequence[Run], style: ParagraphStyle, element: Element | None, said: str,
             label: Words | None = None, right: bool | None = None) -> Words:  # fmt: skip
        """A paragraph of runs that says `said`."""
        if element and joins(said) and not any(run.inside for run in runs):
            element.actual = " ".join(filter(None, (element.actual, said)))
        return words(runs, style, element, label=label, right=from_right(said) if right is None else right)

    def _runs(self, text: str, style: ParagraphStyle) -> list[Run]:
        return self.hand(text, style.fontName, style)

    def label_runs(self, label: str) -> list[Run]:
        """A label that the words follow on the same line."""
        style = self.look.label
        return [*self._runs(label, style), Run("\u00a0\u00a0", style.fontName, style.fontSize, style.textColor)]

    def hand(self, text: str, font: str, style: ParagraphStyle, inside: Inside | None = None) -> list[Run]:
        """The text in one font, and others where it lacks signs."""
        return [
            Run(part, name, style.fontSize, style.textColor, inside)
            for name, part in fonts.runs(text, font, self.missing)
        ]

    def spans(self, spans: Sequence[Span], style: ParagraphStyle, bold: bool = False) -> list[Run]:
        """Rich text in its hands; links and passages in another language are elements of their own."""
        return [run for span in spans for run in self._span(span, style, bold)]

    def _span(self, span: Span, style: ParagraphStyle, bold: bool) -> list[Run]:
        font = self.look.theme.faces.of(bold or span.bold, span.italic)
        inside = self._inside(span) if span.words.strip() else None
        return self.hand(span.words, font, style, inside)

    def _inside(self, span: Span) -> Inside | None:
        if span.link:
            inside = Inside("Link", span.language, span.link, span.words)
            inside.address = f"tag-link:{len(self.links)}"
            self.links[inside.address] = inside
            return inside
        return Inside("Span", span.language) if span.language else None
