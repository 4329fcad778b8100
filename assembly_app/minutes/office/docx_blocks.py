"""Blocks of the minutes drawn into a Word document, or into a column of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assembly_app.i18n import Translator, translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.office import common as office
from assembly_app.minutes.office import docx_styles as styles
from assembly_app.minutes.parts import (
    DASH,
    Bar,
    Block,
    Cloud,
    Columns,
    Facts,
    Figures,
    Grid,
    Heading,
    Listing,
    Picture,
    Sentence,
    Side,
    Signatures,
    Tone,
    Written,
)
from assembly_app.prose import Passage, Shape, Span

_PADDING = Mm(4)
_PICTURE, _NARROW = (0.75, 0.25), (0.66, 0.34)
"""How wide the columns of a picture are on the whole page, and in a column of it."""
_DEEPEST = 3
"""Word has so many levels of lists among its own styles."""
_TONES = {
    Tone.QUESTION: styles.QUESTION, Tone.PLAIN: "Normal", Tone.ASIDE: styles.ASIDE, Tone.WARNING: styles.WARNING,
    Tone.RESULT: styles.RESULT, Tone.SEAL: styles.SEAL,
}  # fmt: skip


class Drawer:
    """Adds blocks at the end of a document or of a cell in it, `room` wide, in one language.

    `language` is set where that is another language than the document's.
    """

    def __init__(
        self, document: Document, look: office.Colours, at: Any, room: int, _: Translator, language: str = ""
    ) -> None:
        self._document = document
        self._look = look
        self._at = at
        self._room = room
        self._words = _
        self._language = language
        self._numbers = _Numbers(document)
        self._level = 1

    def block(self, block: Block, place: int) -> None:
        """One block; `place` names it for the contents."""
        match block:
            case Heading():
                self._heading((Side("", block),), place)
            case Columns(sides) if block.heading:
                self._heading(sides, place)
            case Columns((side,)):
                self._speaking(side, self._at, self._room).block(side.block, place)
            case Columns(sides):
                self._columns(sides, place)
            case Sentence():
                label = f"{block.label}:" if block.label else ""
                self._labelled(label, block.words, _TONES[block.tone], " ")
            case Written():
                self._written(block)
            case Facts(rows):
                for label, words in rows:
                    self._labelled(label, words, styles.FACTS, "\t")
            case Signatures(rows):
                for label, words in rows:
                    self._labelled(label, words, styles.SIGNATURE, "\t")
            case Figures(rows):
                self._figures(rows)
            case Listing(title, lines):
                self._title(title)
                for line in lines:
                    self._run(self._paragraph("List Bullet"), line)
            case Picture():
                self._picture(block)
            case Grid():
                table = self._table(block.title, block.head, block.wide, block.figures)
                for number, row in enumerate(block.rows):
                    self._row(table, row, block.figures, bold=number in block.strong)
            case Cloud():
                self._cloud(block)

    # --- words ---

    def _paragraph(self, style: str = "Normal") -> Any:
        return self._at.add_paragraph(style=style)

    def _run(self, paragraph: Any, words: str, style: str | None = None, language: str = "") -> Any:
        run = paragraph.add_run(office.writable(words), style)
        if language := language or self._language:
            _spoken(run, language)
        return run

    def _title(self, words: str) -> None:
        self._run(self._paragraph(styles.TITLE_OF_LIST), words)

    def _heading(self, sides: Sequence[Side], place: int) -> None:
        """A heading, perhaps in several languages, as a place to go to."""
        headings = [(side.language, side.block) for side in sides if isinstance(side.block, Heading)]
        self._level = headings[0][1].level
        paragraph = self._paragraph(f"Heading {self._level}")
        for number, (language, heading) in enumerate(headings):
            self._run(paragraph, DASH + heading.words if number else heading.words, language=language)
        _bookmark(paragraph, place)

    def _labelled(self, label: str, words: str, style: str, gap: str) -> None:
        paragraph = self._paragraph(style)
        if label:
            self._run(paragraph, label, styles.LABEL)
            self._run(paragraph, gap)
        self._run(paragraph, words)

    def _figures(self, rows: Sequence[tuple[str, str]]) -> None:
        paragraph = self._paragraph()
        for place, (number, label) in enumerate(rows):
            self._run(paragraph, number, styles.LABEL)
            self._run(paragraph, f" {label}" + (" · " if place + 1 < len(rows) else ""))

    def _written(self, block: Written) -> None:
        """What the secretary wrote, its label before the first words or on a line of its own."""
        style = _TONES[block.tone]
        mark = self._words("not translated yet") if block.untranslated else ""
        first = bool(block.prose) and block.prose[0].shape is Shape.PARAGRAPH
        label = self._paragraph(style) if block.label or mark else None
        if label is not None:
            self._run(label, f"{block.label}: " if block.label else "", styles.LABEL)
            self._run(label, f"({mark}) " if mark else "").italic = True
        for number, (passage, level) in enumerate(office.placed(block.prose, self._level)):
            joined = label if first and not number else None
            paragraph = joined if joined is not None else self._paragraph(_style_of(passage, level, style))
            self._numbers.number(paragraph, passage)
            for span in passage.spans:
                self._span(paragraph, span, block.language)

    def _span(self, paragraph: Any, span: Span, language: str) -> None:
        run = self._run(paragraph, span.words, language=span.language or language)
        run.bold, run.italic = span.bold or None, span.italic or None
        if span.link:
            link = OxmlElement("w:hyperlink")
            part = self._document.part
            link.set(qn("r:id"), part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run.underline = True
            link.append(run._r)
            paragraph._p.append(link)

    # --- tables ---

    def _columns(self, sides: Sequence[Side], place: int) -> None:
        """Languages side by side, in a table without lines."""
        room = self._room // len(sides)
        table = self._at.add_table(1, len(sides))
        for cell, side in zip(table.rows[0].cells, sides, strict=True):
            cell.width = room
            self._speaking(side, cell, room - _PADDING).block(side.block, place)
            first = cell.paragraphs[0]
            if len(cell.paragraphs) > 1:
                first._p.getparent().remove(first._p)

    def _speaking(self, side: Side, at: Any, room: int) -> Drawer:
        """A drawer for what one language says, here or in a cell."""
        other = side.language if side.language != self._words.language else ""
        drawer = Drawer(self._document, self._look, at, room, translator(side.language), other)
        drawer._level = self._level
        return drawer

    def _picture(self, picture: Picture) -> None:
        _ = self._words
        title = poll_words.picture_title(picture, _)
        wide = _PICTURE if self._room > Mm(120) else _NARROW
        table = self._table(title, (_("Option"), _("Count")), wide, frozenset({1}))
        for bar in picture.bars:
            label, _count = self._row(table, (bar.label, bar.count), frozenset({1}), bold=bar.leads)
            if bar.share:
                _draw(label.add_paragraph(style=styles.BAR), bar, self._look, self._room * wide[0] - _PADDING)

    def _table(self, title: str, head: Sequence[str], wide: Sequence[float], figures: frozenset[int]) -> Any:
        """A table with its title above and its row of headings, which comes back on every page."""
        self._title(title)
        table: Any = self._at.add_table(0, len(head))
        table.style = styles.TABLE
        table.autofit = False
        for column, part in zip(table.columns, wide, strict=True):
            column.width = int(self._room * part)
        _set(table._tbl.tblPr, "w:tblCaption", office.writable(title))
        if self._words.right_to_left:
            table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))
        for cell in self._row(table, head, figures):
            cell.paragraphs[0].runs[0].style = styles.LABEL
        _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        return table

    def _row(self, table: Any, cells: Sequence[str], figures: Iterable[int], *, bold: bool = False) -> list[Any]:
        row = table.add_row()
        _set(row._tr.get_or_add_trPr(), "w:cantSplit")
        for number, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = styles.CELL
            self._run(paragraph, words).bold = bold or None
            if number in figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return list(row.cells)

    def _cloud(self, cloud: Cloud) -> None:
        self._title(cloud.title)
        paragraph = self._paragraph()
        for number, (word, n) in enumerate(cloud.words):
            run = self._run(paragraph, word.replace(" ", "\u00a0"))
            run.font.size = Pt(office.size(cloud, n))
            self._run(paragraph, f"\u00a0×{n}" + ("   " if number + 1 < len(cloud.words) else ""))


class _Numbers:
    """Numbered lists, each of which begins with its own number."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._running: dict[int, tuple[int, int]] = {}
        """By depth: Word's list and its last number."""

    def number(self, paragraph: Any, passage: Passage) -> None:
        """Give a paragraph its number, in the list that it goes on or in a new one."""
        item = passage.shape is Shape.ITEM
        deepest = -1 if passage.shape is Shape.HEADING else passage.level if item else passage.level - 1
        self._running = {depth: each for depth, each in self._running.items() if depth <= deepest}
        if not item or passage.number is None:
            return
        known, last = self._running.get(passage.level, (0, 0))
        if not known or passage.number != last + 1:
            known = self._new(paragraph.style, passage.number)
        self._running[passage.level] = known, passage.number
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, known

    def _new(self, style: Any, first: int) -> int:
        lists: Any = self._document.part.numbering_part.element
        like = lists.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
        fresh = lists.add_num(like)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(first)
        return int(fresh.numId)


