"""The minutes go from draft to approved and back by the buttons of one row, and remarks get their answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.forms import Area, Choice
from assembly_app.desktop.minutes.asking import Asking
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.desktop.minutes.stages import APPROVE, CORRECT, RECALL, SEND, SIGN
from assembly_app.domain import commands
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import Approval, Remark, Stage
from tests.desktop.minutes.conftest import MAKING

LEFT = Qt.MouseButton.LeftButton


def press(dialog: Asking | None, qtbot: QtBot) -> None:
    """Click on what the dialog asks for, once it has its size."""
    assert dialog is not None
    with qtbot.waitExposed(dialog):
        dialog.activateWindow()
    qtbot.mouseClick(dialog.act, LEFT)


def offered(page: MinutesPage) -> list[str]:
    return [act for act, made in page.stage.acts.items() if made.isVisible()]


@pytest.fixture
def over(page: MinutesPage, desk: Desk, qtbot: QtBot) -> MinutesPage:
    """The session is over."""
    assert not page.stage.acts[SEND].isEnabled()
    assert page.stage.acts[SEND].toolTip() == "Close the session first."
    desk.execute(commands.OpenSession())
    desk.execute(commands.CloseSession())
    qtbot.waitUntil(page.stage.acts[SEND].isEnabled)
    return page


@pytest.fixture
def sent(over: MinutesPage, desk: Desk, qtbot: QtBot) -> MinutesPage:
    """Out for remarks; one was made on the street."""
    desk.execute(commands.SendMinutes(date(2026, 4, 1)))
    desk.execute(commands.MakeRemark(Remark("m", "street", "lea", "I asked for benches.")))
    qtbot.waitUntil(lambda: over.outline.items[1] == "street" and "?1" in over.outline.findItems(
        "Speelstraat", Qt.MatchFlag.MatchContains)[0].text(0))  # fmt: skip
    return over


def test_the_minutes_are_sent_for_remarks_and_saved_to_be_sent(
    over: MinutesPage, desk: Desk, qtbot: QtBot, save_to: Path
) -> None:
    qtbot.mouseClick(over.stage.acts[SEND], LEFT)
    dialog = over.acts.dialog
    assert dialog
    press(dialog, qtbot)
    qtbot.waitUntil(lambda: desk.state.minutes.stage is Stage.REMARKS)
    qtbot.waitUntil(save_to.exists, timeout=MAKING)
    qtbot.waitUntil(lambda: offered(over) == [APPROVE, RECALL])
    assert desk.state.minutes.until == date(2026, 3, 26)
    assert over.sentence.text() == "Remarks until 26 March 2026."


def test_a_remark_is_written_down_for_a_member(sent: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    remarks = sent.part("welcome").remarks
    remarks.who.show_value("omar")
    qtbot.keyClicks(remarks.text, "My name is wrong.")
    qtbot.mouseClick(remarks.make, LEFT)
    qtbot.waitUntil(lambda: len(desk.state.minutes.remarks) == 2)
    made = desk.state.minutes.remarks[-1]
    assert (made.item, made.person, made.text) == ("welcome", "omar", "My name is wrong.")
    qtbot.waitUntil(lambda: remarks.text.value() == "")


def test_an_empty_remark_is_refused_where_it_is_written(sent: MinutesPage, qtbot: QtBot) -> None:
    remarks = sent.part("welcome").remarks
    qtbot.mouseClick(remarks.make, LEFT)
    qtbot.waitUntil(remarks.error.isVisible)
    assert remarks.error.text() == "The remark is empty. Write the text first."


def test_a_remark_is_answered_and_accepted(sent: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    (view,) = sent.part("street").remarks.views
    qtbot.keyClicks(view.answer, "They are in it now.")
    qtbot.mouseClick(view.accept, LEFT)
    qtbot.waitUntil(lambda: desk.state.minutes.unanswered == 0)
    (remark,) = desk.state.minutes.remarks
    assert (remark.answer, remark.accepted) == ("They are in it now.", True)
    qtbot.waitUntil(lambda: sent.part("street").remarks.views[0].told.text() == "Accepted. They are in it now.")


def test_minutes_with_a_remark_without_answer_are_not_approved(sent: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(sent.stage.acts[APPROVE], LEFT)
    dialog = sent.acts.dialog
    assert dialog
    press(dialog, qtbot)
    qtbot.waitUntil(dialog.error.isVisible)
    assert dialog.error.text() == "Some remarks have no answer yet. Answer them first."
    assert desk.state.minutes.stage is Stage.REMARKS


def test_the_minutes_are_approved_and_corrected(over: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(over.stage.acts[APPROVE], LEFT)
    press(over.acts.dialog, qtbot)
    qtbot.waitUntil(lambda: desk.state.minutes.stage is Stage.APPROVED)
    assert desk.state.minutes.approval == Approval(date(2026, 3, 12))
    qtbot.waitUntil(lambda: offered(over) == [SIGN, CORRECT])
    over.acts.correct()
    dialog = over.acts.dialog
    assert dialog
    press(dialog, qtbot)
    qtbot.waitUntil(dialog.error.isVisible)
    reason = dialog.findChild(Area)
    assert isinstance(reason, Area)
    qtbot.keyClicks(reason, "The amount was wrong.")
    press(dialog, qtbot)
    qtbot.waitUntil(lambda: desk.state.minutes.version == 2)
    qtbot.waitUntil(lambda: over.sentence.text() == "Version 2, a correction: The amount was wrong.")


def test_the_poll_of_a_later_session_can_have_approved_them(over: MinutesPage, desk: Desk, qtbot: QtBot) -> None:
    assert desk.state.details
    next_one = Desk.create(desk.store, desk.state.details)
    question = {"nl": "Notulen goed?"}
    for command in (
        commands.OpenSession(), commands.AddPoll(Poll("p", question)), commands.OpenPoll("p"),
    ):  # fmt: skip
        next_one.execute(command)
    next_one.close_poll("p")
    over.acts.approve()
    dialog = over.acts.dialog
    assert dialog
    how = next(choice for choice in dialog.findChildren(Choice))
    qtbot.waitUntil(lambda: how.count() == 2)
    assert how.itemText(1) == "Session 2: Notulen goed?"
    how.setCurrentIndex(1)
    press(dialog, qtbot)
    qtbot.waitUntil(lambda: desk.state.minutes.approval == Approval(date(2026, 3, 12), 2, question))
