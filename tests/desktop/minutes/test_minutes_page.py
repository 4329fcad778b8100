"""The minutes: written in the window, looked at, and exported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes import prose_edit
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.domain.commands import (
    ApproveMinutes,
    CloseSession,
    EndItem,
    Enrol,
    OpenSession,
    StartItem,
    WriteRecord,
)
from assembly_app.domain.people import Person, Role
from assembly_app.domain.record import Approval, Record, RecordKind
from tests.conftest import Clock
from tests.desktop.minutes.conftest import MAKING

CONTROL = Qt.KeyboardModifier.ControlModifier


def says(page: MinutesPage, words: str) -> bool:
    """Whether the preview has these words."""
    document = page.preview.document
    return any(words in document.getAllText(at).text() for at in range(document.pageCount()))


def test_what_is_typed_is_in_the_preview_before_it_is_saved(
    page: MinutesPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose_edit, "PAUSE", 10 * MAKING)
    edit = page.part("street").begin(RecordKind.DECISION)
    qtbot.keyClicks(edit.text, "Closed on Wednesdays")
    qtbot.waitUntil(lambda: says(page, "Closed on Wednesdays"), timeout=MAKING)
    assert desk.state.records == ()


def test_a_typed_decision_is_in_the_exported_pdf(page: MinutesPage, desk: Desk, qtbot: QtBot, save_to: Path) -> None:
    edit = page.part("street").begin(RecordKind.DECISION)
    qtbot.keyClicks(edit.text, "The street is closed on Wednesdays.")
    page.export.save("pdf")  # without leaving the field first
    qtbot.waitUntil(lambda: page.told.text() == "Saved: chosen.pdf", timeout=MAKING)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(save_to).pages).split())
    assert "The street is closed on Wednesdays." in text
    (record,) = desk.state.records
    assert (record.item, record.kind, record.language) == ("street", RecordKind.DECISION, "nl")


def test_tables_are_exported_as_a_file_each(page: MinutesPage, qtbot: QtBot, save_to: Path) -> None:
    page.export.save("csv")
    qtbot.waitUntil(lambda: page.told.property("look") == "good", timeout=MAKING)
    assert len(list(save_to.parent.glob("chosen-*.pdf"))) > 1


def test_a_copy_for_publication_tells_first_what_it_leaves_out(page: MinutesPage, qtbot: QtBot, save_to: Path) -> None:
    page.export.publish("html")
    qtbot.waitUntil(lambda: page.export.dialog is not None, timeout=MAKING)
    assert page.export.dialog
    qtbot.mouseClick(page.export.dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(save_to.exists, timeout=MAKING)
    assert "Fatima Benali" not in save_to.read_text("utf-8")


def test_the_preview_follows_the_session_and_stays_where_it_was(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=MAKING)
    bar = page.preview.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(60)
    desk.execute(WriteRecord(Record("r", None, RecordKind.NOTE, "A word of thanks.")))
    qtbot.waitUntil(lambda: says(page, "A word of thanks."), timeout=MAKING)
    assert bar.value() == 60


def test_a_part_that_is_chosen_is_shown_on_its_page(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    for n in range(12):
        desk.execute(WriteRecord(Record(f"r{n}", "welcome", RecordKind.NOTE, "A long story. " * 40)))
    qtbot.waitUntil(lambda: page.preview.pages > 2, timeout=MAKING)
    qtbot.waitUntil(lambda: says(page, "A long story."), timeout=MAKING)
    page.outline.setFocus()
    qtbot.keyClick(page.outline, Qt.Key.Key_Down)
    assert page.outline.current == "street"
    assert page.preview.view.pageNavigator().currentPage() >= 1


def test_a_note_that_is_half_typed_when_the_page_goes_is_saved(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    edit = page.part(None).begin(RecordKind.NOTE)
    qtbot.waitUntil(edit.text.isVisible)
    qtbot.keyClicks(edit.text, "A word of thanks")
    page.hide()
    qtbot.waitUntil(lambda: [record.text for record in desk.state.records] == ["A word of thanks"])


def test_an_action_has_an_owner_and_a_due_date(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    edit = page.part("street").begin(RecordKind.ACTION)
    qtbot.keyClicks(edit.text, "Ask the police")
    edit.owner.setFocus()
    qtbot.keyClicks(edit.owner, "Jan")
    edit.has_due.setFocus()
    qtbot.keyClick(edit.has_due, Qt.Key.Key_Space)
    edit.due.setDate(QDate(2026, 4, 1))
    edit.due.editingFinished.emit()
    qtbot.waitUntil(lambda: bool(desk.state.records) and desk.state.records[0].due == date(2026, 4, 1))
    assert desk.state.records[0].owner == "Jan"


def test_an_entry_can_be_changed_and_removed(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    part = page.part("street")
    edit = part.begin(RecordKind.NOTE)
    qtbot.keyClicks(edit.text, "First")
    edit.text.finish()
    qtbot.waitUntil(lambda: edit.record.text == "First")
    qtbot.keyClicks(edit.text, " and second")
    edit.text.finish()
    qtbot.waitUntil(lambda: edit.record.text == "First and second")
    qtbot.mouseClick(edit.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.state.records == ())
    assert part.edits == []


def test_what_another_writes_meanwhile_is_no_loss_for_who_types(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    desk.execute(WriteRecord(Record("r", "street", RecordKind.NOTE, "Before.", language="nl")))
    part = page.part("street")
    qtbot.waitUntil(lambda: part.entry("r") is not None)
    edit = part.entry("r")
    assert edit
    edit.text.setFocus()
    edit.text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit.text, " Mine.")
    desk.execute(WriteRecord(Record("r", "street", RecordKind.NOTE, "Theirs.", language="nl")))
    qtbot.waitUntil(lambda: edit.record.text == "Theirs.")
    assert edit.text.value() == "Before. Mine."


def test_undo_goes_on_with_the_session_where_the_text_has_nothing_left(
    page: MinutesPage, desk: Desk, qtbot: QtBot
) -> None:
    edit = page.part("street").begin(RecordKind.NOTE)
    qtbot.keyClicks(edit.text, "A note")
    edit.text.finish()
    qtbot.waitUntil(lambda: edit.record.text == "A note")
    page.outline.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: desk.state.records == ())


def test_the_outline_marks_what_is_written_and_what_is_not_translated(
    page: MinutesPage, desk: Desk, qtbot: QtBot
) -> None:
    desk.execute(WriteRecord(Record("r", "street", RecordKind.NOTE, "De straat is dicht.", language="nl")))
    row = page.outline.topLevelItem(1)
    assert row
    qtbot.waitUntil(lambda: row.text(0) == "2  Speelstraat\n¶   ○FR")
    told = row.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "2  Speelstraat. 1 entry. Not translated yet: French."
    assert page.count.text() == "Words here: 0 · in all: 4"


def test_a_translation_is_written_beside_the_original(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    desk.execute(WriteRecord(Record("r", "street", RecordKind.NOTE, "De straat is dicht.", language="nl")))
    part = page.part("street")
    qtbot.waitUntil(lambda: bool(part.edits))
    (edit,) = part.edits
    assert [edit.tabs.tabText(place) for place in range(2)] == ["NL", "FR ○"]
    edit.tabs.setFocus()
    qtbot.keyClick(edit.tabs, Qt.Key.Key_Right)
    assert edit.text.value() == ""
    edit.text.setFocus()
    qtbot.keyClicks(edit.text, "La rue est close.")
    edit.text.finish()
    qtbot.waitUntil(lambda: desk.state.records[0].translations == {"fr": "La rue est close."})
    assert desk.state.records[0].text == "De straat is dicht."
    qtbot.waitUntil(lambda: edit.tabs.tabText(1) == "FR")


def test_a_field_that_is_inserted_follows_the_journal(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    edit = page.part("street").begin(RecordKind.NOTE)
    qtbot.waitUntil(lambda: bool(page.fields.offer("street", "nl").fields))
    (present,) = [field for field in page.fields.offer("street", "nl").fields if field.name == "present"]
    qtbot.waitUntil(lambda: page.tools.edit is edit.text)
    page.tools._fill()
    assert [action.text() for action in page.tools.menu.actions()] == ["Live fields", "Phrases", "", "Own phrases…"]
    edit.text.insert_field(present)
    edit.text.finish()
    qtbot.waitUntil(lambda: bool(desk.state.records))
    assert desk.state.records[0].text == "{{present}}"
    desk.execute(OpenSession())
    qtbot.waitUntil(lambda: edit.text.chips.words("present") == "0")


def test_approved_text_cannot_be_written_and_says_why(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    desk.execute(WriteRecord(Record("r", "street", RecordKind.NOTE, "De straat is dicht.", language="nl")))
    part = page.part("street")
    for command in (OpenSession(), CloseSession(), ApproveMinutes(Approval(date(2026, 4, 16)))):
        desk.execute(command)
    qtbot.waitUntil(lambda: bool(part.edits) and part.edits[0].text.isReadOnly())
    assert page.sentence.text() == (
        "Approved on 16 April 2026. The text cannot change any more. A correction begins a new version."
    )
    assert not part.plus[RecordKind.NOTE].isVisible()


def test_the_entry_says_who_wrote_it(page: MinutesPage, context: Context, desk: Desk, qtbot: QtBot) -> None:
    desk.execute(Enrol((Person("zoe", "Zoë Peeters", role=Role.SECRETARY),)))
    qtbot.waitUntil(lambda: context.live.state.members["zoe"].role is Role.SECRETARY)
    page.more.fill()
    nobody, zoe = page.more.who.actions()
    assert (nobody.text(), zoe.text()) == ("nobody in particular", "Zoë Peeters · secretary")
    zoe.trigger()
    edit = page.part("street").begin(RecordKind.NOTE)
    qtbot.keyClicks(edit.text, "A note")
    edit.text.finish()
    qtbot.waitUntil(lambda: [record.by for record in desk.state.records] == ["zoe"])


def test_the_part_tells_when_the_item_was_worked_on(page: MinutesPage, desk: Desk, clock: Clock, qtbot: QtBot) -> None:
    desk.execute(OpenSession())
    desk.execute(StartItem("street"))
    clock.turn(minutes=20)
    desk.execute(EndItem())
    part = page.part("street")
    qtbot.waitUntil(lambda: part.facts.text() == "19:00–19:20")


def test_a_place_that_cannot_be_written_is_told(page: MinutesPage, qtbot: QtBot, save_to: Path) -> None:
    save_to.mkdir()
    page.export.save("pdf")
    qtbot.waitUntil(lambda: page.told.property("look") == "bad", timeout=MAKING)
    assert page.export.isEnabled()


def test_the_preview_comes_back_when_its_process_was_killed(page: MinutesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=MAKING)
    for process in page.aside._executor()._processes.values():
        process.kill()
    edit = page.part("street").begin(RecordKind.NOTE)
    qtbot.keyClicks(edit.text, "Still here")
    edit.text.finish()
    qtbot.keyClicks(edit.text, "!")
    qtbot.waitUntil(lambda: says(page, "Still here"), timeout=MAKING)