# --- what the library has no word for ---


def field(paragraph: Any, name: str) -> None:
    """A number that Word fills in: PAGE or NUMPAGES."""
    found = OxmlElement("w:fldSimple")
    found.set(qn("w:instr"), name)
    paragraph._p.append(found)
    found.append(paragraph.add_run("1")._r)


def anchor(place: int) -> str:
    """The name of the heading at a place."""
    return f"part_{place}"


def _style_of(passage: Passage, level: int, style: str) -> str:
    match passage.shape:
        case Shape.HEADING:
            return f"Heading {level}"
        case Shape.ITEM:
            depth = min(_DEEPEST, passage.level + 1)
            name = "List Bullet" if passage.number is None else "List Number"
        case Shape.PARAGRAPH if passage.level:
            depth, name = min(_DEEPEST, passage.level), "List Continue"
        case _paragraph:
            return style
    return name if depth == 1 else f"{name} {depth}"


def _set(parent: Any, name: str, value: str | None = None) -> None:
    child = OxmlElement(name)
    if value is not None:
        child.set(qn("w:val"), value)
    parent.append(child)


def _spoken(run: Any, language: str) -> None:
    spoken = OxmlElement("w:lang")
    for kind in ("val", "bidi"):
        spoken.set(qn(f"w:{kind}"), office.tag(language))
    run._r.get_or_add_rPr().append(spoken)


def _bookmark(paragraph: Any, place: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(place))
    start.set(qn("w:name"), anchor(place))
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def _draw(paragraph: Any, bar: Bar, look: office.Colours, room: float) -> None:
    """Fill a paragraph without words as far as the bar goes: the table says the number, and nobody hears the bar."""
    paragraph.paragraph_format.right_indent = int(room * (1 - bar.share))
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", look.ink if bar.leads else look.line)):
        shade.set(qn(f"w:{key}"), value)
    paragraph._p.pPr.insert_element_before(shade, "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc")
