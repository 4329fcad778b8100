"""The minutes: written in the window, looked at, and exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes_page import MinutesPage
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.commands import AddItem, EndItem, OpenSession, StartItem
from assembly_app.domain.record import RecordKind
from tests.conftest import Clock

MAKING = 20_000
"""Milliseconds that a PDF may take on a slow machine."""


@pytest.fixture
def page(context: Context, desk: Desk, show: Callable[[MinutesPage], MinutesPage]) -> MinutesPage:
    desk.execute(AddItem(AgendaItem("play", {"nl": "Speelstraat", "fr": "Rue aux jeux"})))
    return show(MinutesPage(context))


def test_a_typed_decision_is_in_the_preview_and_in_the_exported_pdf(
    page: MinutesPage, desk: Desk, qtbot: QtBot, save_to: Path
) -> None:
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=MAKING)
    qtbot.waitUntil(lambda: "play" in page.cards)
    qtbot.mouseClick(page.cards["play"].plus[RecordKind.DECISION], Qt.MouseButton.LeftButton)
    (edit,) = page.cards["play"].edits
    qtbot.keyClicks(edit.text, "The street is closed on Wednesdays.")
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)  # without leaving the field first
    qtbot.waitUntil(lambda: page.told.text() == "Saved: chosen.pdf", timeout=MAKING)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(save_to).pages).split())
    assert "The street is closed on Wednesdays." in text
    (record,) = desk.state.records
    assert (record.item, record.kind) == ("play", RecordKind.DECISION)


def test_the_preview_follows_the_session_and_stays_where_it_was(page: MinutesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=MAKING)
    bar = page.preview.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(60)
    edit = page.cards[None].begin(RecordKind.NOTE)
    qtbot.keyClicks(edit.text, "A word of thanks.")

    def told() -> bool:
        document = page.preview.document
        return any("A word of thanks." in document.getAllText(at).text() for at in range(document.pageCount()))

    edit.text.finish()
    qtbot.waitUntil(told, timeout=MAKING)
    assert bar.value() == 60


def test_a_note_that_is_half_typed_when_the_page_goes_is_saved(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    edit = page.cards[None].begin(RecordKind.NOTE)
    qtbot.waitUntil(edit.text.isVisible)
    qtbot.keyClicks(edit.text, "A word of thanks")
    page.hide()
    qtbot.waitUntil(lambda: [record.text for record in desk.state.records] == ["A word of thanks"])


def test_an_action_has_an_owner_and_a_due_date(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    edit = page.cards["play"].begin(RecordKind.ACTION)
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
    edit = page.cards["play"].begin(RecordKind.NOTE)
    qtbot.keyClicks(edit.text, "First")
    edit.text.finish()
    qtbot.waitUntil(lambda: len(desk.state.records) == 1)
    qtbot.waitUntil(lambda: edit.record.text == "First")
    qtbot.keyClicks(edit.text, " and second")
    edit.text.finish()
    qtbot.waitUntil(lambda: "second" in desk.state.records[0].text)
    qtbot.waitUntil(lambda: "second" in edit.record.text)
    qtbot.mouseClick(edit.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.state.records == ())
    assert page.cards["play"].edits == []


def test_the_outline_tells_when_an_item_was_worked_on(
    page: MinutesPage, desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    desk.execute(OpenSession())
    desk.execute(StartItem("play"))
    clock.turn(minutes=20)
    desk.execute(EndItem())
    qtbot.waitUntil(lambda: page.cards["play"].facts.text() == "19:00–19:20")


def test_a_place_that_cannot_be_written_is_told(page: MinutesPage, qtbot: QtBot, save_to: Path) -> None:
    save_to.mkdir()
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.told.property("look") == "bad", timeout=MAKING)
    assert page.export.isEnabled()
