"""The agenda as it is prepared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.agenda_tab import AgendaTab
from assembly_app.domain.agenda import Influence, ItemKind, numbers


@pytest.fixture
def tab(context: Context, show: Callable[[AgendaTab], AgendaTab]) -> AgendaTab:
    return show(AgendaTab(context))


def write(tab: AgendaTab, qtbot: QtBot, *titles: str) -> None:
    before = len(tab.editor._live.state.items)
    tab.fresh.setFocus()
    for title in titles:
        qtbot.keyClicks(tab.fresh, title)
        qtbot.keyClick(tab.fresh, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(tab.editor._live.state.items) == before + len(titles))


def agenda(desk: Desk) -> list[str]:
    printed = numbers(desk.state.items)
    return [f"{printed[item.id]} {item.title['nl']}" for item in desk.state.items]


def test_items_are_added_by_title_put_in_order_and_nested(tab: AgendaTab, desk: Desk, qtbot: QtBot) -> None:
    write(tab, qtbot, "Welkom", "Begroting", "Bomen", "Varia")
    assert agenda(desk) == ["1 Welkom", "2 Begroting", "3 Bomen", "4 Varia"]
    tab.list.setCurrentItem(tab.list.topLevelItem(2))
    qtbot.mouseClick(tab.up, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: agenda(desk) == ["1 Welkom", "2 Bomen", "3 Begroting", "4 Varia"])
    qtbot.waitUntil(lambda: tab.list.currentItem().text(0) == "2  Bomen")
    qtbot.keyClick(tab.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: agenda(desk) == ["1 Welkom", "1.1 Bomen", "2 Begroting", "3 Varia"])
    qtbot.waitUntil(lambda: tab.list.currentItem().text(0) == "1.1  Bomen")
    qtbot.mouseClick(tab.out, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: agenda(desk)[1] == "2 Bomen")
    qtbot.waitUntil(lambda: tab.list.currentItem().text(0) == "2  Bomen")
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: agenda(desk) == ["1 Welkom", "2 Begroting", "3 Varia"])


def test_an_item_gets_kind_minutes_promise_and_dossier(tab: AgendaTab, desk: Desk, qtbot: QtBot) -> None:
    write(tab, qtbot, "Speelstraat")
    editor = tab.editor
    qtbot.waitUntil(lambda: editor.title.line("nl").text() == "Speelstraat")
    editor.kind.show_value(ItemKind.ADVICE)
    editor.kind.edited.emit()
    editor.minutes.setFocus()
    editor.minutes.selectAll()
    qtbot.keyClicks(editor.minutes, "25")
    qtbot.keyClick(editor.minutes, Qt.Key.Key_Return)
    editor.influence.show_value(Influence.ADVISE)
    editor.influence.edited.emit()
    aim = editor.aim.line("nl")
    aim.setFocus()
    qtbot.keyClicks(aim, "Willen we dit?")
    qtbot.keyClick(aim, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: desk.state.items[0].dossier.aim == {"nl": "Willen we dit?"})
    item = desk.state.items[0]
    assert (item.kind, item.minutes, item.influence) == (ItemKind.ADVICE, 25, Influence.ADVISE)
    qtbot.waitUntil(lambda: "must answer it" in editor.influence_field.hint.text())
    assert tab.total.text() == "Planned: 0 h 25 min. It ends at 19:25."


def test_an_item_without_a_title_is_refused_beside_the_field(tab: AgendaTab, desk: Desk, qtbot: QtBot) -> None:
    write(tab, qtbot, "Bomen")
    line = tab.editor.title.line("nl")
    qtbot.waitUntil(lambda: line.text() == "Bomen")
    line.setFocus()
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has no title" in tab.editor.title_field.error.text())
    assert agenda(desk) == ["1 Bomen"]
