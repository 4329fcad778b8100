"""Words are found and replaced over every entry, part and language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.minutes.finding import Wanted, replaced
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.domain.commands import WriteRecord
from assembly_app.domain.record import Record, RecordKind

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

ENTRIES = (
    Record("a", "welcome", RecordKind.NOTE, "Welkom in de **Straat**.", language="nl"),
    Record("b", "street", RecordKind.NOTE, "De straat, de straat.", language="nl",
           translations={"fr": "La rue (straat)."}),
    Record("c", None, RecordKind.NOTE, "Niets."),
)  # fmt: skip


@pytest.fixture
def written(page: MinutesPage, desk: Desk, qtbot: QtBot) -> MinutesPage:
    for record in ENTRIES:
        desk.execute(WriteRecord(record))
    qtbot.waitUntil(lambda: page.count.text().endswith("in all: 9"))
    return page


def where(page: MinutesPage) -> tuple[str | None, str, int]:
    """The part, the language and the place of what is found."""
    item = page.outline.current
    entry = next(edit for edit in page.parts[item].edits if edit.text.textCursor().hasSelection())
    return item, entry.language, entry.text.textCursor().selectionStart()


def test_each_place_is_shown_in_turn_in_every_part_and_language(written: MinutesPage, qtbot: QtBot) -> None:
    qtbot.keyClick(written, Qt.Key.Key_F, CONTROL)
    bar = written.find_bar
    qtbot.waitUntil(bar.field.hasFocus)
    assert not bar.second.isVisible()
    qtbot.keyClicks(bar.field, "straat")
    found = []
    for _step in range(5):
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
        found.append(where(written))
    assert found == [
        ("welcome", "nl", 13), ("street", "nl", 3), ("street", "nl", 14), ("street", "fr", 8), ("welcome", "nl", 13),
    ]  # fmt: skip
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
    assert where(written) == ("street", "fr", 8)
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_what_is_not_there_is_told(written: MinutesPage, qtbot: QtBot) -> None:
    qtbot.keyClick(written, Qt.Key.Key_F, CONTROL)
    written.find_bar.match_case.setChecked(True)
    qtbot.keyClicks(written.find_bar.field, "STRAAT")
    qtbot.keyClick(written.find_bar.field, Qt.Key.Key_Return)
    assert written.find_bar.told.text() == "Not found."


def test_one_place_is_replaced_and_the_next_is_shown(written: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(written, Qt.Key.Key_H, CONTROL)
    bar = written.find_bar
    qtbot.keyClicks(bar.field, "straat")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    bar.instead.setFocus()
    qtbot.keyClicks(bar.instead, "laan")
    qtbot.keyClick(bar.instead, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.state.records[0].text == "Welkom in de **laan**.")
    assert where(written) == ("street", "nl", 3)


def test_all_places_are_replaced_and_each_entry_is_undone_by_itself(
    written: MinutesPage, desk: Desk, qtbot: QtBot
) -> None:
    bar = written.find_bar
    bar.begin("straat", replacing=True)
    bar.instead.setText("laan")
    qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.told.text() == "4 replaced.")
    assert [record.text for record in desk.state.records] == ["Welkom in de **laan**.", "De laan, de laan.", "Niets."]
    assert desk.state.records[1].translations == {"fr": "La rue (laan)."}
    desk.undo()
    assert [record.text for record in desk.state.records] == [
        "Welkom in de **laan**.", "De straat, de straat.", "Niets."
    ]  # fmt: skip


def test_a_live_field_is_never_replaced() -> None:
    record = Record("r", None, RecordKind.NOTE, "present: {{present}}", language="nl")
    fresh, times = replaced(record, ("nl",), Wanted("present"), "there")
    assert (fresh.text, times) == ("there: {{present}}", 1)
