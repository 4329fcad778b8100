"""The list of ballots and the reminders: options of a poll, and a button that tells numbers only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.poll_editor import PollEditor
from assembly_app.domain.polls import NO, YES, Poll
from tests.desktop.conftest import NAMES, Console
from tests.desktop.voting import cast, choose, found, open_vote

LEFT = Qt.MouseButton.LeftButton


def editor(context: Context, qtbot: QtBot) -> PollEditor:
    edit = PollEditor(context)
    qtbot.addWidget(edit)
    edit.show_poll(found(context), ["nl", "fr"], [])
    edit.show()
    return edit


def test_a_poll_publishes_its_list_only_if_asked_and_says_what_that_risks(context: Context, qtbot: QtBot) -> None:
    edit = editor(context, qtbot)
    assert not edit.publish.isChecked()
    assert "can help vote buying" in edit.publish_told.text()
    edit.publish.click()
    qtbot.waitUntil(lambda: found(context).poll.publish)
    edit.secret.setCurrentIndex(1)  # a named vote has no such list
    edit.secret.edited.emit()
    qtbot.waitUntil(lambda: not found(context).poll.secret)
    assert not found(context).poll.publish
    assert not edit.publish.isVisible()


def test_reminders_are_an_option_of_the_poll(context: Context, qtbot: QtBot) -> None:
    edit = editor(context, qtbot)
    edit.reminders.click()
    qtbot.waitUntil(lambda: found(context).poll.reminders)


def test_reminding_tells_how_many_votes_are_missing_and_nobodys_name(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot, Poll("asked", {"nl": "Goed?"}, reminders=True))
    cast(context, qtbot, "asked", YES, NO)
    qtbot.waitUntil(lambda: context.live.scene.turnout == 2)
    choose(console.page.poll, "Remind those who have not voted")
    qtbot.waitUntil(console.messages.isVisible)
    told = console.messages.sentence.text()
    assert told == "Reminded: 4 votes of 6 are still missing."
    assert not any(name in told for name in NAMES.values())
    assert found(context, "asked").reminded == 1


def test_a_poll_without_reminders_offers_none(console: Console, context: Context, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    console.page.poll.more.fill()
    offered = [action.text() for action in console.page.poll.more.list.actions()]
    assert offered == ["Paper ballots…", "Vote for someone without a phone…"]
