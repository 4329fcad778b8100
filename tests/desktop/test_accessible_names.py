"""What a screen reader is told: every control has a name and a role, and Tab goes as the eye reads."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractSpinBox, QDialog, QLineEdit, QMenu, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.console.help_dialog import HelpDialog
from assembly_app.desktop.console.paper_dialog import PaperDialog
from assembly_app.desktop.console.result_dialog import ResultDialog
from assembly_app.desktop.context import Context
from assembly_app.desktop.help_card import HelpCard
from assembly_app.desktop.minutes import dialogs, stages
from assembly_app.desktop.minutes.page import MinutesPage
from assembly_app.desktop.minutes.signature_check import SignatureCheck
from assembly_app.desktop.new_assembly import NewAssemblyDialog
from assembly_app.desktop.new_session import NewSessionDialog
from assembly_app.desktop.palette import Finder, Palette
from assembly_app.desktop.prepare.page import PreparePage
from assembly_app.desktop.projector.screen import ProjectorWindow
from assembly_app.desktop.proxy_edit import ProxyDialog
from assembly_app.desktop.settings_dialog import SettingsDialog
from assembly_app.desktop.start import StartPage
from assembly_app.desktop.template_choice import SaveTemplateDialog
from assembly_app.desktop.top_bar import TopBar
from assembly_app.desktop.tour import Tour, steps
from assembly_app.domain import commands
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.domain.record import Record, RecordKind, Remark
from tests.desktop.conftest import ENGLISH, NAMES, Console
from tests.desktop.voting import cast, do, open_vote

COMES_LAST = ("Remove this entry",)
"""What stands at the corner of what it removes, and is reached after it."""

NAMELESS = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
"""Roles that tell nothing of what a control is."""


class Stop(NamedTuple):
    """Where the cursor can stand: what it is, in words, and where on the page."""

    widget: QWidget
    name: str
    role: QAccessible.Role
    place: QRect

    def __str__(self) -> str:
        inside = "/".join(type(widget).__name__ for widget in _around(self.widget))
        return f"“{self.name}” {self.role.name} {inside} at {self.place.getRect()}"


def _around(widget: QWidget) -> list[QWidget]:
    found = [widget]
    while (parent := found[0].parentWidget()) is not None and len(found) < 4:
        found.insert(0, parent)
    return found


def _stop(widget: QWidget, page: QWidget) -> Stop:
    told = QAccessible.queryAccessibleInterface(widget)
    place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    return Stop(widget, told.text(QAccessible.Text.Name).strip(), told.role(), place)


def controls(page: QWidget) -> list[Stop]:
    """Everything on a page that takes the cursor or a click; what Qt puts inside a control belongs to it."""
    found = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QScrollBar)
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QAbstractSpinBox))
        and widget.focusProxy() is None
    ]
    return [_stop(widget, page) for widget in found]


def way_of_tab(page: QWidget) -> list[Stop]:
    """Where Tab leads on a page, from its first control on."""
    stops, widget = [], page
    while (widget := widget.nextInFocusChain()) is not page:
        wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None
        if wanted and widget.isVisible() and page.isAncestorOf(widget):
            stops.append(_stop(widget, page))
    return stops


def leaps_back(before: Stop, after: Stop) -> bool:
    """Whether a step goes against reading: up within a column, or to the left within a line."""
    a, b = before.place, after.place
    above = b.bottom() < a.top() and b.left() < a.right()
    same_line = b.top() < a.bottom() and a.top() < b.bottom()
    return above or (same_line and b.right() <= a.left())


def check(page: QWidget) -> None:
    """Every control is named, and Tab goes as the eye reads."""
    found = controls(page)
    assert found
    assert [str(stop) for stop in found if not stop.name] == []
    told = [stop for stop in found if not isinstance(stop.widget, QScrollArea)]  # a text to scroll has no other role
    assert [str(stop) for stop in told if stop.role in NAMELESS] == []
    way = [stop for stop in way_of_tab(page) if stop.name not in COMES_LAST]
    steps = itertools.pairwise(way)
    assert [f"{before}  then  {after}" for before, after in steps if leaps_back(before, after)] == []


Show = Callable[[QWidget], QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(page: QWidget) -> QWidget:
        qtbot.addWidget(page)
        page.resize(1280, 800)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return shown


def test_the_start_page(context: Context, tmp_path: Path, show: Show) -> None:
    context.preferences.change(recent=(str(tmp_path / "noord.assembly"), str(tmp_path / "gone.assembly")))
    acts = dict.fromkeys(("new", "open", "demo", "settings", "help", "quit"), lambda: None)
    check(show(StartPage(context.preferences, ENGLISH, lambda _file: None, acts)))


def test_the_console_before_during_and_after_a_session(console: Console, context: Context, qtbot: QtBot) -> None:
    check(console.page)
    arrivals = [commands.CheckIn(person) for person in NAMES]
    queue = [commands.JoinQueue(person) for person in ("jan", "lea", "omar")]
    do(context, qtbot, *arrivals, commands.OpenSession(), commands.StartItem("street"), *queue)
    check(console.page)
    do(context, qtbot, commands.StartSpeech("jan"), commands.WriteRecord(Record("1", "street", RecordKind.NOTE, "So.")))
    check(console.page)
    do(context, qtbot, commands.OpenPoll("vote"))
    check(console.page)
    console.page.poll.cancel.click()
    check(console.page)
    console.page.poll.keep.click()
    cast(context, qtbot, "vote", "yes", "no", "yes")
    context.live.act(lambda desk: desk.close_poll("vote"), lambda _state: None)
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].tally is not None)
    check(console.page)
    console.page.poll.begin()
    console.page.record.kind.setCurrentIndex(2)
    check(console.page)
    do(context, qtbot, commands.CloseSession())
    check(console.page)


def test_the_bar_above_every_place(context: Context, show: Show) -> None:
    places = {name: lambda: None for name in ("Console", "Prepare", "Minutes")}
    check(show(TopBar(context, QMenu(), places, lambda: None, lambda: None)))


@pytest.mark.parametrize("kind", PollKind)
def test_the_editor_of_each_kind_of_poll(context: Context, show: Show, qtbot: QtBot, kind: PollKind) -> None:
    options = tuple(Option(key, {"nl": key}, 400) for key in ("park", "pool", "tap"))
    poll = Poll("asked", {"nl": "Waar?"}, kind, options, budget=1000)
    do(context, qtbot, commands.RemovePoll("vote"), commands.AddPoll(poll))
    page = PreparePage(context)
    show(page)
    page.tabs.setCurrentWidget(page.polls)
    check(page)


@pytest.mark.parametrize("tab", ["session", "people", "agenda", "polls", "phones"])
def test_each_tab_of_prepare(context: Context, show: Show, tab: str) -> None:
    page = PreparePage(context)
    show(page)
    page.tabs.setCurrentWidget(getattr(page, tab))
    check(page)


def test_the_import_and_the_badges(context: Context, tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name;Street;Group\nAda Lovelace;Kerkstraat;bewoners\n", "utf-8")
    page = PreparePage(context)
    show(page)
    page.tabs.setCurrentWidget(page.people)
    bring = page.people.look_at(file)
    qtbot.waitUntil(bring.take.isEnabled)
    check(bring)
    bring.close()
    check(page.people.print_badges())


def test_the_minutes(context: Context, show: Show, qtbot: QtBot) -> None:
    do(context, qtbot, commands.OpenSession(), commands.StartItem("street"))
    do(context, qtbot, commands.WriteRecord(Record("1", "street", RecordKind.ACTION, "Order the signs.", "Omar")))
    check(show(MinutesPage(context)))


def test_the_dialogs_of_the_minutes(context: Context, show: Show, qtbot: QtBot, tmp_path: Path) -> None:
    do(context, qtbot, commands.OpenSession(), commands.CloseSession())
    page = MinutesPage(context)
    show(page)
    qtbot.waitUntil(lambda: page.writer.languages == ("nl", "fr"))
    file = tmp_path / "signed.pdf"
    file.write_bytes(b"not signed")
    opened: list[QDialog] = [
        dialogs.versions(page), dialogs.phrases(page), dialogs.documents(page), dialogs.sign(page),
        SignatureCheck(context, file, "en", page),
    ]  # fmt: skip
    for act in (stages.SEND, stages.APPROVE, stages.CORRECT):
        page.acts.do(act)
        assert page.acts.dialog
        opened.append(page.acts.dialog)
    page.export.publish("pdf")
    qtbot.waitUntil(lambda: page.export.dialog is not None)
    assert page.export.dialog
    for dialog in (*opened, page.export.dialog):
        dialog.show()
        check(dialog)
        dialog.reject()
    page.aside.close()


def test_the_remarks_on_the_minutes(context: Context, show: Show, qtbot: QtBot) -> None:
    remark = Remark("r", "street", "jan", "It was later.")
    do(context, qtbot, commands.OpenSession(), commands.CloseSession(), commands.SendMinutes())
    do(context, qtbot, commands.MakeRemark(remark))
    page = MinutesPage(context)
    show(page)
    page.part("street")
    page.searching.replace()
    check(page)
    page.aside.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda context: SettingsDialog(context.preferences, ENGLISH),
        lambda context: NewAssemblyDialog(ENGLISH),
        lambda context: NewSessionDialog(ENGLISH),
        lambda context: SaveTemplateDialog(context),
    ],
    ids=["settings", "new assembly", "new session", "save as template"],
)
def test_a_dialog(context: Context, show: Show, make: Callable[[Context], QWidget]) -> None:
    check(show(make(context)))


def test_the_dialogs_of_a_vote(console: Console, context: Context, show: Show, qtbot: QtBot) -> None:
    open_vote(context, qtbot)
    found = context.live.state.poll("vote")
    for dialog in (HelpDialog(context, found, console.page), PaperDialog(context, found, console.page)):
        dialog.show()
        check(dialog)
    cast(context, qtbot, "vote", "yes", "no", "yes")
    context.live.act(lambda desk: desk.close_poll("vote"), lambda _state: None)
    qtbot.waitUntil(lambda: context.live.state.polls["vote"].tally is not None)
    dialog = ResultDialog(context, context.live.state.poll("vote"), console.page)
    dialog.show()
    check(dialog)


def test_the_proxies_of_a_person(context: Context, show: Show, qtbot: QtBot) -> None:
    details = replace(context.live.state.session(), proxies=2)
    do(context, qtbot, commands.ChangeSession(details))
    dialog = ProxyDialog(context, "jan", None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    check(show(dialog))


def test_the_card_of_keys(show: Show) -> None:
    check(show(HelpCard(ENGLISH, lambda: None)))


def test_the_palette_and_what_it_finds(console: Console, context: Context, show: Show) -> None:
    finder = Finder(context.live, {"find": lambda: None}, lambda _person: None, lambda _poll: None, ENGLISH)
    palette = Palette(finder, ENGLISH, console.page)
    palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    palette.show()
    palette.look_for("jan")
    check(palette)
    palette.close()


def test_every_step_of_the_tour(console: Console, qtbot: QtBot) -> None:
    page = console.page
    told = steps(page.primary, page.agenda, page.room.door, page.room.projection, page.undo, ENGLISH)
    tour = Tour(page, told, ENGLISH, lambda: None)
    tour.begin()
    for _step in told:
        assert tour.accessibleName()
        check(tour)
        tour.go(1)


def test_the_room_s_screen_says_what_it_shows(context: Context, show: Show) -> None:
    window = ProjectorWindow(context, lambda: {"nl": "Wijkraad Noord"})
    show(window)
    told = QAccessible.queryAccessibleInterface(window.picture)
    assert told.text(QAccessible.Text.Name) == "The room sees: Welcome"
