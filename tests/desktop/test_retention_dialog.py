"""Names are taken away from the desktop: one looks first, and only then they go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.retention_dialog import RetentionDialog
from tests.conftest import Clock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(context: Context, clock: Clock, qtbot: QtBot) -> Iterator[RetentionDialog]:
    """Two years after the session."""
    clock.turn(minutes=2 * 365 * 24 * 60)
    window = QWidget()
    qtbot.addWidget(window)
    made = RetentionDialog(context, window)
    made.show()
    yield made
    window.close()


def test_names_go_only_after_a_look_at_what_would_happen(
    dialog: RetentionDialog, context: Context, qtbot: QtBot
) -> None:
    assert not dialog.take.isEnabled()
    qtbot.mouseClick(dialog.look, LEFT)
    qtbot.waitUntil(dialog.take.isEnabled)
    assert "6 persons would lose their names." in dialog.told.toPlainText()
    assert context.live.people["zoe"].name == "Zoë Peeters"
    qtbot.mouseClick(dialog.take, LEFT)
    qtbot.waitUntil(lambda: context.live.people["zoe"].name == "")
    assert not dialog.take.isEnabled()


def test_another_choice_asks_to_look_again(dialog: RetentionDialog, context: Context, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.look, LEFT)
    qtbot.waitUntil(dialog.take.isEnabled)
    dialog.how.setFocus()
    qtbot.keyClick(dialog.how, Qt.Key.Key_Down)
    assert not dialog.take.isEnabled()
    qtbot.mouseClick(dialog.look, LEFT)
    qtbot.waitUntil(dialog.take.isEnabled)
    qtbot.mouseClick(dialog.take, LEFT)
    qtbot.waitUntil(lambda: context.live.people["zoe"].name.startswith("Person "))


def test_names_of_lately_stay(dialog: RetentionDialog, qtbot: QtBot) -> None:
    dialog.days.setFocus()
    dialog.days.selectAll()
    qtbot.keyClicks(dialog.days, "3000")
    qtbot.keyClick(dialog.days, Qt.Key.Key_Tab)
    qtbot.mouseClick(dialog.look, LEFT)
    qtbot.waitUntil(lambda: "0 persons" in dialog.told.toPlainText())
    assert not dialog.take.isEnabled()


def test_a_look_ends_in_peace_when_the_dialog_is_closed_meanwhile(
    dialog: RetentionDialog, context: Context, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.look, LEFT)
        dialog.reject()
    ended: list[int] = []
    context.live.ask(lambda desk: desk.session, ended.append)
    qtbot.waitUntil(lambda: bool(ended))  # what was asked for before has been answered, too
