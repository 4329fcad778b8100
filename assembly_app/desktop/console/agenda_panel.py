"""The agenda beside the room: where we are, how long it took, and what can be done with each item."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu

from assembly_app.desk import new_id
from assembly_app.desktop import theme
from assembly_app.desktop.agenda_list import AgendaList, nudge
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Card
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem, Status
from assembly_app.domain.state import Phase

MINUTES = 10
"""What an item that is added in passing is planned for."""


class AgendaPanel(Card):
    """The list, and a line to add an item."""

    def __init__(self, context: Context) -> None:
        super().__init__(context._("AGENDA"), dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self.list = AgendaList(_)
        self.add = QLineEdit(placeholderText=_("Add an item…"))
        self.add.setAccessibleName(_("Add an agenda item"))
        self.body.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self.heading.setContentsMargins(theme.SPACE, 0, 0, 0)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.add)
        self.list.wanted.connect(live.do)
        self.list.chosen.connect(self.start)
        self.list.customContextMenuRequested.connect(self._menu)
        self.add.returnPressed.connect(self._add)
        live.follow(lambda scene: (scene.state.items, scene.state.progress, scene.state.current), self.draw)
        live.ticked.connect(self.draw)

    def draw(self) -> None:
        """Show the agenda with the minutes of now."""
        self.list.show_agenda(self._live.state, self._live.now())

    def start(self, item: str) -> None:
        """Start an item, wherever it stands."""
        self._live.do(commands.StartItem(item))

    def _move(self, command: commands.MoveItem | None) -> None:
        if command is not None:
            self._live.do(command)

    def _add(self) -> None:
        state, title = self._live.state, self.add.text().strip()
        if title:
            item = AgendaItem(new_id(), {state.session().languages[0]: title}, minutes=MINUTES)
            self._live.do(commands.AddItem(item), self.add.clear)

    def _menu(self, where: QPoint) -> None:
        if item := self.list.current():
            self.menu_for(item).popup(self.list.viewport().mapToGlobal(where))

    def menu_for(self, item: str) -> QMenu:
        """What can be done with an item."""
        _, live = self._, self._live
        status, running = live.state.progress_of(item).status, live.state.phase is Phase.OPEN
        menu = QMenu(self)
        start = menu.addAction(_("Start this item now"), lambda: self.start(item))
        start.setEnabled(running and status is not Status.RUNNING)
        skip = menu.addAction(_("Skip this item"), lambda: live.do(commands.SkipItem(item)))
        skip.setEnabled(running and status in (Status.PLANNED, Status.RUNNING, Status.PAUSED))
        menu.addSeparator()
        steps = {
            _("Move up (Alt+↑)"): (-1, 0), _("Move down (Alt+↓)"): (1, 0),
            _("Put under the item above (Alt+→)"): (0, 1), _("Take out one level (Alt+←)"): (0, -1),
        }  # fmt: skip
        for text, step in steps.items():
            command = nudge(live.state.items, item, *step)
            menu.addAction(text, partial(self._move, command)).setEnabled(command is not None)
        menu.addSeparator()
        menu.addAction(_("Remove"), lambda: live.do(commands.RemoveItem(item)))
        return menu
