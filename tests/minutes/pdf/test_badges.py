"""Badges: everything fits on its label, and a scanner reads what the QR code says."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from assembly_app import links
from assembly_app.desk import Desk
from assembly_app.documents import Documents
from assembly_app.domain import commands as c
from assembly_app.domain.people import Person, Role
from assembly_app.i18n import LANGUAGES, Explained
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.pdf import fonts
from assembly_app.minutes.pdf.badges import SHEETS, Sheet, fitted
from tests.minutes.conftest import roll
from tests.minutes.reading import by_pypdf, flat, run

ROOM = "http://192.168.178.120:48123/"
MM = 72 / 25.4


@pytest.fixture
def documents() -> Documents:
    return PdfDocuments()


@pytest.fixture
def full(desk: Desk) -> Desk:
    desk.execute(c.Enrol(roll()))
    return desk


def page_texts(pdf: bytes) -> list[str]:
    return [flat(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_has_a_badge_for_everyone(full: Desk, documents: Documents, sheet: str) -> None:
    written = documents.badges_pdf(full, ROOM, list(full.people), "en", sheet)
    text = by_pypdf(written)
    for person, ticket in full.tickets().items():
        assert full.people[person].name in text
        assert ticket.code in text
    size = SHEETS[sheet].columns * SHEETS[sheet].rows
    assert len(page_texts(written)) == -(-len(full.people) // size)


def label_pictures(pdf: bytes, sheet: Sheet, folder: Path) -> list[Path]:
    """Each label of the first page as a picture of its own: a scanner sees one badge at a time."""
    (folder / "badges.pdf").write_bytes(pdf)
    run("pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", folder / "badges.pdf", folder / "page")
    dot = 300 / 25.4
    found = []
    with Image.open(folder / "page.png") as page:
        for place in range(sheet.columns * sheet.rows):
            row, column = divmod(place, sheet.columns)
            x, y = sheet.left + column * sheet.pitch[0], sheet.top + row * sheet.pitch[1]
            box = tuple(round(edge * dot) for edge in (x, y, x + sheet.width, y + sheet.height))
            page.crop(box).save(folder / f"label{place:02}.png")  # type: ignore[arg-type]
            found.append(folder / f"label{place:02}.png")
    return found


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_scanner_reads_every_badge_of_a_sheet(full: Desk, documents: Documents, sheet: str, tmp_path: Path) -> None:
    size = SHEETS[sheet].columns * SHEETS[sheet].rows
    chosen = sorted(full.people)[:size]
    pictures = label_pictures(documents.badges_pdf(full, ROOM, chosen, "nl", sheet), SHEETS[sheet], tmp_path)
    read = run("zbarimg", "-q", "--raw", *pictures).split()
    tickets = full.tickets()
    assert sorted(read) == sorted(links.badge_url(ROOM, tickets[person].code) for person in chosen)


def test_badges_stand_in_order_of_name(full: Desk, documents: Documents) -> None:
    text = by_pypdf(documents.badges_pdf(full, ROOM, ["p017", "p004", "p000"], "en", "cut-2x5"))
    names = [full.people[person].name for person in ("p000", "p004", "p017")]
    assert [text.index(name) for name in names] == sorted(text.index(name) for name in names)


def test_a_badge_says_group_role_and_assembly_in_the_language_asked_for(desk: Desk, documents: Documents) -> None:
    desk.execute(c.Enrol((Person("s", "Léa Maes", "École n° 3", Role.SECRETARY),)))
    text = by_pypdf(documents.badges_pdf(desk, ROOM, ["s"], "en", "labels-3x7"))
    for words in ("Léa Maes", "École n° 3", "secretary", "Wijkraad Noord"):
        assert words in text
    for language in LANGUAGES:
        assert documents.badges_pdf(desk, ROOM, ["s"], language, "labels-3x7").startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["Jo", "Marie-Antoinette van den Wijngaert-Vandermeulebroucke de la Tour", "Wim" * 40, "Lange naam " * 60]
)
def test_names_of_any_length_fit_on_the_smallest_label_without_losing_a_letter(name: str) -> None:
    fonts.register()
    width, height = 30 * MM, 32 * MM
    lines = fitted(
        ["Wijkraad Noord", name, "Vereniging van handelaars uit de Noordstraat", "substitute"], width, height
    )
    assert sum(line.height for line in lines) <= height
    assert all(line.width <= width for line in lines)


def test_a_long_name_is_printed_whole(desk: Desk, documents: Documents) -> None:
    name = "Marie-Antoinette van den Wijngaert-Vandermeulebroucke <de> la Tour & Taxis"
    desk.execute(c.Enrol((Person("p", name),)))
    assert name in by_pypdf(documents.badges_pdf(desk, ROOM, ["p"], "fr", "labels-3x7"))


def test_a_label_sheet_has_no_lines_and_the_plain_sheet_has(full: Desk, documents: Documents) -> None:
    def dashes(sheet: str) -> int:
        page = PdfReader(BytesIO(documents.badges_pdf(full, ROOM, ["p000", "p001"], "en", sheet))).pages[0]
        return len(re.findall(rb"\[2 2\] 0 d", page.get_contents().get_data()))  # type: ignore[union-attr]

    assert dashes("labels-3x7") == 0
    assert dashes("cut-2x5") == 2


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_label_lies_within_the_page(sheet: Sheet) -> None:
    right = sheet.left + (sheet.columns - 1) * sheet.pitch[0] + sheet.width
    bottom = sheet.top + (sheet.rows - 1) * sheet.pitch[1] + sheet.height
    assert right <= 210
    assert bottom <= 297


def test_badges_of_nobody_are_refused_with_what_to_do(full: Desk, documents: Documents) -> None:
    with pytest.raises(Explained, match="Choose the people"):
        documents.badges_pdf(full, ROOM, [], "en", "cut-2x5")
    with pytest.raises(Explained, match="Choose the people"):
        documents.badges_pdf(full, ROOM, ["unknown"], "en", "cut-2x5")


def test_an_unknown_sheet_is_refused(full: Desk, documents: Documents) -> None:
    with pytest.raises(Explained, match="no badge sheet"):
        documents.badges_pdf(full, ROOM, ["p000"], "en", "a3")
    assert set(documents.badge_sheets()) == set(SHEETS)


def test_every_font_of_the_badges_is_embedded(full: Desk, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "badges.pdf"
    path.write_bytes(documents.badges_pdf(full, ROOM, ["p000"], "en", "cut-2x5"))
    fonts_told = run("pdffonts", path).splitlines()[2:]
    assert fonts_told
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts_told)
