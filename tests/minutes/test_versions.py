"""Every version of the minutes is kept, and two can be compared."""

from __future__ import annotations

from msgspec.structs import replace

from assembly_app.documents import Change
from assembly_app.domain import commands as c
from assembly_app.domain.record import Record, RecordKind
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.versions import differences
from tests.minutes.conftest import Evening

NOTE = Record("v1", "street", RecordKind.NOTE, "De straat blijft open.", by="p001")


def test_the_journal_keeps_every_version_with_who_and_what(evening: Evening) -> None:
    evening.do(c.WriteRecord(NOTE), minutes=1)
    evening.do(c.SendMinutes(), minutes=1)
    sent, written, *_earlier = PdfDocuments().versions(evening.desk, "en")
    assert (sent.act, sent.by) == ("Sent for remarks", "")
    assert (written.act, written.by) == ("Note on 2 Speelstraat in de Noordstraat", "Bram Maes")
    assert written.number < sent.number
    assert written.at < sent.at


def test_two_versions_are_compared_word_by_word(evening: Evening) -> None:
    evening.do(c.WriteRecord(NOTE))
    before = evening.desk.state.number
    evening.do(c.WriteRecord(replace(NOTE, text="De straat gaat **woensdag** dicht.")))
    [changed] = PdfDocuments().compare(evening.desk, before, evening.desk.state.number, "en")
    assert changed.heading.endswith("Speelstraat in de Noordstraat")
    assert [change.words for change in changed.changes if change.removed] == ["blijft", "open"]
    assert "".join(change.words for change in changed.changes if change.added) == "gaatwoensdag dicht"


def test_the_same_text_has_no_differences() -> None:
    assert list(differences("een twee", "een twee")) == [Change("een twee")]


def test_an_undone_version_is_no_version(evening: Evening) -> None:
    evening.do(c.WriteRecord(NOTE))
    count = len(PdfDocuments().versions(evening.desk, "en"))
    evening.desk.undo()
    assert len(PdfDocuments().versions(evening.desk, "en")) == count - 1
