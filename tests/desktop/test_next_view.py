"""What the room sees next is prepared and looked at apart from what it sees now, and sent with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desktop import actions
from assembly_app.desktop.console.next_view import NextView
from assembly_app.desktop.context import Context
from assembly_app.domain import commands
from assembly_app.domain.room import Projection, View
from tests.desktop.conftest import ENGLISH, Console
from tests.desktop.voting import cast, do, open_vote

Key = Qt.Key


def ahead(console: Console) -> NextView:
    return console.page.room.projection.next


def choose(view: NextView, text: str) -> None:
    """As a hand does it: the line in the list."""
    place = view.choice.findText(text)
    assert place >= 0, [view.choice.itemText(n) for n in range(view.choice.count())]
    view.choice.setCurrentIndex(place)
    view.choice.activated.emit(place)


def test_the_room_sees_nothing_of_what_is_prepared_until_it_is_sent(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    do(context, qtbot, commands.OpenSession(), commands.StartItem("street"))
    view = ahead(console)
    assert not view.picture.isVisible()
    choose(view, "The vote “Een speelstraat?”")
    assert view.picture.isVisible()
    assert view.picture.stage().state.showing == Projection(View.POLL, "vote")
    assert view.picture.accessibleName() == "Next, not sent yet: The vote “Een speelstraat?”"
    assert console.page.room.projection.picture.stage().state.showing == Projection(View.ITEM)
    assert context.live.state.chosen is None
    console.page.setFocus()
    qtbot.keyClick(console.window.windowHandle(), Key.Key_S)
    qtbot.waitUntil(lambda: context.live.state.chosen == Projection(View.POLL, "vote"))
    assert not view.picture.isVisible()
    assert not view.send.isEnabled()


def test_blank_is_one_key_and_what_is_prepared_waits(console: Console, context: Context, qtbot: QtBot) -> None:
    do(context, qtbot, commands.OpenSession(), commands.StartItem("street"))
    choose(ahead(console), "Welcome")
    console.page.setFocus()
    qtbot.keyClick(console.window.windowHandle(), Key.Key_B)
    qtbot.waitUntil(lambda: context.live.state.chosen == Projection(View.BLANK))
    assert ahead(console).picture.stage().state.showing == Projection(View.WELCOME)
    assert ahead(console).send.isEnabled()


def test_what_is_prepared_and_no_longer_there_is_forgotten(console: Console, context: Context, qtbot: QtBot) -> None:
    view = ahead(console)
    choose(view, "The vote “Een speelstraat?”")
    do(context, qtbot, commands.RemovePoll("vote"))
    assert view.picture.offer is None
    assert not view.picture.isVisible()


def test_a_result_that_shows_how_people_voted_is_asked_about_before_it_is_seen(
    console: Console, context: Context, qtbot: QtBot
) -> None:
    open_vote(context, qtbot)
    cast(context, qtbot, "vote", "yes", "no", "yes")
    assert ahead(console).choice.findText("The result of “Een speelstraat?”") < 0
    context.live.act(lambda desk: desk.close_poll("vote"), lambda _state: None)
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].tally is not None)
    choose(ahead(console), "The result of “Een speelstraat?”")
    assert ahead(console).picture.stage().state.showing == Projection(View.POLL, "vote")
    ahead(console).send.click()
    assert context.live.state.chosen is None
    qtbot.mouseClick(console.messages.choices[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.live.state.chosen == Projection(View.RESULT, "vote"))
    choose(ahead(console), "The result of “Een speelstraat?”")
    assert ahead(console).picture.stage().state.showing == Projection(View.RESULT, "vote")


def test_without_anything_prepared_sending_asks_what(console: Console, qtbot: QtBot) -> None:
    ahead(console).send_now()
    qtbot.waitUntil(lambda: ahead(console).choice.view().isVisible())
    ahead(console).choice.hidePopup()


def test_buttons_and_the_foot_tell_the_keys_of_the_one_list(console: Console) -> None:
    screen = console.page.room.projection
    for name, made in {"blank": screen.blank, "codes": screen.code, "send": ahead(console).send}.items():
        assert made.text().endswith(actions.keys_text(actions.action(name)))
        assert made.toolTip() == actions.tip(name, ENGLISH)
