"""Proxies and weights: given at the door and in Prepare, counted in the room, refused in sentences."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.people_tab import PeopleTab
from assembly_app.desktop.prepare.session_tab import SessionTab
from assembly_app.desktop.proxy_edit import ProxyDialog
from assembly_app.domain.commands import ChangeSession, CheckIn, GiveProxy
from tests.desktop.conftest import Console
from tests.desktop.voting import do

LEFT, ENTER = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


@pytest.fixture
def allowed(context: Context, qtbot: QtBot) -> None:
    """A member may hold one proxy."""
    do(context, qtbot, ChangeSession(replace(context.live.state.session(), proxies=1)))


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1280, 720)
    with qtbot.waitExposed(page):
        page.show()


def entries(console: Console, person: str) -> dict[str, object]:
    menu = console.page.room.door.menu_for(person)
    return {action.text(): action for action in menu.actions()}


def test_at_the_door_an_absent_member_gives_a_proxy_and_takes_it_back(
    console: Console, context: Context, allowed: None, qtbot: QtBot
) -> None:
    do(context, qtbot, CheckIn("jan"), CheckIn("lea"))
    assert console.page.room.attendance.count.text() == "2 present · 2 vote"
    console.page.room.door.menu_for("zoe").give_proxy()
    dialog = console.page.room.door.findChild(ProxyDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    qtbot.keyClicks(dialog.edit.search, "vermeulen")
    qtbot.keyClick(dialog.edit.search, ENTER)
    qtbot.waitUntil(lambda: context.live.state.proxies == {"zoe": "jan"})
    assert dialog.edit.told.text() == "Jan Vermeulen votes by proxy."
    dialog.accept()
    assert console.page.room.attendance.count.text() == "2 present · 2 vote (+1 by proxy)"
    taken = entries(console, "zoe")["Take the proxy back from Jan Vermeulen"]
    taken.trigger()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not context.live.state.proxies)


def test_who_is_here_or_where_the_rules_know_no_proxies_is_not_asked(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    assert "Gives a proxy to…" not in entries(console, "zoe")
    do(context, qtbot, ChangeSession(replace(context.live.state.session(), proxies=1)), CheckIn("jan"))
    assert "Gives a proxy to…" in entries(console, "zoe")
    assert "Gives a proxy to…" not in entries(console, "jan")


def test_a_member_who_holds_as_many_as_allowed_is_refused_in_a_sentence(
    console: Console, context: Context, allowed: None, qtbot: QtBot
) -> None:
    do(context, qtbot, CheckIn("jan"), GiveProxy("omar", "jan"))
    console.page.room.door.menu_for("zoe").give_proxy()
    dialog = console.page.room.door.findChild(ProxyDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.edit.search, "vermeulen")
    qtbot.keyClick(dialog.edit.search, ENTER)
    told = "One member can hold at most 1 proxies here. Choose someone else."
    qtbot.waitUntil(lambda: dialog.edit.error.text() == told)
    assert dialog.edit.error.isVisible()


def test_who_comes_in_votes_in_person_again(console: Console, context: Context, allowed: None, qtbot: QtBot) -> None:
    do(context, qtbot, CheckIn("jan"), GiveProxy("zoe", "jan"), CheckIn("zoe"))
    assert console.page.room.attendance.count.text() == "2 present · 2 vote"


def test_in_prepare_a_proxy_is_given_to_someone_found_by_name(context: Context, allowed: None, qtbot: QtBot) -> None:
    tab = PeopleTab(context)
    shown(qtbot, tab)
    tab.table.selectRow(0)  # Fatima
    edit = tab.editor.proxy
    assert tab.editor.proxy_field.isVisible()
    qtbot.keyClicks(edit.search, "omar")
    qtbot.keyClick(edit.search, ENTER)
    qtbot.waitUntil(lambda: context.live.state.proxies == {"fatima": "omar"})
    assert not edit.search.isVisible()
    tab.editor.show_person(context.live.people["omar"], [])
    assert edit.holds.text() == "Holds the proxy of Fatima Benali."
    tab.editor.show_person(context.live.people["fatima"], [])
    qtbot.mouseClick(edit.back, LEFT)
    qtbot.waitUntil(lambda: not context.live.state.proxies)


def test_weights_show_only_where_they_are_used_or_asked_for(context: Context, qtbot: QtBot) -> None:
    tab = PeopleTab(context)
    shown(qtbot, tab)
    tab.table.selectRow(0)
    editor = tab.editor
    assert not editor.weight_field.isVisible()
    qtbot.mouseClick(editor.weigh, LEFT)
    assert editor.weight_field.isVisible()
    editor.weight.selectAll()
    qtbot.keyClicks(editor.weight, "3")
    qtbot.keyClick(editor.weight, ENTER)
    qtbot.waitUntil(lambda: context.live.people["fatima"].weight == 3)
    assert context.live.state.members["fatima"].weight == 3
    tab.table.selectRow(1)  # the others have the field at once
    assert editor.person == "jan"
    assert editor.weight_field.isVisible()
    assert editor.weight.value() == 1


def test_the_rules_of_the_session_say_how_many_proxies_a_member_may_hold(context: Context, qtbot: QtBot) -> None:
    tab = SessionTab(context)
    shown(qtbot, tab)
    assert tab.proxies.text() == "none"
    tab.proxies.selectAll()
    qtbot.keyClicks(tab.proxies, "2")
    qtbot.keyClick(tab.proxies, ENTER)
    qtbot.waitUntil(lambda: context.live.state.session().proxies == 2)
