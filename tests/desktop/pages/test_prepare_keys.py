"""Everything is reached by Tab, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.desktop.prepare.polls_tab import PollsTab
from assembly_app.desktop.prepare.session_tab import SessionTab
from assembly_app.domain.commands import AddPoll
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.domain.record import RecordKind


def reached(first: QWidget, steps: int, qtbot: QtBot) -> list[str]:
    """The names of what has the focus after each Tab."""
    first.setFocus()
    names = []
    for _step in range(steps):
        now = first.window().focusWidget()
        assert now is not None
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        after = first.window().focusWidget()
        names.append(after.accessibleName() if after else "")
    return names


def test_the_session_is_filled_in_from_top_to_bottom(
    context: Context, show: Callable[[SessionTab], SessionTab], qtbot: QtBot
) -> None:
    tab = show(SessionTab(context))
    names = reached(tab.title.line("nl"), 9, qtbot)  # a date has a stop for each of its parts
    assert list(dict.fromkeys(names)) == ["Title · French", "Date", "Time", "Place", "Time zone"]


def test_options_are_reached_before_what_stands_below_them(
    context: Context, desk: Desk, show: Callable[[PollsTab], PollsTab], qtbot: QtBot
) -> None:
    options = (Option("a", {"nl": "Bomen"}), Option("b", {"nl": "Banken"}))
    desk.execute(AddPoll(Poll("q", {"nl": "Eerst?"}, PollKind.SINGLE, options)))
    qtbot.waitUntil(lambda: "q" in context.live.state.polls)
    tab = show(PollsTab(context))
    assert reached(tab.editor.kind, 6, qtbot) == [
        "Option 1 · Dutch", "Option 1 · French", "Move this option down", "Remove this option",
        "Option 2 · Dutch", "Option 2 · French",
    ]  # fmt: skip


def test_an_action_is_filled_in_by_keys_alone(
    context: Context, show: Callable[[MinutesPage], MinutesPage], qtbot: QtBot
) -> None:
    page = show(MinutesPage(context))
    edit = page.part(None).begin(RecordKind.ACTION)
    qtbot.waitUntil(lambda: edit.owner.isVisible())
    assert reached(edit.text, 2, qtbot)[0] == "Who does it"
