"""An open assembly: the places of its session under one bar, and the room's screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from assembly_app.desktop import actions
from assembly_app.desktop.console.page import ConsolePage
from assembly_app.desktop.context import Context
from assembly_app.desktop.footer import Footer
from assembly_app.desktop.help_card import HelpCard
from assembly_app.desktop.palette import Finder, Palette
from assembly_app.desktop.projector.screen import ProjectorWindow
from assembly_app.desktop.top_bar import TopBar
from assembly_app.desktop.tour import Tour, steps
from assembly_app.i18n import LocalText

if TYPE_CHECKING:
    from assembly_app.desktop.window import Window
    from assembly_app.desktop.workplace import Workplace

CONSOLE, PREPARE, MINUTES = "console", "prepare", "minutes"


class AssemblyPage(QWidget):
    """Console, Prepare and Minutes of one session; the last two are made when they are first gone to."""

    def __init__(self, context: Context, window: Window, workplace: Workplace) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        _ = context._
        self.context = context
        self._window = window
        self._workplace = workplace
        self._name: LocalText = {}
        self._menu = AssemblyMenu(context, window, workplace)
        names = {_("Console"): CONSOLE, _("Prepare"): PREPARE, _("Minutes"): MINUTES}
        places: dict[str, Callable[[], object]] = {name: partial(self.go, place) for name, place in names.items()}
        self.bar = TopBar(context, self._menu, places, self.toggle_room, self.show_settings)
        self._buttons = {place: self.bar.places[name] for name, place in names.items()}
        self.projector = ProjectorWindow(context, lambda: self._name)
        self.projector.closed.connect(lambda: self.bar.room.setChecked(False))
        self.console = ConsolePage(
            context, window.messages, lambda: self._name, self.toggle_room, lambda: self.go(MINUTES)
        )
        self._made: dict[str, QWidget] = {CONSOLE: self.console}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.console)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._stack, 1)
        self.foot = Footer(context, self.console.undo, self.show_phones)
        whole.addWidget(self.foot)
        self._whole = whole
        self.acts: dict[str, Callable[[], object]] = {**self._acts(), **self.console.acts}
        for keys, act in actions.shortcuts(self.acts).items():
            QShortcut(QKeySequence(keys), self, act)
        self.go(CONSOLE)

    def _acts(self) -> dict[str, Callable[[], object]]:
        """What the actions of the window do; of the files' those that are offered now."""
        window, workplace = self._window, self._workplace
        acts: dict[str, Callable[[], object]] = {
            "find": self.find_anything,
            **{place: partial(self.go, place) for place in (CONSOLE, PREPARE, MINUTES)},
            "settings": self.show_settings,
            "help": self.show_help,
            "tour": self.take_tour,
            "quit": window.close,
        }
        if workplace.rehearsing:
            return {**acts, "leave-rehearsal": workplace.leave_rehearsal}
        return {
            **acts, "new": window.begin, "open": window.choose_file, "copy": workplace.save_copy,
            "new-session": workplace.begin_session, "rehearse": workplace.rehearse, "close": workplace.close_assembly,
        }  # fmt: skip

    def find_anything(self) -> Palette:
        """The palette: find anything by name, and do it."""
        live, console, _ = self.context.live, self.console, self.context._
        palette = Palette(Finder(live, self.acts, console.room.door.pass_by, console.show_result, _), _, self)
        palette.open()
        return palette

    def take_tour(self) -> Tour:
        """The tour over the console; whether it is finished or left, it is not offered again by itself."""
        self.go(CONSOLE)
        console, preferences = self.console, self.context.preferences
        told = steps(
            console.primary, console.agenda, console.room.door, console.room.projection, self.bar.menu, self.context._
        )
        tour = Tour(self, told, self.context._, lambda: preferences.change(toured=True))
        QTimer.singleShot(0, tour, tour.begin)  # the console must have its size first
        return tour

    def show_help(self) -> HelpCard:
        """Every key."""
        card = HelpCard(self.context._, self.take_tour, self)
        card.open()
        return card

    def show_above(self, bar: QWidget) -> None:
        """Put a bar above everything."""
        self._whole.insertWidget(0, bar)

    def go(self, place: str) -> None:
        """Show one of the places."""
        if place not in self._made:
            self._made[place] = self._make(place)
            self._stack.addWidget(self._made[place])
        self._stack.setCurrentWidget(self._made[place])
        self._buttons[place].setChecked(True)
        self._read_name()

    def _make(self, place: str) -> QWidget:
        if place == PREPARE:
            from assembly_app.desktop.prepare.page import PreparePage

            prepare = PreparePage(self.context)
            prepare.session_chosen.connect(self._workplace.switch)
            prepare.renamed.connect(self._named)
            prepare.session_wanted.connect(self._workplace.begin_session)
            prepare.phones.rehearsal_wanted.connect(self._workplace.rehearse)
            prepare.phones.practise.setVisible(not self._workplace.rehearsing)
            return prepare
        from assembly_app.desktop.minutes.page import MinutesPage

        return MinutesPage(self.context)

    def _read_name(self) -> None:
        self.context.live.ask(lambda desk: desk.store.name(), self._named)

    def _named(self, name: LocalText) -> None:
        self._name = name
        told = self.context._.pick(name)
        self.bar.show_name(told)
        title = self.context._("Rehearsal: {title}", title=told) if self._workplace.rehearsing else told
        self._window.setWindowTitle(f"{title} — assembly-app")
        self.projector.picture.update()
        self.console.update()

    def show_phones(self) -> None:
        """Where the way in for phones is set and tested."""
        from assembly_app.desktop.prepare.page import PreparePage

        self.go(PREPARE)
        prepare = self._made[PREPARE]
        assert isinstance(prepare, PreparePage)
        prepare.tabs.setCurrentWidget(prepare.phones)

    def toggle_room(self) -> None:
        """Show the room's screen, or take it away."""
        if self.projector.isVisible():
            self.projector.close()
        else:
            self.projector.present(self.window())
        self.bar.room.setChecked(self.projector.isVisible())

    def show_settings(self) -> None:
        """The settings in a dialog."""
        from assembly_app.desktop.settings_dialog import SettingsDialog

        SettingsDialog(self.context.preferences, self.context._, self).open()

    def end(self) -> None:
        """Take the room's screen away with the page."""
        self.projector.close()
        self.projector.deleteLater()


