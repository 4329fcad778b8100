"""The minutes as a Word document: real headings, lists and tables, to write on and to hear read."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from assembly_app.i18n import Translator
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.office import common as office
from assembly_app.minutes.office import docx_styles as styles
from assembly_app.minutes.office.docx_blocks import Drawer, anchor, field
from assembly_app.minutes.parts import Block, Heading
from assembly_app.minutes.pdf.minutes import describe
from assembly_app.minutes.pdf.page import Description
from assembly_app.minutes.theme import PLAIN, Theme

_WIDTH = Mm(170)
_LONGEST = 255
"""How long a property of a document may be (ECMA-376, part 2)."""


def minutes_docx(minutes: Minutes, edition: Edition, theme: Theme = PLAIN) -> bytes:
    """The whole document, as Word and LibreOffice open it."""
    written = _Writer(describe(minutes, edition.words), edition.words, theme)
    written.properties.created = written.properties.modified = minutes.told
    written.blocks(list(told_in(minutes, edition)))
    return written.file()


class _Writer:
    """Holds the document while blocks are added at its end."""

    def __init__(self, about: Description, _: Translator, theme: Theme) -> None:
        self.words = _
        self.document = docx.Document()
        self.properties = self.document.core_properties
        look = office.colours(theme)
        styles.apply(self.document, look, _)
        self._describe(about)
        self._frame(about)
        if theme.logo is not None:
            picture = self.document.add_picture(str(theme.logo.file), height=Mm(theme.logo.height))
            picture._inline.docPr.set("descr", office.writable(about.author))
        self._drawer = Drawer(self.document, look, self.document, _WIDTH, _)

    def file(self) -> bytes:
        target = BytesIO()
        self.document.save(target)
        return target.getvalue()

    def _describe(self, about: Description) -> None:
        told = self.properties
        told.title, told.subject, told.author = (
            office.writable(words)[:_LONGEST] for words in (about.title, about.subject, about.author)
        )
        told.language = office.tag(self.words.language)
        told.comments = told.keywords = told.last_modified_by = ""

    def _frame(self, about: Description) -> None:
        """The running head, on the first page only the mark of a draft, and the number of the page."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = about.mark
        head = " · ".join(part for part in (about.head, about.mark) if part)
        section.header.paragraphs[0].text = office.writable(head)
        for foot in (section.first_page_footer, section.footer):
            line = foot.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for part in office.page_of(self.words):
                match part:
                    case office.PAGE:
                        field(line, "PAGE")
                    case office.PAGES:
                        field(line, "NUMPAGES")
                    case _other:
                        line.add_run(part)

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Everything in order, with the contents after the facts of the session."""
        place_of_contents = office.before_contents(blocks)
        for place, block in enumerate(blocks):
            self._drawer.block(block, place)
            if place == place_of_contents:
                self._contents(office.contents(blocks))

    def _contents(self, headings: Sequence[tuple[int, Heading]]) -> None:
        if not headings:
            return
        self.document.add_paragraph(self.words("Contents"), styles.TITLE_OF_LIST)
        for place, heading in headings:
            line = self.document.add_paragraph(style=styles.CONTENTS)
            line.paragraph_format.left_indent = Mm(5 * (heading.level - 2))
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), anchor(place))
            line.add_run(office.writable(heading.words))
            link.append(line.runs[0]._r)
            line._p.append(link)
