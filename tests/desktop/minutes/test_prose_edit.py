"""A text is written with real keys, and kept with its signs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.minutes import hand
from assembly_app.desktop.minutes.prose_edit import ProseEdit
from assembly_app.documents import Field
from assembly_app.i18n import Translator

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
)  # fmt: skip
PRESENT = Field("present", "How many were present", "41")


@pytest.fixture
def edit(qtbot: QtBot) -> ProseEdit:
    edit = ProseEdit(Translator("en"))
    qtbot.addWidget(edit)
    with qtbot.waitExposed(edit):
        edit.show()
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return edit


@pytest.fixture
def type_(edit: ProseEdit) -> Callable[[str], None]:
    return lambda text: QTest.keyClicks(edit, text)


def test_bold_and_italics_by_keys(edit: ProseEdit, type_: Callable[[str], None]) -> None:
    type_("The street is ")
    QTest.keyClick(edit, Qt.Key.Key_B, CONTROL)
    type_("closed")
    QTest.keyClick(edit, Qt.Key.Key_B, CONTROL)
    QTest.keyClick(edit, Qt.Key.Key_I, CONTROL)
    type_(" now")
    assert edit.value() == "The street is **closed** *now*"


def test_a_heading_ends_with_its_line(edit: ProseEdit, type_: Callable[[str], None]) -> None:
    QTest.keyClick(edit, Qt.Key.Key_T, CONTROL)
    type_("Course")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    type_("Text")
    assert edit.value() == "### Course\n\nText"


def test_a_list_is_nested_by_keys_and_left_by_an_empty_entry(edit: ProseEdit, type_: Callable[[str], None]) -> None:
    QTest.keyClick(edit, Qt.Key.Key_L, CONTROL)
    for text, after in (("one", None), ("under", Qt.Key.Key_Right)):
        if after:
            QTest.keyClick(edit, after, ALT)
        type_(text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    type_("two")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    type_("after")
    assert edit.value() == "- one\n\n  - under\n- two\n\nafter"


def test_a_numbered_list_of_what_is_selected(edit: ProseEdit, type_: Callable[[str], None]) -> None:
    type_("one")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    type_("two")
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_M, CONTROL)
    assert edit.value() == "1. one\n2. two"


def test_a_link_leads_only_where_minutes_may(edit: ProseEdit, type_: Callable[[str], None]) -> None:
    type_("the site")
    edit.selectAll()
    hand.lead(edit, edit.textCursor(), "javascript://alert")
    assert edit.value() == "the site"
    edit.selectAll()
    hand.lead(edit, edit.textCursor(), "city.example")
    assert edit.value() == "[the site](https://city.example)"


def test_a_live_field_is_deleted_as_a_whole_and_comes_back(edit: ProseEdit, type_: Callable[[str], None]) -> None:
    type_("There are ")
    edit.insert_field(PRESENT)
    type_("x")
    assert edit.value() == "There are {{present}}x"
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.value() == "There are"
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert "{{present}}" in edit.value()


def test_a_live_field_follows_the_journal_and_can_be_made_text(edit: ProseEdit) -> None:
    edit.show_value("There are {{present}}.")
    edit.show_fields({"present": PRESENT})
    assert edit.accessibleDescription() == "There are 41."
    assert edit.told_of("present") == "How many were present. Follows the journal."
    cursor = edit.textCursor()
    cursor.setPosition(10)
    chip = edit.chip_at(cursor)
    assert chip is not None
    edit.make_text(chip)
    assert edit.value() == "There are 41."


def test_what_is_copied_is_pasted_with_its_fields(edit: ProseEdit) -> None:
    edit.show_value("**Bold** {{present}}")
    edit.show_fields({"present": PRESENT})
    edit.selectAll()
    edit.copy()
    assert QGuiApplication.clipboard().text() == "Bold 41"
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.paste()
    assert edit.value() == "**Bold** {{present}}**Bold** {{present}}"


def test_pasted_text_keeps_its_lines_and_paragraphs(edit: ProseEdit) -> None:
    told = QMimeData()
    told.setText("one\r\ntwo\r\n\r\nthree")
    edit.insertFromMimeData(told)
    assert edit.value() == "one\ntwo\n\nthree"


def test_undo_is_the_texts_own_first_and_then_the_sessions(qtbot: QtBot) -> None:
    asked = []

    class Place(QWidget):
        def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
            if event.key() == Qt.Key.Key_Z:
                asked.append(event.key())

    place = Place()
    edit = ProseEdit(Translator("en"))
    QVBoxLayout(place).addWidget(edit)
    qtbot.addWidget(place)
    place.show()
    edit.setFocus()
    edit.show_value("before")
    QTest.keyClicks(edit, "x")
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.value() == "before"
    assert asked == []
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert asked == [Qt.Key.Key_Z]


def test_what_is_shown_is_no_change_and_what_is_typed_is_told_once(edit: ProseEdit, qtbot: QtBot) -> None:
    told: list[str] = []
    edit.edited.connect(lambda: told.append(edit.value()))
    edit.show_value("**a** * b")
    edit.finish()
    assert told == []
    edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(edit, "c")
    edit.show_value("another")
    edit.finish()
    edit.finish()
    assert told == ["**a** \\* bc"]
