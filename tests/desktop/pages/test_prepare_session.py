"""What is agreed about the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.opening import new_session
from assembly_app.desktop.prepare.page import PreparePage
from assembly_app.desktop.prepare.quorum_edit import share
from assembly_app.desktop.prepare.session_tab import SessionTab
from assembly_app.domain.commands import ChangeSession, Enrol, SetNextMeeting
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Person, QuorumKind, QuorumRule
from assembly_app.domain.record import NextMeeting


@pytest.fixture
def tab(context: Context, show: Callable[[SessionTab], SessionTab]) -> SessionTab:
    context.live.desk.execute(Enrol(tuple(Person(f"p{n}", f"Lid {n}") for n in range(7))))
    return show(SessionTab(context))


def test_a_share_as_quorum_tells_what_it_means_now(tab: SessionTab, desk: Desk, qtbot: QtBot) -> None:
    tab.quorum.kind.show_value(QuorumKind.SHARE)
    tab.quorum.kind.edited.emit()
    tab.quorum.share.setFocus()
    tab.quorum.share.selectAll()
    qtbot.keyClicks(tab.quorum.share, "2/3")
    qtbot.keyClick(tab.quorum.share, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.state.session().quorum == QuorumRule(QuorumKind.SHARE, 2, 3))
    hint = tab.fields["quorum"].hint
    qtbot.waitUntil(lambda: hint.text().startswith("2/3 of 7 members with a vote is 5."))
    assert "5 more voters are needed" in hint.text()


def test_a_quorum_that_is_no_share_is_refused_beside_the_field(tab: SessionTab, desk: Desk, qtbot: QtBot) -> None:
    tab.quorum.kind.show_value(QuorumKind.SHARE)
    tab.quorum.kind.edited.emit()
    tab.quorum.share.setFocus()
    tab.quorum.share.selectAll()
    qtbot.keyClicks(tab.quorum.share, "5/4")
    qtbot.keyClick(tab.quorum.share, Qt.Key.Key_Return)
    assert "such as 1/2" in tab.fields["quorum"].error.text()
    tab.fields["title"].editor.edited.emit()
    assert desk.state.session().quorum.number != 5


@pytest.mark.parametrize(
    ("text", "expected"), [("1/2", (1, 2)), (" 2 / 3 ", (2, 3)), ("50 %", (50, 100)), ("3/3", (3, 3))]
)
def test_a_share_is_read_as_people_write_it(text: str, expected: tuple[int, int]) -> None:
    assert share(text) == expected


@pytest.mark.parametrize("text", ["", "half", "0/2", "3/2", "1/0", "-1/2", "120%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        share(text)


def test_a_field_is_saved_when_it_is_left(tab: SessionTab, desk: Desk, qtbot: QtBot) -> None:
    tab.place.setFocus()
    tab.place.selectAll()
    qtbot.keyClicks(tab.place, "Stadhuis")
    qtbot.keyClick(tab.place, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: desk.state.session().place == "Stadhuis")
    title = tab.title.line("fr")
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Seance publique")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.state.session().title["fr"] == "Seance publique")
    assert desk.state.session().place == "Stadhuis"


def test_what_is_half_typed_when_the_page_goes_is_saved(
    context: Context, desk: Desk, show: Callable[[PreparePage], PreparePage], qtbot: QtBot
) -> None:
    page = show(PreparePage(context))
    page.session.place.setFocus()
    page.session.place.selectAll()
    qtbot.keyClicks(page.session.place, "Atelier")
    page.hide()
    qtbot.waitUntil(lambda: desk.state.session().place == "Atelier")


def test_an_unknown_time_zone_is_refused_beside_its_field(tab: SessionTab, desk: Desk, qtbot: QtBot) -> None:
    tab.zone.setFocus()
    tab.zone.selectAll()
    qtbot.keyClicks(tab.zone, "Mars/Base")
    qtbot.keyClick(tab.zone, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Mars/Base is not known" in tab.fields["timezone"].error.text())
    assert desk.state.session().timezone == "Europe/Brussels"


def test_the_hour_is_kept_on_the_clock_of_the_hall(tab: SessionTab, desk: Desk, qtbot: QtBot) -> None:
    assert tab.moment.hour.time().toString("HH:mm") == "19:00"  # 18:00 UTC in winter
    tab.moment.hour.setFocus()
    qtbot.keyClicks(tab.moment.hour, "2015")
    qtbot.keyClick(tab.moment.hour, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.state.session().starts.astimezone(UTC).strftime("%H:%M") == "19:15")


def test_the_next_session_begins_where_people_agreed_to_meet(desk: Desk) -> None:
    desk.execute(Enrol((Person("p1", "Léa Dupont"),)))
    desk.execute(SetNextMeeting(NextMeeting(datetime(2026, 4, 16, 17, tzinfo=UTC), "Atelier")))
    made = new_session(desk.store)
    assert made.session == 2
    assert made.state.session().place == "Atelier"
    assert made.state.session().starts == datetime(2026, 4, 16, 17, tzinfo=UTC)
    assert "2" in made.state.session().title["fr"]
    assert "p1" in made.state.members
    assert made.undoable is None


def test_without_an_agreed_meeting_the_next_session_is_in_the_future_with_the_same_rules(desk: Desk) -> None:
    desk.execute(ChangeSession(replace(desk.state.session(), proxies=2, starts=datetime(2020, 1, 1, tzinfo=UTC))))
    made = new_session(desk.store).state.session()
    assert made.starts > datetime.now(UTC)
    assert made.proxies == 2
    assert made.place == desk.state.session().place


def test_another_session_is_asked_for(
    context: Context, show: Callable[[PreparePage], PreparePage], qtbot: QtBot
) -> None:
    page = show(PreparePage(context))
    with qtbot.waitSignal(page.session_wanted):
        qtbot.mouseClick(page.session.new, Qt.MouseButton.LeftButton)


def test_another_session_can_be_chosen(
    context: Context, desk: Desk, show: Callable[[SessionTab], SessionTab], qtbot: QtBot
) -> None:
    Desk.create(desk.store, desk.state.session())
    tab = show(SessionTab(context))
    qtbot.waitUntil(lambda: tab.sessions.count() == 2)
    with qtbot.waitSignal(tab.session_chosen) as chosen:
        tab.sessions.setFocus()
        qtbot.keyClick(tab.sessions, Qt.Key.Key_Down)
    assert chosen.args == [2]
