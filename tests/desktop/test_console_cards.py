"""The cards of the console: agenda, speakers, votes on the spot, and the minutes' line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.agenda_list import nudge
from assembly_app.desktop.context import Context
from assembly_app.desktop.ordered_list import OrderedList
from assembly_app.domain.commands import CheckIn, JoinQueue, MoveItem, OpenSession, StartItem
from assembly_app.domain.polls import PollKind
from assembly_app.domain.record import RecordKind
from assembly_app.domain.voting import PollStatus
from tests.conftest import Clock
from tests.desktop.conftest import NAMES, Console

LEFT = Qt.MouseButton.LeftButton


def drag(rows: OrderedList, key: str, onto: str, share: float) -> None:
    """Let a row go over another one, at a share of its height."""
    moved, under = rows.item_of(key), rows.item_of(onto)
    assert moved
    assert under
    rect = rows.visualItemRect(under)
    carried = rows.mimeData([moved])
    where = QPointF(rect.center().x(), rect.top() + rect.height() * share)
    how = (Qt.DropAction.MoveAction, carried, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(rows.viewport(), QDragEnterEvent(where.toPoint(), *how))
    QApplication.sendEvent(rows.viewport(), QDropEvent(where, *how))


def order(context: Context) -> list[str]:
    return [item.id for item in context.live.state.items]


def begin(context: Context, qtbot: QtBot) -> None:
    for person in NAMES:
        context.live.do(CheckIn(person))
    context.live.do(OpenSession())
    context.live.do(StartItem("street"))
    qtbot.waitUntil(lambda: context.live.state.current == "street")


def test_items_are_put_in_order_by_dragging_also_while_live(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    drag(console.page.agenda.list, "coffee", "welcome", 0.1)
    qtbot.waitUntil(lambda: order(context) == ["coffee", "welcome", "street"])
    drag(console.page.agenda.list, "coffee", "street", 0.9)
    qtbot.waitUntil(lambda: order(context) == ["welcome", "street", "coffee"])


def test_an_item_let_go_on_another_one_is_nested_under_it(console: Console, context: Context, qtbot: QtBot) -> None:
    drag(console.page.agenda.list, "street", "welcome", 0.5)
    qtbot.waitUntil(lambda: context.live.state.item("street").parent == "welcome")
    drag(console.page.agenda.list, "coffee", "street", 0.5)  # one level deep: it joins the same family
    qtbot.waitUntil(lambda: context.live.state.item("coffee").parent == "welcome")
    assert order(context) == ["welcome", "street", "coffee"]


def test_alt_and_arrows_move_an_item_without_a_mouse(console: Console, context: Context, qtbot: QtBot) -> None:
    rows = console.page.agenda.list
    rows.setCurrentItem(rows.item_of("street"))
    qtbot.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: order(context) == ["street", "welcome", "coffee"])
    assert rows.current() == "street"
    items = context.live.state.items
    assert nudge(items, "street", -1, 0) is None
    assert nudge(items, "welcome", 0, 1) == MoveItem("welcome", "street", 1)


def test_a_double_click_starts_an_item_and_the_menu_skips_one(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    rows = console.page.agenda.list
    rows.itemDoubleClicked.emit(rows.item_of("welcome"), 0)
    qtbot.waitUntil(lambda: context.live.state.current == "welcome")
    actions = {action.text(): action for action in console.page.agenda.menu_for("coffee").actions()}
    actions["Skip this item"].trigger()
    qtbot.waitUntil(lambda: context.live.state.progress_of("coffee").status == "skipped")


def test_an_item_is_added_in_passing(console: Console, context: Context, qtbot: QtBot) -> None:
    qtbot.keyClicks(console.page.agenda.add, "Varia")
    qtbot.keyClick(console.page.agenda.add, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(context.live.state.items) == 4)
    assert context.live.state.items[-1].title == {"nl": "Varia"}
    qtbot.waitUntil(lambda: console.page.agenda.add.text() == "")


def test_speakers_are_added_put_in_order_and_given_the_floor(
    console: Console, context: Context, clock: Clock, qtbot: QtBot
) -> None:
    begin(context, qtbot)
    queue = console.page.queue
    for name in ("fatima", "jan ver", "dubois"):
        qtbot.keyClicks(queue.add, name)
        qtbot.keyClick(queue.add, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: context.live.state.speakers.queue == ("fatima", "jan", "lea"))
    drag(queue.list, "lea", "fatima", 0.2)
    qtbot.waitUntil(lambda: context.live.state.speakers.queue == ("lea", "fatima", "jan"))
    queue.list.itemDoubleClicked.emit(queue.list.item_of("fatima"), 0)
    qtbot.waitUntil(lambda: console.page.speaking.name.text() == "Fatima Benali")
    clock.turn(seconds=75)
    console.page.speaking.tick()
    assert console.page.speaking.time.text() == "1:15 / 3:00"
    qtbot.mouseClick(console.page.speaking.end, LEFT)
    context.live.do(JoinQueue("fatima"))
    qtbot.waitUntil(lambda: len(context.live.state.speakers.queue) == 3)
    asides = [queue.list.topLevelItem(row).text(1) for row in range(3)]
    assert asides == ["first time", "first time", "1 time, 1:15"]


def test_the_list_of_speakers_closes_and_reopens(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    qtbot.mouseClick(console.page.queue.open, LEFT)
    qtbot.waitUntil(lambda: not context.live.state.speakers.open)
    assert not console.page.queue.add.isEnabled()
    qtbot.mouseClick(console.page.queue.open, LEFT)
    qtbot.waitUntil(lambda: context.live.state.speakers.open)


def test_a_limit_for_each_speech_is_set_for_the_item(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    console.page.queue.limit(120)
    qtbot.waitUntil(lambda: context.live.state.item("street").speech_seconds == 120)


def test_a_new_vote_is_open_after_three_steps(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    card = console.page.poll
    qtbot.mouseClick(card.new, LEFT)
    qtbot.keyClicks(card.form.question, "Do we go on until ten?")
    qtbot.mouseClick(card.form.open, LEFT)
    qtbot.waitUntil(lambda: context.live.state.open_poll is not None)
    poll = context.live.state.open_poll
    assert poll is not None
    assert poll.poll.question == {"nl": "Do we go on until ten?"}
    assert (poll.poll.kind, poll.poll.secret, poll.poll.item) == (PollKind.YES_NO_ABSTAIN, True, "street")
    qtbot.waitUntil(lambda: card.told.text().startswith("0 of 6 voted"))


def test_a_vote_without_options_says_what_is_missing_and_keeps_what_was_typed(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    begin(context, qtbot)
    card = console.page.poll
    qtbot.mouseClick(card.new, LEFT)
    qtbot.keyClicks(card.form.question, "Where?")
    card.form.kind.setCurrentIndex(1)
    assert card.form.options.isVisible()
    qtbot.mouseClick(card.form.open, LEFT)
    qtbot.waitUntil(card.form.error.isVisible)
    assert card.form.error.text() == "The poll needs at least two options. Add the options first."
    card.form.options.setPlainText("Here\nThere")
    qtbot.mouseClick(card.form.open, LEFT)
    qtbot.waitUntil(lambda: context.live.state.open_poll is not None)


def test_a_vote_is_cancelled_with_a_reason(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    card = console.page.poll
    qtbot.waitUntil(lambda: card.choice.currentData() == "vote" and card.open.isVisible())
    qtbot.mouseClick(card.open, LEFT)
    qtbot.waitUntil(card.cancel.isVisible)
    qtbot.mouseClick(card.cancel, LEFT)
    qtbot.mouseClick(card.confirm, LEFT)
    qtbot.waitUntil(console.messages.isVisible)  # no reason yet
    qtbot.keyClicks(card.reason, "The question was wrong")
    qtbot.mouseClick(card.confirm, LEFT)
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].status is PollStatus.CANCELLED)
    qtbot.waitUntil(lambda: card.told.text() == "Cancelled: The question was wrong")


def test_an_action_is_written_changed_and_deleted(
    console: Console, context: Context, evening: Desk, qtbot: QtBot
) -> None:
    begin(context, qtbot)
    card = console.page.record
    card.kind.setCurrentIndex(2)
    qtbot.keyClicks(card.text, "Ask for signs")
    qtbot.keyClicks(card.owner, "Jan")
    qtbot.keyClick(card.owner, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.list.count() == 1)
    (record,) = context.live.state.records
    assert (record.kind, record.item, record.owner) == (RecordKind.ACTION, "street", "Jan")
    assert record.due is not None
    card.edit(record)
    card.text.setText("Ask the city for signs")
    qtbot.keyClick(card.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: context.live.state.records[0].text == "Ask the city for signs")
    qtbot.waitUntil(lambda: "the city" in card.list.item(0).text())
    card.list.setCurrentRow(0)
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not context.live.state.records)


def test_the_room_is_counted_in_words(console: Console, context: Context, qtbot: QtBot) -> None:
    begin(context, qtbot)
    qtbot.waitUntil(lambda: console.page.room.attendance.count.text() == "6 present · 6 vote")
