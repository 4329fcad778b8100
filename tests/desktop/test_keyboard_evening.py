"""A whole evening by keyboard alone: no mouse is touched, and every act goes through the session's journal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desk import Cast, Desk, new_id
from assembly_app.desktop.context import Context
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import OpenPoll
from assembly_app.domain.record import RecordKind
from assembly_app.domain.room import Projection, View
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import PollStatus
from tests.conftest import Clock
from tests.desktop.conftest import NAMES, Console

FARTHEST = 80
"""How many steps of Tab lead once around the console, at most."""

Key = Qt.Key


class Hands:
    """Two hands on a keyboard: what is pressed goes to the window, as from the system."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.console, self.qtbot = console, qtbot

    def press(self, key: Qt.Key, *with_keys: Qt.KeyboardModifier) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in with_keys:
            modifiers |= one
        QTest.keyClick(self.console.window.windowHandle(), key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, self._at(), Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
            )

    @staticmethod
    def _at() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def letter(self, letter: str) -> None:
        """A single letter that acts, while nothing is written."""
        self.press(Key(ord(letter.upper())))

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until the cursor is there."""
        for _ in range(FARTHEST):
            if wanted.hasFocus():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")

    def primary(self, label: str) -> None:
        """Go to the large button once it says this, and press Enter, or hold it as long as it asks for."""
        button, window = self.console.page.primary, self.console.window.windowHandle()

        def offers() -> None:
            assert (button.act.label, button.isEnabled()) == (label, True)

        self.qtbot.waitUntil(offers)
        self.tab_to(button)
        if not button.act.hold:
            self.press(Key.Key_Return)
            return
        with self.qtbot.waitSignal(button.done):
            QTest.keyPress(window, Key.Key_Return)
        QTest.keyRelease(window, Key.Key_Return)


def vote(desk: Desk, poll: str) -> None:
    tickets = desk.tickets()
    casts = [Cast(poll, who, tickets[who].id, "", Selection(("yes",)), new_id()) for who in NAMES]
    assert all(isinstance(answer, str) for answer in desk.cast(casts))


def test_a_session_is_led_from_its_opening_to_its_close_without_a_mouse(
    console: Console, context: Context, evening: Desk, clock: Clock, qtbot: QtBot
) -> None:
    hands, state = Hands(console, qtbot), lambda: context.live.state
    hands.primary("Open the session")
    everyone_comes_in(hands, state)
    hands.primary("Start item 1")
    hands.primary("Next item")
    qtbot.waitUntil(lambda: state().current == "street")
    someone_speaks(hands, state)
    poll = a_vote_on_the_spot(hands, state)
    vote(evening, poll)
    hands.primary("Close the vote (6 of 6)")
    the_result_is_shown(hands, state, poll)
    the_secretary_writes(hands, state)
    hands.primary("Open the vote")  # the one that was prepared
    hands.primary("Close the vote (0 of 6)")
    qtbot.waitUntil(lambda: state().polls["vote"].status is PollStatus.CLOSED)
    clock.turn(minutes=1)
    hands.letter("n")  # the next item, without this result
    hands.primary("Close the session")
    hands.primary("Go to the minutes")
    assert console.asked == ["minutes"]
    assert state().phase is Phase.CLOSED
    assert evening.refresh() == state()


State = Callable[[], SessionState]


def everyone_comes_in(hands: Hands, state: State) -> None:
    """D goes to the door; a part of each name, and Enter."""
    hands.letter("d")
    hands.qtbot.waitUntil(hands.console.page.room.door.field.hasFocus)
    for typed, person in zip(("fati", "jan", "lea d", "lukasz", "om", "zoe"), NAMES, strict=True):
        hands.type(typed)
        hands.press(Key.Key_Return)
        hands.qtbot.waitUntil(lambda person=person: person in state().present)
    assert state().present == set(NAMES)


def someone_speaks(hands: Hands, state: State) -> None:
    """A part of a name puts someone on the list; the large button gives the floor and takes it."""
    hands.tab_to(hands.console.page.queue.add)
    hands.type("verm")
    hands.press(Key.Key_Return)
    hands.primary("Give Jan Vermeulen the floor")
    hands.qtbot.waitUntil(lambda: state().speaking is not None and state().speaking.person == "jan")
    hands.primary("End speech")
    hands.qtbot.waitUntil(lambda: state().speaking is None)


def a_vote_on_the_spot(hands: Hands, state: State) -> str:
    """A new question, asked at once; the id of its poll."""
    form = hands.console.page.poll.form
    hands.tab_to(hands.console.page.poll.new)
    hands.press(Key.Key_Space)
    hands.qtbot.waitUntil(form.question.hasFocus)
    hands.type("Also on Sundays?")
    hands.tab_to(form.open)
    hands.press(Key.Key_Space)
    hands.qtbot.waitUntil(lambda: state().open_poll is not None)
    found = state().open_poll
    assert found is not None
    assert found.poll.question == {"nl": "Also on Sundays?"}
    return found.poll.id


def the_result_is_shown(hands: Hands, state: State, poll: str) -> None:
    """All voted alike, so the result tells how each one voted: it is shown after a warning."""
    messages = hands.console.messages
    hands.primary("Show the result")
    hands.qtbot.waitUntil(messages.isVisible)
    hands.tab_to(messages.choices[0])
    hands.press(Key.Key_Space)
    hands.qtbot.waitUntil(lambda: state().showing == Projection(View.RESULT, poll))


def the_secretary_writes(hands: Hands, state: State) -> None:
    """A note, and an action with who does it."""
    record = hands.console.page.record
    hands.tab_to(record.text)
    hands.type("The street is closed from two to six.")
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: len(state().records) == 1)
    hands.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert record.kind.hasFocus()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    hands.tab_to(record.text)
    hands.type("Order the signs")
    hands.tab_to(record.owner)
    hands.type("Omar Kaya")
    hands.press(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: len(state().records) == 2)
    written = [(record.kind, record.text, record.owner) for record in state().records]
    assert written == [
        (RecordKind.NOTE, "The street is closed from two to six.", ""),
        (RecordKind.ACTION, "Order the signs", "Omar Kaya"),
    ]


def test_ctrl_enter_is_the_large_button_also_from_a_text(console: Console, context: Context, qtbot: QtBot) -> None:
    hands, window = Hands(console, qtbot), console.window.windowHandle()
    hands.letter("d")
    qtbot.waitUntil(console.page.room.door.field.hasFocus)
    qtbot.waitUntil(console.page.primary.isEnabled)
    hands.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: context.live.state.phase is Phase.OPEN)
    context.live.do(OpenPoll("vote"))
    qtbot.waitUntil(lambda: console.page.primary.act.hold)
    hands.letter("d")
    qtbot.waitUntil(console.page.room.door.field.hasFocus)
    with qtbot.waitSignal(console.page.primary.done):  # held, as the close asks for
        QTest.keyPress(window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyRelease(window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].status is PollStatus.CLOSED)


def test_enter_is_the_large_button_while_the_cursor_is_in_nothing_that_takes_it(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    hands = Hands(console, qtbot)
    qtbot.waitUntil(console.page.primary.isEnabled)
    if (focus := QApplication.focusWidget()) is not None:
        focus.clearFocus()
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: context.live.state.phase is Phase.OPEN)
