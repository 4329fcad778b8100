"""The minutes as DOCX and ODT: read back by LibreOffice and by libraries, and whole for who hears them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
import odfdo
import pytest
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.people import Person
from assembly_app.domain.preferences import Arrangement
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import translator
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.html import minutes_html
from assembly_app.minutes.office.common import tag
from assembly_app.minutes.office.docx import minutes_docx
from assembly_app.minutes.office.odt import minutes_odt
from assembly_app.minutes.parts import Grid, Heading, Picture
from assembly_app.minutes.theme import Logo, Theme
from tests.conftest import Clock
from tests.minutes import kinds
from tests.minutes.conftest import Evening
from tests.minutes.reading import by_libreoffice, flat
from tests.minutes.test_formats import sentences

EN, NL = Edition(("en",)), Edition(("nl",))
BOTH = Edition(("nl", "fr"))
MAKERS = {"docx": minutes_docx, "odt": minutes_odt}
PROSE = """# Toelichting

De **dienst** licht het *plan* toe, zie [de site](https://example.org/plan). Opening om {{opened}}.

- eerste
  1. onder een
- tweede

3. drie
4. vier"""

each_kind = pytest.mark.parametrize("kind", ["docx", "odt"])


@pytest.fixture
def votes(desk: Desk, clock: Clock) -> Evening:
    """An evening with a poll of every kind."""
    return kinds.play(desk, clock)


@pytest.fixture
def prose(desk: Desk, clock: Clock) -> Desk:
    """A session with one long note in Dutch, translated only in part."""
    evening = Evening(desk, clock)
    evening.do(
        c.Enrol((Person("p", "Zoë \x0bQuirijns\x00"),)), c.CheckIn("p"), c.AddItem(AgendaItem("i", {"nl": "Plan"})),
        c.OpenSession(), c.NextItem(),
        c.WriteRecord(Record("n", "i", RecordKind.NOTE, PROSE, language="nl", translations={"fr": "Le *plan*."})),
        c.WriteRecord(Record("d", "i", RecordKind.DECISION, "Enkel Nederlands.", language="nl")),
    )  # fmt: skip
    return desk


def libreoffice(desk: Desk, kind: str, folder: Path, edition: Edition) -> str:
    return flat(by_libreoffice(MAKERS[kind](drafted(desk), edition), kind, folder).decode("utf-8-sig"))


@each_kind
def test_libreoffice_reads_what_every_format_says_of_every_poll(votes: Evening, tmp_path: Path, kind: str) -> None:
    text = libreoffice(votes.desk, kind, tmp_path, EN)
    for sentence in sentences(votes.desk):
        assert sentence in text
    for state in votes.desk.state.polls.values():
        assert state.digest in text


@each_kind
def test_libreoffice_finds_the_headings_as_an_outline_and_the_title(votes: Evening, tmp_path: Path, kind: str) -> None:
    pdf = by_libreoffice(
        MAKERS[kind](drafted(votes.desk), NL), kind, tmp_path,
        'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}',
    )  # fmt: skip
    reader = PdfReader(BytesIO(pdf))

    def lines(level: list, depth: int) -> list[tuple[str, int]]:  # type: ignore[type-arg]
        found: list[tuple[str, int]] = []
        for entry in level:
            found += lines(entry, depth + 1) if isinstance(entry, list) else [(flat(str(entry.title)), depth)]
        return found

    expected = [(flat(b.words), b.level) for b in told_in(drafted(votes.desk), NL) if isinstance(b, Heading)]
    assert lines(reader.outline, 1) == expected
    assert reader.metadata is not None
    assert "Zitting 4" in str(reader.metadata.title)


@each_kind
def test_two_languages_stand_side_by_side_and_what_is_not_translated_is_marked(
    prose: Desk, tmp_path: Path, kind: str
) -> None:
    text = libreoffice(prose, kind, tmp_path, BOTH)
    mark = translator("fr")("not translated yet")
    for words in ("Toelichting", "De dienst licht het plan toe", "Le plan.", "Enkel Nederlands.", f"({mark})", "Zoë"):
        assert words in text
    after = libreoffice(prose, kind, tmp_path, Edition(("nl", "fr"), Arrangement.AFTER))
    assert after.count("Enkel Nederlands.") == 4
    assert mark in after


def test_the_theme_of_the_assembly_colours_every_format(prose: Desk, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    theme = Theme(ink="#aa0011", logo=Logo(tmp_path / "logo.png", 12))
    minutes = drafted(prose)
    document = opened(minutes_docx(minutes, NL, theme))
    heading: Any = document.styles["Heading 1"]
    assert str(heading.font.color.rgb) == "AA0011"
    (picture,) = document.inline_shapes
    assert (round(picture.height.mm), picture._inline.docPr.get("descr")) == (12, "Wijkraad Noord")
    with ZipFile(BytesIO(minutes_odt(minutes, NL, theme))) as package:
        assert b'fo:color="#AA0011"' in package.read("styles.xml")
    assert b"--ink: #aa0011" in minutes_html(minutes, NL, theme)


# --- DOCX ---


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(data))


def test_word_has_the_title_language_headings_and_marked_rows_of_headings(votes: Evening) -> None:
    document = opened(minutes_docx(drafted(votes.desk), NL))
    assert document.core_properties.language == tag("nl") == "nl-NL"
    assert "Zitting 4" in document.core_properties.title
    normal = document.styles["Normal"].element
    assert [found.get(qn("w:val")) for found in normal.iter(qn("w:lang"))] == ["nl-NL"]
    blocks = list(told_in(drafted(votes.desk), NL))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == [(f"Heading {b.level}", b.words) for b in blocks if isinstance(b, Heading)]
    assert len(document.tables) == sum(isinstance(b, Grid | Picture) for b in blocks)
    for table in document.tables:
        assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [
            number == 0 for number in range(len(table.rows))
        ]
        assert all(cell.text.strip() for cell in table.rows[0].cells)


def test_word_counts_pages_and_names_the_session_above_each_but_the_first(votes: Evening) -> None:
    section = opened(minutes_docx(drafted(votes.desk), NL)).sections[0]
    assert section.different_first_page_header_footer
    assert "Zitting 4" in section.header.paragraphs[0].text
    assert "Zitting 4" not in section.first_page_header.paragraphs[0].text
    for foot in (section.footer, section.first_page_footer):
        fields = [field.get(qn("w:instr")) for field in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_word_has_prose_as_lists_headings_and_links(prose: Desk) -> None:
    document = opened(minutes_docx(drafted(prose), NL))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style}
    assert styles["Toelichting"] == "Heading 4"
    assert (styles["eerste"], styles["onder een"], styles["drie"]) == ("List Bullet", "List Number 2", "List Number")
    links = [link for p in document.paragraphs for link in p.hyperlinks if link.address]
    assert [(link.text, link.address) for link in links] == [("de site", "https://example.org/plan")]
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert "dienst" in bold


def test_word_says_which_language_a_passage_is_in(prose: Desk) -> None:
    document = opened(minutes_docx(drafted(prose), Edition(("fr",))))
    spoken = {
        run.text: found.get(qn("w:val"))
        for p in document.paragraphs for run in p.runs for found in run._r.iter(qn("w:lang"))
    }  # fmt: skip
    assert spoken["Enkel Nederlands."] == "nl-NL"
    assert "plan" not in spoken


def test_what_comes_after_in_another_language_says_so_in_every_format(prose: Desk) -> None:
    minutes, edition = drafted(prose), Edition(("nl", "fr"), Arrangement.AFTER)
    document = opened(minutes_docx(minutes, edition))
    heading = [p for p in document.paragraphs if p.text == translator("fr")("Presence")]
    assert [found.get(qn("w:val")) for p in heading for found in p._p.iter(qn("w:lang"))] == ["fr-FR"]
    content = odfdo.Document(BytesIO(minutes_odt(minutes, edition))).get_part("content.xml").serialize().decode()
    assert content.count('text:style-name="Language-fr"') > 20
    assert re.search(r'fo:language="fr" fo:country="FR"', content)
    assert minutes_html(minutes, edition).count(b'<div lang="fr">') > 10


# --- ODT ---


def test_an_open_document_says_what_it_is_first_and_uncompressed(votes: Evening) -> None:
    data = minutes_odt(drafted(votes.desk), NL)
    with ZipFile(BytesIO(data)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        listed = set(re.findall(r'full-path="([^"/][^"]*)"', package.read("META-INF/manifest.xml").decode()))
        assert listed == set(package.namelist()) - {"mimetype", "META-INF/manifest.xml"}
    assert data == minutes_odt(drafted(votes.desk), NL)


def test_an_open_document_has_headings_tables_and_language(votes: Evening) -> None:
    document = odfdo.Document(BytesIO(minutes_odt(drafted(votes.desk), NL)))
    blocks = list(told_in(drafted(votes.desk), NL))
    headings = [(int(h.level), flat(h.inner_text)) for h in document.body.headers]
    assert headings == [(b.level, flat(b.words)) for b in blocks if isinstance(b, Heading)]
    tables = document.body.tables
    assert len(tables) == sum(isinstance(b, Grid | Picture) for b in blocks)
    assert all(table.get_elements("table:table-header-rows") for table in tables)
    assert document.meta.language == "nl-NL"
    assert "Zitting 4" in str(document.meta.title)


@each_kind
def test_names_and_titles_that_nobody_expects_do_no_harm(desk: Desk, clock: Clock, tmp_path: Path, kind: str) -> None:
    evening = Evening(desk, clock)
    long = "Vergadering van de wijkraad & <de buren> \x07 " + "Langewoord" * 40
    evening.do(c.Enrol((Person("p", f"{'Ümläut ' * 60}\x1f"),)), c.AddItem(AgendaItem("i", {"nl": long})))
    text = libreoffice(desk, kind, tmp_path, NL)
    assert "<de buren>" in text
    assert text.count("Ümläut") >= 60
