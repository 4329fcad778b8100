"""Versions, own phrases and the choices for documents, each in a dialog of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.minutes import dialogs
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.domain.commands import WriteRecord
from assembly_app.domain.preferences import Arrangement
from assembly_app.domain.record import Record, RecordKind

LEFT = Qt.MouseButton.LeftButton


def test_two_versions_are_compared_word_by_word(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    for text in ("The street is closed.", "The street is open."):
        desk.execute(WriteRecord(Record("r", "street", RecordKind.DECISION, text, by="lea")))
    page.language.show_value("en")
    dialog = dialogs.versions(page)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    first = dialog.list.topLevelItem(0)
    assert first
    assert [first.text(1), first.text(2)] == ["Léa Dubois", "Decision on 2 Speelstraat"]
    qtbot.waitUntil(lambda: "[−closed−][+open+]" in dialog.told.toPlainText())
    dialog.close()


def test_a_phrase_of_the_assembly_is_kept_and_offered(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = dialogs.phrases(page)
    qtbot.mouseClick(dialog.add, LEFT)
    qtbot.keyClicks(dialog.texts["nl"], "De voorzitter dankt iedereen.")
    dialog.texts["fr"].setFocus()
    qtbot.keyClicks(dialog.texts["fr"], "Merci.")
    qtbot.mouseClick(dialog.shut, LEFT)
    qtbot.waitUntil(lambda: [phrase.text for phrase in desk.store.preferences().phrases] == [
        {"nl": "De voorzitter dankt iedereen.", "fr": "Merci."}
    ])  # fmt: skip
    page.part("street")
    qtbot.waitUntil(lambda: any(
        field.words == "De voorzitter dankt iedereen." for field in page.fields.offer("street", "nl").phrases
    ))  # fmt: skip


def test_two_languages_are_chosen_for_one_document(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = dialogs.documents(page)
    dialog.first.show_value("fr")
    dialog.second.show_value("nl")
    dialog.first.edited.emit()
    dialog.arrangement.show_value(Arrangement.AFTER)
    dialog.theme.setText(str(Path(desk.store.path).parent / "city.toml"))
    dialog.days.setValue(365)
    qtbot.mouseClick(dialog.act, LEFT)
    qtbot.waitUntil(lambda: page.writer.languages == ("fr", "nl"))
    kept = desk.store.preferences()
    assert (kept.languages, kept.arrangement, kept.theme, kept.keep_days) == (
        ("fr", "nl"), Arrangement.AFTER, "city.toml", 365,
    )  # fmt: skip
    assert page.language.itemText(0) == "French + Dutch"


def test_the_same_language_twice_is_one(page: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = dialogs.documents(page)
    dialog.first.show_value("nl")
    dialog.second.show_value("nl")
    qtbot.mouseClick(dialog.act, LEFT)
    qtbot.waitUntil(lambda: desk.store.preferences().languages == ("nl",))
