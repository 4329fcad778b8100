"""The PDF is what PDF/UA-1 and PDF/A-3a ask for, as veraPDF and qpdf say; and carries the results as data."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.people import Person
from assembly_app.domain.preferences import Arrangement, Preferences
from assembly_app.domain.record import Approval, Record, RecordKind, Stage
from assembly_app.minutes import export
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.pdf import archive
from assembly_app.minutes.pdf import minutes as pdf
from tests.conftest import Clock
from tests.minutes import kinds, verapdf
from tests.minutes.conftest import Evening
from tests.minutes.pdf.test_structure import TEXT

NAMES = "محمد علي", "שלום עולם", "李小龍", "☕ пример 😀", "Donaudampfschifffahrtsgesellschaftskapitän " * 9


@pytest.fixture
def full(evening: Evening) -> Desk:
    """An evening with everything that can be on a page: prose, other scripts, a logo."""
    desk = evening.desk
    people = tuple(Person(f"x{n}", name) for n, name in enumerate(NAMES))
    evening.do(c.Enrol(people))
    evening.do(c.AddItem(AgendaItem("late", {"nl": "Later", "fr": "Plus tard"})))
    evening.do(c.WriteRecord(Record("prose", "late", RecordKind.NOTE, TEXT, language="nl")))
    evening.do(c.WriteRecord(Record("arabic", "late", RecordKind.DECISION, "محضر الجلسة: نص English هنا")))
    folder = desk.store.path.parent
    Image.new("RGBA", (80, 40), (20, 60, 120, 90)).save(folder / "logo.png")
    (folder / "city.toml").write_text('[logo]\nfile = "logo.png"\n[colours]\nink = "#003366"\n')
    desk.store.prefer(Preferences(theme="city.toml"))
    return desk


def archived(desk: Desk, edition: Edition) -> pdf.Made:
    return archive.archived(desk, drafted(desk), edition, export.session_json(desk))


EDITIONS = {
    "one language": Edition(("en",)),
    "side by side": Edition(("nl", "fr")),
    "one after the other": Edition(("fr", "nl"), Arrangement.AFTER),
}


def test_verapdf_finds_nothing_against_the_standards(full: Desk, tmp_path: Path) -> None:
    if reason := verapdf.missing():
        pytest.skip(reason)
    for name, edition in EDITIONS.items():
        (tmp_path / f"{name}.pdf").write_bytes(archived(full, edition).pdf)
    approved = replace(drafted(full).stand, stage=Stage.APPROVED, approval=Approval(date(2026, 4, 16)))
    written = pdf.made(replace(drafted(full), stand=approved), Edition(("de",))).pdf
    (tmp_path / "approved.pdf").write_bytes(written)
    with pikepdf.open(BytesIO(written)) as document:
        del document.Root.StructTreeRoot
        document.save(tmp_path / "untagged.pdf")
    assert list(verapdf.broken_rules(*tmp_path.glob("*.pdf"))) == ["untagged.pdf"]


@pytest.mark.slow
def test_verapdf_finds_nothing_in_polls_of_every_kind(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    if reason := verapdf.missing():
        pytest.skip(reason)
    (tmp_path / "empty.pdf").write_bytes(pdf.made(drafted(desk), Edition(("nl",))).pdf)
    desk.execute(c.ChangeSession(kinds.with_proxies(desk.state.session())))
    kinds.play(desk, clock)
    (tmp_path / "kinds.pdf").write_bytes(pdf.made(drafted(desk), Edition(("nl", "fr"))).pdf)
    assert verapdf.broken_rules(*tmp_path.glob("*.pdf")) == {}


def test_the_results_are_attached_for_other_programs(evening: Evening) -> None:
    desk = evening.desk
    written = PdfDocuments().minutes(desk, "nl", "pdf")[""]
    with pikepdf.open(BytesIO(written)) as document:
        names = sorted(document.attachments)
        assert names == ["actions.csv", "attendance.csv", "polls.csv", "session.json", "speaking.csv"]
        assert document.attachments["session.json"].get_file().read_bytes() == export.session_json(desk)
        told = {str(each.UF): str(each.AFRelationship) for each in document.Root.AF}
    assert told["session.json"] == "/Data"
    assert set(told) == set(names)


def test_a_preview_carries_no_attachments(evening: Evening) -> None:
    with pikepdf.open(BytesIO(PdfDocuments().minutes_pdf(evening.desk, "nl"))) as document:
        assert not document.attachments


def test_metadata_and_information_say_the_same(evening: Evening) -> None:
    written = archived(evening.desk, Edition(("fr",))).pdf
    with pikepdf.open(BytesIO(written)) as document, document.open_metadata() as told:
        assert told["dc:title"] == str(document.docinfo.Title)
        assert told["dc:creator"] == [str(document.docinfo.Author)]
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")
        moment = re.sub(r"\D", "", told["xmp:CreateDate"])
        assert str(document.docinfo.CreationDate) == f"D:{moment}Z"
        assert f"{drafted(evening.desk).told:%Y%m%d}" == moment[:8]


def test_the_same_session_makes_the_same_file(evening: Evening) -> None:
    first, second = (archived(evening.desk, Edition(("nl", "fr"))).pdf for _turn in range(2))
    assert first == second


def test_a_copy_for_publication_attaches_no_more_than_it_tells(evening: Evening) -> None:
    written = PdfDocuments().minutes(evening.desk, "nl", "pdf", public=True)[""]
    name = evening.desk.people["p005"].name
    with pikepdf.open(BytesIO(written)) as document:
        for attached in document.attachments.values():
            assert name.encode() not in attached.get_file().read_bytes()
