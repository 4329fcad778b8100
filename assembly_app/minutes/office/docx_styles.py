"""How the Word document looks: every style by name, so that a city can change them in one place."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from assembly_app.i18n import Translator
from assembly_app.minutes.office.common import FONT, Colours, tag

QUESTION, ASIDE, WARNING, RESULT, SEAL = "Question", "Aside", "Warning", "Result", "Seal"
FACTS, TITLE_OF_LIST, CONTENTS, CELL, BAR = "Facts", "List Title", "Contents", "Table Text", "Bar"
LABEL, TABLE, SIGNATURE = "Label", "Minutes Table", "Signature Line"
_FACTS = Mm(45)

_HEADINGS = {1: (20, 0), 2: (14, 20), 3: (12, 14), 4: (10.5, 10), 5: (10, 8), 6: (10, 8)}
"""Points of each level of heading, and of the white above it."""


def apply(document: Document, look: Colours, _: Translator) -> None:
    """Give a new document its page, language and styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    _base(document, look, _)
    for level, (size, above) in _HEADINGS.items():
        _dress(document.styles[f"Heading {level}"], size, look.ink, bold=True, before=above, after=4, follow=True)
    _paragraphs(document, look)
    document.styles["Heading 6"].font.italic = True
    label: Any = document.styles.add_style(LABEL, WD_STYLE_TYPE.CHARACTER)
    label.font.bold, label.font.color.rgb = True, RGBColor.from_string(look.ink)
    document.styles.element.append(parse_xml(_table(look)))


def _base(document: Document, look: Colours, _: Translator) -> None:
    normal: Any = document.styles["Normal"]
    _dress(normal, 10, look.text, after=4)
    language = OxmlElement("w:lang")
    for kind in ("val", "bidi"):
        language.set(qn(f"w:{kind}"), tag(_.language))
    normal.element.get_or_add_rPr().append(language)
    for found in document.styles.element.xpath("w:docDefaults//w:lang"):
        found.set(qn("w:val"), tag(_.language))
    if _.right_to_left:
        normal.element.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc")


def _paragraphs(document: Document, look: Colours) -> None:
    def new(name: str) -> Any:
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        return style

    _dress(new(QUESTION), 10.5, look.text, bold=True, before=10, follow=True)
    _dress(new(ASIDE), 9, look.quiet, after=2)
    _dress(new(RESULT), 10, look.text, bold=True, before=2)
    _dress(new(SEAL), 7, look.quiet)
    _dress(new(TITLE_OF_LIST), 10, look.ink, bold=True, before=6, after=2, follow=True)
    _dress(new(CONTENTS), 9.5, look.text, after=1)
    _dress(new(CELL), 10, look.text, before=2, after=2)
    bar = new(BAR)
    _dress(bar, 5, look.text, after=4)
    bar.paragraph_format.line_spacing = Pt(7)
    warning = new(WARNING)
    _dress(warning, 10, look.text, italic=True, before=2)
    warning.element.get_or_add_pPr().insert_element_before(
        parse_xml(_edge(look)), "w:shd", "w:spacing", "w:ind", "w:jc"
    )
    for name, after in ((FACTS, 2), (SIGNATURE, 48)):
        facts = new(name)
        _dress(facts, 10, look.text, after=after)
        facts.paragraph_format.left_indent, facts.paragraph_format.first_line_indent = _FACTS, -_FACTS
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2", "List Number 3",
                 "List Continue", "List Continue 2", "List Continue 3"):  # fmt: skip
        _dress(document.styles[name], 10, look.text, after=1)
    for name in ("Header", "Footer"):
        _dress(document.styles[name], 8, look.quiet, after=0)


def _dress(style: Any, size: float, colour: str, *, bold: bool = False, italic: bool = False, before: float = 0,
           after: float = 3, follow: bool = False) -> None:  # fmt: skip
    font, layout = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, italic, RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # names of the template's theme would go before ours
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), follow


def _edge(look: Colours) -> str:
    return f"""<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="{look.ink}"/></w:pBdr>"""


def _table(look: Colours) -> str:
    return f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="MinutesTable">
<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:color="{look.line}"/><w:insideH w:val="single" w:sz="4" w:color="{look.line}"/>
</w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{look.ink}"/></w:rPr>
<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{look.ink}"/></w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""
