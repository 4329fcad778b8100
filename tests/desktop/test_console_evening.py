"""A whole evening through the one primary button, with real clicks on a real file."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from assembly_app.desk import Cast, Desk
from assembly_app.desktop.context import Context
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import CheckIn, JoinQueue, StartItem
from assembly_app.domain.room import Projection, View
from assembly_app.domain.state import Phase
from assembly_app.domain.voting import PollStatus
from tests.desktop.conftest import NAMES, Console

LEFT = Qt.MouseButton.LeftButton


def offered(qtbot: QtBot, console: Console, label: str) -> None:
    """Wait until the button offers this."""

    def check() -> None:
        assert console.page.primary.act.label == label
        assert console.page.primary.isEnabled()

    qtbot.waitUntil(check)


def press(qtbot: QtBot, console: Console, label: str) -> None:
    """Press the button once it says this; hold it as long as it asks for."""
    offered(qtbot, console, label)
    button = console.page.primary
    if not button.act.hold:
        qtbot.mouseClick(button, LEFT)
        return
    with qtbot.waitSignal(button.done):
        qtbot.mousePress(button, LEFT)
    qtbot.mouseRelease(button, LEFT)


def vote(desk: Desk, people: dict[str, str]) -> None:
    tickets = desk.tickets()
    casts = [Cast("vote", who, tickets[who].id, "", Selection((choice,)), who) for who, choice in people.items()]
    assert all(isinstance(answer, str) for answer in desk.cast(casts))


def test_the_primary_button_leads_through_a_whole_evening(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    live = context.live
    for person in NAMES:
        live.do(CheckIn(person))
    press(qtbot, console, "Open the session")
    press(qtbot, console, "Start item 1")
    press(qtbot, console, "Next item")
    offered(qtbot, console, "Open the vote")  # nobody asked to speak yet
    live.do(JoinQueue("jan"))
    press(qtbot, console, "Give Jan Vermeulen the floor")
    press(qtbot, console, "End speech")
    press(qtbot, console, "Open the vote")
    offered(qtbot, console, "Close the vote (0 of 6)")
    vote(evening, dict.fromkeys(NAMES, "yes") | {"omar": "no"})
    press(qtbot, console, "Close the vote (6 of 6)")
    press(qtbot, console, "Show the result")
    qtbot.waitUntil(lambda: live.state.showing == Projection(View.RESULT, "vote"))
    press(qtbot, console, "Next item")
    press(qtbot, console, "Close the session")
    press(qtbot, console, "Go to the minutes")
    assert console.asked == ["minutes"]
    assert live.state.phase is Phase.CLOSED
    assert evening.refresh() == live.state


def test_a_short_press_does_not_close_a_vote(console: Console, context: Context, qtbot: QtBot) -> None:
    open_the_vote(console, context, qtbot)
    qtbot.mouseClick(console.page.primary, LEFT)
    settled(context, qtbot)
    assert context.live.state.polls["vote"].status is PollStatus.OPEN


def test_the_vote_can_be_closed_by_holding_enter(console: Console, context: Context, qtbot: QtBot) -> None:
    open_the_vote(console, context, qtbot)
    console.page.primary.setFocus()
    with qtbot.waitSignal(console.page.primary.done):
        qtbot.keyPress(console.page.primary, Qt.Key.Key_Return)
    qtbot.keyRelease(console.page.primary, Qt.Key.Key_Return)
    offered(qtbot, console, "Show the result")


def test_the_second_press_of_a_double_click_does_nothing(console: Console, context: Context, qtbot: QtBot) -> None:
    offered(qtbot, console, "Open the session")
    qtbot.mouseClick(console.page.primary, LEFT)
    qtbot.waitUntil(lambda: context.live.state.phase is Phase.OPEN)
    qtbot.mouseDClick(console.page.primary, LEFT)
    settled(context, qtbot)
    current = context.live.state.current
    assert current in (None, "welcome")  # the first press of the pair at most


def test_closing_a_small_secret_vote_leaves_the_window_alive(console: Console, context: Context, qtbot: QtBot) -> None:
    open_the_vote(console, context, qtbot)
    beats: list[int] = []
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    press(qtbot, console, "Close the vote (0 of 6)")
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].status is PollStatus.LAST_CALL)
    before = len(beats)
    assert not console.page.primary.isEnabled()
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].status is PollStatus.CLOSED)
    assert len(beats) > before + 10


def test_a_result_that_reveals_votes_is_shown_only_after_a_warning(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    open_the_vote(console, context, qtbot)
    vote(evening, {"jan": "yes", "lea": "no"})
    press(qtbot, console, "Close the vote (2 of 6)")
    offered(qtbot, console, "Show the result")
    assert not console.page.poll.bars.isVisible()
    qtbot.mouseClick(console.page.primary, LEFT)
    qtbot.waitUntil(console.messages.isVisible)
    assert "shows how people voted" in console.messages.sentence.text()
    assert context.live.state.showing.view is not View.RESULT
    qtbot.mouseClick(console.messages.choices[0], LEFT)
    qtbot.waitUntil(lambda: context.live.state.showing == Projection(View.RESULT, "vote"))
    qtbot.waitUntil(console.page.poll.bars.isVisible)


def test_an_act_that_is_refused_says_why_and_frees_the_button(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    open_the_vote(console, context, qtbot)
    console.page.item.next.click()
    qtbot.waitUntil(console.messages.isVisible)
    assert console.messages.sentence.text() == "A vote is still open. Close or cancel it before you go on."
    offered(qtbot, console, "Close the vote (0 of 6)")


def open_the_vote(console: Console, context: Context, qtbot: QtBot) -> None:
    for person in NAMES:
        context.live.do(CheckIn(person))
    press(qtbot, console, "Open the session")
    context.live.do(StartItem("street"))
    press(qtbot, console, "Open the vote")
    offered(qtbot, console, "Close the vote (0 of 6)")


def settled(context: Context, qtbot: QtBot) -> None:
    """Wait until every act that was asked is done."""
    done: list[bool] = []
    context.live.act(lambda _desk: None, lambda _none: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
