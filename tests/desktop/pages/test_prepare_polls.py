"""The polls as they are prepared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.polls_tab import PollsTab
from assembly_app.domain.commands import AddPoll, OpenPoll, OpenSession
from assembly_app.domain.counting.majority import TWO_THIRDS
from assembly_app.domain.polls import METHODS, Electorate, Poll, PollKind


@pytest.fixture
def tab(context: Context, show: Callable[[PollsTab], PollsTab]) -> PollsTab:
    return show(PollsTab(context))


def on_the_phone(tab: PollsTab) -> str:
    return "\n".join(label.text() for label in tab.phone.findChildren(QLabel) if label.isVisibleTo(tab.phone))


def ask(tab: PollsTab, qtbot: QtBot, question: str, kind: PollKind = PollKind.YES_NO_ABSTAIN) -> None:
    line = tab.editor.question.line("nl")
    line.setFocus()
    qtbot.keyClicks(line, question)
    tab.editor.kind.show_value(kind)
    tab.editor.kind.edited.emit()


def test_a_poll_without_options_is_refused_beside_them_and_a_good_one_is_kept(
    tab: PollsTab, desk: Desk, qtbot: QtBot
) -> None:
    ask(tab, qtbot, "Welke naam?", PollKind.SINGLE)
    assert tab.editor.options_field.error.text() == "The poll needs at least two options. Add the options first."
    assert desk.state.polls == {}
    for row, text in zip(tab.editor.options.rows, ("Noordpark", "Kleine Zenne"), strict=True):
        line = row.text.line("nl")
        line.setFocus()
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.state.polls) == 1)
    (poll,) = desk.state.polls.values()
    assert [option.label for option in poll.poll.options] == [{"nl": "Noordpark"}, {"nl": "Kleine Zenne"}]
    assert poll.poll.kind is PollKind.SINGLE
    assert poll.poll.secret
    assert tab.editor.options_field.error.text() == ""
    qtbot.waitUntil(lambda: tab.editor.told.text() == "Saved.")
    assert "Kleine Zenne" in on_the_phone(tab)


def test_the_phone_follows_what_is_typed(tab: PollsTab, qtbot: QtBot) -> None:
    line = tab.editor.question.line("nl")
    line.setFocus()
    qtbot.keyClicks(line, "Speelstraat op woensdag?")
    qtbot.waitUntil(lambda: "Speelstraat op woensdag?" in on_the_phone(tab))


def test_options_can_be_put_in_order_and_removed(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    ask(tab, qtbot, "Eerst?", PollKind.MULTIPLE)
    tab.editor.options.add()
    for row, text in zip(tab.editor.options.rows, ("Bomen", "Banken", "Licht"), strict=True):
        row.text.line("nl").setText(text)
    tab.editor.most.setValue(2)
    tab.editor.save()
    qtbot.waitUntil(lambda: len(desk.state.polls) == 1)
    qtbot.waitUntil(lambda: tab.editor.options.rows[2].up.isVisible())
    qtbot.mouseClick(tab.editor.options.rows[2].up, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tab.editor.options.rows[0].remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: [o.label["nl"] for o in next(iter(desk.state.polls.values())).poll.options] == ["Licht", "Banken"]
    )
    assert next(iter(desk.state.polls.values())).poll.maximum == 2


def test_bounds_that_nobody_can_meet_are_refused_beside_them(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    ask(tab, qtbot, "Eerst?", PollKind.MULTIPLE)
    for row, text in zip(tab.editor.options.rows, ("Bomen", "Banken"), strict=True):
        row.text.line("nl").setText(text)
    tab.editor.most.setValue(5)
    assert "between 1 and 5 of 2 options" in tab.editor.most_field.error.text()
    assert desk.state.polls == {}


@pytest.mark.parametrize("kind", list(PollKind))
def test_every_kind_of_poll_can_be_prepared(tab: PollsTab, desk: Desk, qtbot: QtBot, kind: PollKind) -> None:
    ask(tab, qtbot, "Wat eerst?", kind)
    for row, text in zip(tab.editor.options.rows, ("Bomen", "Banken"), strict=True):
        row.text.line("nl").setText(text)
        row.cost.setValue(500)
    tab.editor.counting.budget.setValue(800)
    tab.editor.save()
    qtbot.waitUntil(lambda: len(desk.state.polls) == 1)
    (state,) = desk.state.polls.values()
    assert state.poll.kind is kind
    assert state.poll.counted_by in METHODS[kind]
    qtbot.waitUntil(lambda: tab.editor.told.text() == "Saved.")


def test_trying_another_kind_loses_no_options(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    ask(tab, qtbot, "Eerst?", PollKind.SINGLE)
    for row, text in zip(tab.editor.options.rows, ("Bomen", "Banken"), strict=True):
        row.text.line("nl").setText(text)
    tab.editor.save()
    for kind in (PollKind.TEXT, PollKind.YES_NO_ABSTAIN, PollKind.RANKING):
        tab.editor.kind.show_value(kind)
        tab.editor.kind.edited.emit()
        qtbot.waitUntil(lambda kind=kind: [poll.poll.kind for poll in tab._live.state.polls.values()] == [kind])
    (state,) = desk.state.polls.values()
    assert [option.label["nl"] for option in state.poll.options] == ["Bomen", "Banken"]


def test_a_budget_needs_money_and_says_so(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    ask(tab, qtbot, "Wat eerst?", PollKind.BUDGET)
    for row, text in zip(tab.editor.options.rows, ("Bomen", "Banken"), strict=True):
        row.text.line("nl").setText(text)
    tab.editor.save()
    assert "The budget is missing" in tab.editor.counting.error.text()
    tab.editor.counting.budget.setValue(800)
    assert "Every project needs a cost" in tab.editor.options_field.error.text()
    assert desk.state.polls == {}


def test_a_motion_can_ask_for_two_thirds(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    ask(tab, qtbot, "Statuten wijzigen?")
    tab.editor.counting.majority.show_value(TWO_THIRDS)
    tab.editor.counting.majority.edited.emit()
    qtbot.waitUntil(lambda: [poll.poll.majority for poll in desk.state.polls.values()] == [TWO_THIRDS])


def test_a_poll_that_was_opened_can_only_be_read_and_be_copied(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    desk.execute(AddPoll(Poll("q", {"nl": "Akkoord?"})))
    qtbot.waitUntil(lambda: tab.list.count() == 1)
    tab.list.setCurrentRow(0)
    desk.execute(OpenSession())
    desk.execute(OpenPoll("q"))
    qtbot.waitUntil(lambda: not tab.editor.form.isEnabled())
    assert "can only be read" in tab.editor.told.text()
    assert not tab.remove.isEnabled()
    qtbot.mouseClick(tab.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.state.polls) == 2)
    qtbot.waitUntil(tab.editor.form.isEnabled)


def test_a_removed_poll_is_not_written_again(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    ask(tab, qtbot, "Akkoord?")
    qtbot.waitUntil(lambda: tab.list.count() == 1)
    tab.list.setCurrentRow(0)
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.list.count() == 0)
    tab.editor.save()
    assert desk.state.polls == {}
    assert tab.editor.question.value() == {}


def test_someone_elses_change_does_not_take_away_what_is_being_written(tab: PollsTab, desk: Desk, qtbot: QtBot) -> None:
    line = tab.editor.question.line("nl")
    line.setFocus()
    qtbot.keyClicks(line, "Half ge")
    desk.execute(AddPoll(Poll("q", {"nl": "Andere?"})))
    qtbot.waitUntil(lambda: tab.list.count() == 1)
    assert line.text() == "Half ge"


def test_only_a_named_straw_poll_offers_changed_votes_and_others_say_why_not(
    tab: PollsTab, desk: Desk, qtbot: QtBot
) -> None:
    ask(tab, qtbot, "Pauze?")
    editor = tab.editor
    assert not editor.revote.isEnabled()
    assert editor.revote_told.text().startswith("Only in a named straw poll")
    for choice, value in ((editor.electorate, Electorate.ROOM), (editor.secret, False)):
        assert not editor.revote.isEnabled()
        choice.show_value(value)
        choice.edited.emit()
    qtbot.mouseClick(editor.revote, Qt.MouseButton.LeftButton, pos=QPoint(8, editor.revote.height() // 2))
    qtbot.waitUntil(lambda: any(found.poll.revote for found in desk.state.polls.values()))
    assert editor.revote_told.text() == "The last vote of each person counts."
    editor.secret.show_value(True)
    editor.secret.edited.emit()
    qtbot.waitUntil(lambda: not any(found.poll.revote for found in desk.state.polls.values()))
    assert not editor.revote.isEnabled()
    assert not editor.revote.isChecked()
