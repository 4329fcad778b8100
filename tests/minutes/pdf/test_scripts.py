"""Names and texts in scripts that our font lacks: drawn, joined, and read back in the order of the typing."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.people import Person
from assembly_app.domain.record import Record, RecordKind
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.pdf import system_fonts
from tests.conftest import Clock
from tests.minutes.conftest import Evening
from tests.minutes.reading import by_poppler, by_pypdf, flat, outline, run


def pdf(desk: Desk) -> bytes:
    return PdfDocuments().minutes_pdf(desk, "en")


def test_names_in_other_scripts_are_drawn_and_no_box_is(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    names = ("محمد علي", "שלום עולם", "Γιώργος", "Արամ", "გიორგი", "✓ Fred", "Zoe\u0301 \u202eÇ")
    evening = Evening(desk, clock)
    evening.do(c.Enrol(tuple(Person(f"p{n}", name) for n, name in enumerate(names))))
    evening.do(c.AddItem(AgendaItem("i", {"nl": "☕ пример سلام"})))
    written = pdf(desk)
    text = by_pypdf(written)
    for name in ("Γιώργος", "Արամ", "გიორგი", "✓ Fred", "Zoé Ç", "☕ пример", "שלום", "עולם"):
        assert name in text
    assert "محمد علي" in as_typed(written, tmp_path)
    assert "�" not in text
    assert any("سلام" in title for title, _page in outline(written))
    fonts = run("pdffonts", _kept(written, tmp_path)).splitlines()[2:]
    assert {line.split()[0].split("+")[1] for line in fonts} >= {"DejaVuSans", "NotoSans-Regular"}
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


def _kept(written: bytes, folder: Path) -> Path:
    path = folder / "minutes.pdf"
    path.write_bytes(written)
    return path


def test_the_running_head_has_names_in_other_scripts_too(evening: Evening, tmp_path: Path) -> None:
    details = evening.desk.state.session()
    evening.do(c.ChangeSession(replace(details, title={"nl": "جلسة"})))
    reader = PdfReader(BytesIO(pdf(evening.desk)))
    assert reader.metadata is not None
    assert "جلسة" in str(reader.metadata.title)
    head = unicodedata.normalize("NFKC", flat(reader.pages[1].extract_text()))
    assert "Wijkraad Noord · جلسة · 12 March 2026" in head


def test_a_long_text_from_right_to_left_is_read_from_its_first_line(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    letters = "ابتثجحخدذرسشص"
    words = [f"{first}م{second}" for first in letters[:6] for second in letters]
    evening = Evening(desk, clock)
    evening.do(c.AddItem(AgendaItem("i", {"nl": "Punt"})))
    evening.do(c.WriteRecord(Record("n", "i", RecordKind.NOTE, " ".join(words))))
    assert " ".join(words) in as_typed(pdf(desk), tmp_path)


def as_typed(written: bytes, folder: Path) -> str:
    """The text as poppler reads it, the forms of joined letters undone and marks of direction left out."""
    plain = unicodedata.normalize("NFKC", by_poppler(written, folder))
    return flat("".join(sign for sign in plain if unicodedata.category(sign) != "Cf"))


def test_signs_that_no_font_has_do_not_break_the_document(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(c.Enrol((Person("p0", "李小龍"), Person("p1", "🎉 Fred"))))
    text = by_pypdf(pdf(desk))
    assert "� Fred" in text


def test_a_chinese_name_comes_from_a_font_of_the_system(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    if system_fonts.having("李") is None:
        pytest.skip(
            "no font of this system has Chinese signs and may be embedded (apt-get install fonts-droid-fallback)"
        )
    evening = Evening(desk, clock)
    evening.do(c.Enrol((Person("p0", "李小龍"),)))
    written = pdf(desk)
    assert "李小龍" in by_pypdf(written)
    fonts = run("pdffonts", _kept(written, tmp_path)).splitlines()[2:]
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
