"""The door and the keys: names without accents, scanned badges, and single letters that act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.console.scanner import code_in
from assembly_app.desktop.context import Context
from assembly_app.domain.commands import CheckIn, OpenSession, StartItem
from assembly_app.domain.people import Door, Role
from assembly_app.domain.room import View
from tests.desktop.conftest import Console

ENTER = Qt.Key.Key_Return


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def strike(console: Console, text: str, *, enter: bool = False) -> None:
    """Keys as they come to the window, wherever the cursor is; as fast as a scanner's."""
    handle = console.window.windowHandle()
    for letter in text:
        QTest.keyClick(handle, letter)
    if enter:
        QTest.keyClick(handle, ENTER)


def type_name(qtbot: QtBot, console: Console, name: str) -> None:
    field = console.page.room.door.field
    focus(qtbot, field)
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, ENTER)


def test_part_of_a_name_without_accents_and_enter_checks_in(console: Console, context: Context, qtbot: QtBot) -> None:
    type_name(qtbot, console, "luk now")
    qtbot.waitUntil(lambda: context.live.state.present == {"lukasz"})
    assert context.live.state.spells["lukasz"][-1].door is Door.DESK
    assert console.page.room.door.field.text() == ""
    qtbot.waitUntil(lambda: "Łukasz Nowak arrived" in console.page.room.door.last.text())


def test_enter_on_someone_in_the_room_checks_out(console: Console, context: Context, qtbot: QtBot) -> None:
    context.live.do(CheckIn("zoe"))
    qtbot.waitUntil(lambda: "zoe" in context.live.state.present)
    type_name(qtbot, console, "peeters")
    qtbot.waitUntil(lambda: not context.live.state.present)
    qtbot.waitUntil(lambda: "Zoë Peeters left" in console.page.room.door.last.text())


def test_the_arrow_keys_choose_among_those_who_match(console: Console, context: Context, qtbot: QtBot) -> None:
    field = console.page.room.door.field
    focus(qtbot, field)
    qtbot.keyClicks(field, "a")
    names = [person.name for person in field.found()]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, ENTER)
    qtbot.waitUntil(lambda: len(context.live.state.present) == 1)
    (present,) = context.live.state.present
    assert context.live.people[present].name == names[1]


def test_a_badge_scanned_into_the_door_checks_in_by_badge(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    type_name(qtbot, console, evening.tickets()["jan"].code)
    qtbot.waitUntil(lambda: context.live.state.present == {"jan"})
    assert context.live.state.spells["jan"][-1].door is Door.BADGE


def test_a_badge_scanned_while_writing_a_note_leaves_the_note_as_it_was(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    note = console.page.record.text
    note.setText("The neighbours ask ")
    focus(qtbot, note)
    note.end(False)
    strike(console, evening.tickets()["lea"].code.replace("-", ""), enter=True)
    qtbot.waitUntil(lambda: context.live.state.present == {"lea"})
    assert note.text() == "The neighbours ask "
    assert note.hasFocus()
    assert not context.live.state.records


def test_a_badge_scanned_anywhere_presses_no_letter(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    focus(qtbot, console.page.agenda.list)
    code = evening.tickets()["omar"].code
    strike(console, f"http://192.168.1.20:8080/b/{code.replace('-', '')}", enter=True)
    qtbot.waitUntil(lambda: context.live.state.present == {"omar"})
    assert context.live.state.chosen is None


def test_an_unknown_code_says_so_and_checks_nobody_in(console: Console, context: Context, qtbot: QtBot) -> None:
    type_name(qtbot, console, "2222-3333")
    qtbot.waitUntil(console.messages.isVisible)
    assert "No badge has the code 2222-3333" in console.messages.sentence.text()
    assert not context.live.state.present


def test_a_name_that_nobody_has_can_become_a_guest(console: Console, context: Context, qtbot: QtBot) -> None:
    type_name(qtbot, console, "Willy Gast")
    qtbot.waitUntil(console.messages.isVisible)
    assert console.page.room.door.field.text() == "Willy Gast"
    qtbot.mouseClick(console.page.room.door.guest, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(context.live.state.present) == 1)
    (guest,) = context.live.state.present
    assert context.live.people[guest].name == "Willy Gast"
    assert context.live.people[guest].role is Role.GUEST
    assert not context.live.state.may_vote(guest)


def test_after_enter_the_cursor_is_back_in_the_note(console: Console, context: Context, qtbot: QtBot) -> None:
    focus(qtbot, console.page.record.text)
    type_name(qtbot, console, "fatima")
    qtbot.waitUntil(console.page.record.text.hasFocus)
    qtbot.waitUntil(lambda: context.live.state.present == {"fatima"})


def test_a_letter_chooses_what_the_room_sees_and_again_lets_it_follow(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    focus(qtbot, console.page.agenda.list)
    strike(console, "b")
    qtbot.waitUntil(lambda: context.live.state.showing.view is View.BLANK)
    qtbot.waitUntil(console.page.room.projection.blank.isChecked)
    strike(console, "b")
    qtbot.waitUntil(lambda: context.live.state.chosen is None)


def test_a_letter_typed_in_a_text_is_a_letter(console: Console, context: Context, qtbot: QtBot) -> None:
    note = console.page.record.text
    focus(qtbot, note)
    strike(console, "b")
    assert note.text() == "b"
    strike(console, "", enter=True)
    qtbot.waitUntil(lambda: len(context.live.state.records) == 1)
    assert context.live.state.chosen is None


def test_v_opens_the_vote_that_is_ready(console: Console, context: Context, qtbot: QtBot) -> None:
    for command in (CheckIn("jan"), OpenSession(), StartItem("street")):
        context.live.do(command)
    qtbot.waitUntil(lambda: console.page.poll.choice.currentData() == "vote")
    focus(qtbot, console.page.agenda.list)
    strike(console, "v")
    qtbot.waitUntil(lambda: context.live.state.open_poll is not None)


def test_the_menu_of_a_person_excuses_and_shows_the_code(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    menu = console.page.room.door.menu_for("lea")
    next(action for action in menu.actions() if action.text() == "Excused").trigger()
    qtbot.waitUntil(lambda: context.live.state.excused == {"lea"})
    menu.show_code()
    from assembly_app.desktop.console.person_menu import CodeDialog

    qtbot.waitUntil(lambda: bool(console.window.findChildren(CodeDialog)))
    (dialog,) = console.window.findChildren(CodeDialog)
    assert dialog.code.text() == evening.tickets()["lea"].code
    dialog.accept()


def test_codes_are_told_from_names() -> None:
    assert code_in("k7fq-2m9d") == code_in("http://10.0.0.2:8080/b/K7FQ2M9D") == "K7FQ-2M9D"
    assert code_in("Benali") == code_in("Jan Vermeulen") == code_in("K7FQ-2M9") == ""