class AssemblyMenu(QMenu):
    """What there is to do with the file and its sessions."""

    def __init__(self, context: Context, window: Window, workplace: Workplace) -> None:
        super().__init__()
        self._context = context
        self._window = window
        self._workplace = workplace
        self.aboutToShow.connect(self._fill)
        self._sessions: list[int] = []
        context.live.ask(lambda desk: desk.store.sessions(), self._know)
        self._fill()

    def _know(self, sessions: list[int]) -> None:
        self._sessions = sessions
        self._fill()

    def _fill(self) -> None:
        _, window, workplace = self._context._, self._window, self._workplace
        self.clear()
        if workplace.rehearsing:  # the files of the real assembly are not touched from here
            self._act("leave-rehearsal", workplace.leave_rehearsal)
            self._act("quit", window.close)
            return
        self._act("new", window.begin)
        self._act("open", window.choose_file)
        self._recent(self.addMenu(_("Recent")))
        self._act("copy", workplace.save_copy)
        self.addSeparator()
        self._choose_session(self.addMenu(_("Session")))
        self._act("rehearse", workplace.rehearse)
        self.addSeparator()
        self._act("close", workplace.close_assembly)
        self._act("quit", window.close)

    def _act(self, name: str, done: Callable[[], object]) -> None:
        """An entry with its key beside it; the key itself is the page's."""
        found = actions.action(name)
        keys = actions.keys_text(found)
        self.addAction("\t".join(filter(None, [self._context._(found.text), keys])), done)

    def _recent(self, menu: QMenu) -> None:
        for file in self._context.preferences.values.recent:
            path = Path(file)
            menu.addAction(path.stem, partial(self._window.open_file, path)).setToolTip(file)
        menu.setEnabled(not menu.isEmpty())

    def _choose_session(self, menu: QMenu) -> None:
        _ = self._context._
        for number in self._sessions:
            action = menu.addAction(_("Session {number}", number=number), partial(self._workplace.switch, number))
            action.setCheckable(True)
            action.setChecked(number == self._context.live.desk.session)
        menu.addSeparator()
        menu.addAction(_(actions.action("new-session").text), self._workplace.begin_session)
