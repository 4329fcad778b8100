"""Undo in the console: by key and by button, said in words, and never against the text that is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.domain.commands import CheckIn, ClosePoll, OpenPoll, OpenSession
from tests.desktop.conftest import Console

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press_undo(console: Console) -> None:
    QTest.keyClick(console.window.windowHandle(), Qt.Key.Key_Z, CTRL)


def press_redo(console: Console) -> None:
    QTest.keyClick(console.window.windowHandle(), Qt.Key.Key_Z, CTRL | SHIFT)


def arrive(console: Console, context: Context, qtbot: QtBot, person: str) -> None:
    context.live.do(CheckIn(person))
    qtbot.waitUntil(lambda: person in context.live.state.present)
    qtbot.waitUntil(lambda: "arrived" in console.page.undo.back.text())


def test_the_foot_of_the_console_says_what_undo_takes_back(console: Console, context: Context, qtbot: QtBot) -> None:
    arrive(console, context, qtbot, "jan")
    assert console.page.undo.back.text() == "Undo: Jan Vermeulen arrived (Ctrl+Z)"
    assert not console.page.undo.again.isVisible()


def test_ctrl_z_takes_the_last_act_back_and_the_bar_offers_to_redo_it(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    arrive(console, context, qtbot, "jan")
    press_undo(console)
    qtbot.waitUntil(lambda: not context.live.state.present)
    qtbot.waitUntil(console.messages.isVisible)
    assert console.messages.sentence.text() == "Taken back: Jan Vermeulen arrived."
    (redo,) = console.messages.choices
    assert isinstance(redo, QPushButton)
    qtbot.mouseClick(redo, LEFT)
    qtbot.waitUntil(lambda: context.live.state.present == {"jan"})


def test_ctrl_shift_z_brings_it_back(console: Console, context: Context, qtbot: QtBot) -> None:
    arrive(console, context, qtbot, "jan")
    press_undo(console)
    qtbot.waitUntil(console.page.undo.again.isVisible)
    press_redo(console)
    qtbot.waitUntil(lambda: context.live.state.present == {"jan"})
    qtbot.waitUntil(lambda: console.messages.sentence.text() == "Again: Jan Vermeulen arrived.")


def test_the_buttons_do_the_same_with_the_mouse(console: Console, context: Context, qtbot: QtBot) -> None:
    arrive(console, context, qtbot, "lea")
    qtbot.mouseClick(console.page.undo.back, LEFT)
    qtbot.waitUntil(console.page.undo.again.isVisible)
    assert not context.live.state.present
    qtbot.mouseClick(console.page.undo.again, LEFT)
    qtbot.waitUntil(lambda: context.live.state.present == {"lea"})


def test_a_text_that_is_being_written_keeps_its_own_undo(console: Console, context: Context, qtbot: QtBot) -> None:
    arrive(console, context, qtbot, "jan")
    text = console.page.record.text
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    qtbot.keyClicks(text, "wrong")
    press_undo(console)
    qtbot.waitUntil(lambda: text.text() == "")
    assert context.live.state.present == {"jan"}


def test_after_the_door_took_a_name_ctrl_z_takes_the_arrival_back(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    field = console.page.room.door.field
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "jan")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: context.live.state.present == {"jan"})
    assert field.hasFocus()
    press_undo(console)
    qtbot.waitUntil(lambda: not context.live.state.present)


def test_with_nothing_to_undo_the_console_says_so(console: Console, context: Context, qtbot: QtBot) -> None:
    for person in ("jan", "lea"):
        context.live.do(CheckIn(person))
    for command in (OpenSession(), OpenPoll("vote"), ClosePoll("vote")):
        context.live.do(command)
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].tally is not None)
    qtbot.waitUntil(lambda: console.page.undo.back.text() == "Nothing to undo")
    assert not console.page.undo.back.isEnabled()
    press_undo(console)
    qtbot.waitUntil(lambda: console.messages.sentence.text() == "There is nothing to undo.")
