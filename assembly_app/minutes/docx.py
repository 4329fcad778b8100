"""The minutes as a Word document: real headings, lists and tables, to write on and to hear read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assembly_app.i18n import Translator
from assembly_app.minutes import docx_styles as styles
from assembly_app.minutes import office, poll_words
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.page import Description
from assembly_app.minutes.parts import Bar, Block, Cloud, Facts, Grid, Heading, Listing, Picture, Sentence, Tone
from assembly_app.minutes.pdf import describe
from assembly_app.minutes.telling import telling

_WIDTH, _PADDING = Mm(170), Mm(4)
_TONES = {
    Tone.QUESTION: styles.QUESTION, Tone.PLAIN: "Normal", Tone.ASIDE: styles.ASIDE, Tone.WARNING: styles.WARNING,
    Tone.RESULT: styles.RESULT, Tone.SEAL: styles.SEAL,
}  # fmt: skip


def minutes_docx(minutes: Minutes, _: Translator) -> bytes:
    """The whole document, as Word and LibreOffice open it."""
    written = _Writer(describe(minutes, _), _)
    written.properties.created = written.properties.modified = minutes.told
    written.blocks(list(telling(minutes, _)))
    return written.file()


class _Writer:
    """Holds the document while blocks are added at its end."""

    def __init__(self, about: Description, _: Translator) -> None:
        self.words = _
        self.document = docx.Document()
        self.properties = self.document.core_properties
        styles.apply(self.document, _)
        self._describe(about)
        self._frame(about)

    def file(self) -> bytes:
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()

    def _describe(self, about: Description) -> None:
        told = self.properties
        told.title, told.subject = office.writable(about.title)[:255], office.writable(about.subject)[:255]
        told.author, told.language = office.writable(about.author)[:255], office.tag(self.words.language)
        told.comments = told.keywords = told.last_modified_by = ""

    def _frame(self, about: Description) -> None:
        """The running head, on the first page only the mark of a draft, and the number of the page."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        first, rest = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
        first.text = about.mark
        rest.text = office.writable(" · ".join(part for part in (about.head, about.mark) if part))
        for foot in (section.first_page_footer, section.footer):
            foot.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for part in office.page_of(self.words):
                match part:
                    case office.PAGE:
                        _field(foot.paragraphs[0], "PAGE")
                    case office.PAGES:
                        _field(foot.paragraphs[0], "NUMPAGES")
                    case _other:
                        foot.paragraphs[0].add_run(part)

    # --- blocks ---

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Everything in order, with the contents after the facts of the session."""
        place_of_contents = office.before_contents(blocks)
        for place, block in enumerate(blocks):
            self.block(block, place)
            if place == place_of_contents:
                self._contents(office.contents(blocks))

    def block(self, block: Block, place: int) -> None:
        """One block; `place` names it for the contents."""
        match block:
            case Heading(words, level):
                _bookmark(self._paragraph(words, f"Heading {level}"), place)
            case Sentence():
                self._sentence(block)
            case Facts(rows):
                self._facts(rows)
            case Listing(title, lines):
                self._paragraph(title, styles.TITLE_OF_LIST)
                for line in lines:
                    self._paragraph(line, "List Bullet")
            case Picture():
                self._picture(block)
            case Grid():
                self._grid(block)
            case Cloud():
                self._cloud(block)

    def _paragraph(self, words: str, style: str = "Normal") -> Any:
        return self.document.add_paragraph(office.writable(words), style)

    def _labelled(self, label: str, words: str, style: str, gap: str) -> None:
        paragraph = self._paragraph("", style)
        if label:
            paragraph.add_run(office.writable(label), styles.LABEL)
            paragraph.add_run(gap)
        paragraph.add_run(office.writable(words))

    def _sentence(self, sentence: Sentence) -> None:
        label = f"{sentence.label}:" if sentence.label else ""
        self._labelled(label, sentence.words, _TONES[sentence.tone], " ")

    def _facts(self, rows: Iterable[tuple[str, str]]) -> None:
        for label, words in rows:
            self._labelled(label, words, styles.FACTS, "\t")

    def _contents(self, headings: Sequence[tuple[int, Heading]]) -> None:
        if not headings:
            return
        self._paragraph(self.words("Contents"), styles.TITLE_OF_LIST)
        for place, heading in headings:
            line = self._paragraph("", styles.CONTENTS)
            line.paragraph_format.left_indent = Mm(5 * (heading.level - 2))
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _anchor(place))
            line.add_run(office.writable(heading.words))
            link.append(line.runs[0]._r)
            line._p.append(link)

    def _picture(self, picture: Picture) -> None:
        _ = self.words
        wide = (0.75, 0.25)
        table = self._table(poll_words.picture_title(picture, _), (_("Option"), _("Count")), wide, frozenset({1}))
        for bar in picture.bars:
            label, _count = self._row(table, (bar.label, bar.count), frozenset({1}), bold=bar.leads)
            if bar.share:
                _draw(label.add_paragraph(style=styles.BAR), bar, _WIDTH * wide[0] - _PADDING)

    def _grid(self, grid: Grid) -> None:
        table = self._table(grid.title, grid.head, grid.wide, grid.figures)
        for number, row in enumerate(grid.rows):
            self._row(table, row, grid.figures, bold=number in grid.strong)

    def _table(self, title: str, head: Sequence[str], wide: Sequence[float], figures: frozenset[int]) -> Any:
        """A table with its title above and its row of headings, which comes back on every page."""
        self._paragraph(title, styles.TITLE_OF_LIST)
        table: Any = self.document.add_table(0, len(head), styles.TABLE)
        table.autofit = False
        for column, part in zip(table.columns, wide, strict=True):
            column.width = int(_WIDTH * part)
        _set(table._tbl.tblPr, "w:tblCaption", office.writable(title))
        if self.words.right_to_left:
            table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))
        for cell in self._row(table, head, figures):
            cell.paragraphs[0].runs[0].style = styles.LABEL
        _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        return table

    def _row(self, table: Any, cells: Sequence[str], figures: frozenset[int], *, bold: bool = False) -> list[Any]:
        row = table.add_row()
        _set(row._tr.get_or_add_trPr(), "w:cantSplit")
        for number, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = styles.CELL
            paragraph.add_run(office.writable(words)).bold = bold or None
            if number in figures:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return list(row.cells)

    def _cloud(self, cloud: Cloud) -> None:
        self._paragraph(cloud.title, styles.TITLE_OF_LIST)
        paragraph = self._paragraph("")
        for number, (word, n) in enumerate(cloud.words):
            run = paragraph.add_run(office.writable(word).replace(" ", "\u00a0"))
            run.font.size = Pt(office.size(cloud, n))
            paragraph.add_run(f"\u00a0×{n}" + ("   " if number + 1 < len(cloud.words) else ""))


# --- what the library has no word for ---


def _set(parent: Any, name: str, value: str | None = None) -> None:
    child = OxmlElement(name)
    if value is not None:
        child.set(qn("w:val"), value)
    parent.append(child)


def _anchor(place: int) -> str:
    return f"part_{place}"


def _bookmark(paragraph: Any, place: int) -> None:
    for name, position in (("w:bookmarkStart", 1), ("w:bookmarkEnd", len(paragraph._p) + 1)):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(place))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), _anchor(place))
        paragraph._p.insert(position, mark)


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    field.append(paragraph.add_run("1")._r)


def _draw(paragraph: Any, bar: Bar, room: float) -> None:
    """Fill a paragraph without words as far as the bar goes: the table says the number, and nobody hears the bar."""
    paragraph.paragraph_format.right_indent = int(room * (1 - bar.share))
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", office.INK if bar.leads else office.LINE)):
        shade.set(qn(f"w:{key}"), value)
    paragraph._p.pPr.insert_element_before(shade, "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc")
