"""The agenda as it is prepared: order and numbers at the left, the chosen item at the right."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assembly_app.desk import new_id, now
from assembly_app.desktop import theme
from assembly_app.desktop.agenda_list import AgendaList, nudge
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Line
from assembly_app.desktop.prepare.item_editor import ItemEditor
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row, tool
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.commands import AddItem, RemoveItem
from assembly_app.domain.rules.sitting import local


class AgendaTab(QWidget):
    """Items are added by their title, put in order by dragging or with the arrows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._wanted = ""
        self.list = AgendaList(_)
        self.list.wanted.connect(self._live.do)
        self.list.currentItemChanged.connect(lambda *_items: self._show_current())
        self.editor = ItemEditor(context)
        self.fresh = Line()
        self.fresh.setPlaceholderText(_("Title of a new item, then Enter"))
        self.fresh.setAccessibleName(_("Title of a new item"))
        self.fresh.returnPressed.connect(self.add)
        self.total = label("", "muted")
        self.empty = label(_("The agenda is empty. Write the first item's title below."), "muted")
        self._buttons()
        self._lay_out()
        self._live.follow(lambda scene: (scene.state.items, scene.state.progress, scene.state.details), self.draw)

    def _buttons(self) -> None:
        _ = self._
        self.plus = button(_("Add"), self.add, icon="plus")
        self.up = tool("arrow-up", _("Move up"), lambda: self._move(-1, 0))
        self.down = tool("arrow-down", _("Move down"), lambda: self._move(1, 0))
        self.into = tool("arrow-right", _("Put under the item above"), lambda: self._move(0, 1))
        self.out = tool("arrow-left", _("Take out from under the item above"), lambda: self._move(0, -1))
        self.remove = tool("trash-2", _("Remove from the agenda"), self._remove)

    def _lay_out(self) -> None:
        tools = row(self.up, self.down, self.into, self.out)
        tools.addStretch()
        tools.addWidget(self.remove)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addWidget(self.empty)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        left.addLayout(row(self.fresh, self.plus, stretch=0))
        left.addWidget(self.total)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(scrolled(self.editor))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addLayout(left, 5)
        whole.addWidget(card, 6)

    # --- what is shown ---

    def draw(self) -> None:
        """Show the agenda as it is now."""
        state = self._live.state
        self.list.show_agenda(state, now())
        self.empty.setVisible(not state.items)
        if self._wanted and (item := self.list.item_of(self._wanted)) is not None:
            self.list.setCurrentItem(item)
            self._wanted = ""
        elif not self.list.current() and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.total.setText(self._total())
        self._show_current()

    def _total(self) -> str:
        _, state = self._, self._live.state
        planned = timedelta(minutes=sum(item.minutes for item in state.items))
        details = state.session()
        end = _.time(local(details, details.starts + planned))
        hours, minutes = divmod(int(planned.total_seconds()) // 60, 60)
        return _("Planned: {hours} h {minutes} min. It ends at {end}.", hours=hours, minutes=f"{minutes:02}", end=end)

    def _show_current(self) -> None:
        key = self.list.current()
        item = next((item for item in self._live.state.items if item.id == key), None)
        self.editor.show_item(item, self._live.state.session().languages)
        for tool_button in (self.up, self.down, self.into, self.out, self.remove):
            tool_button.setEnabled(item is not None)

    # --- what is done ---

    def add(self) -> None:
        """Put a new item at the end of the agenda and go to it."""
        title = self.fresh.value()
        if not title:
            self.fresh.setFocus()
            return
        item = AgendaItem(new_id(), {self._live.state.session().languages[0]: title})
        self._wanted = item.id
        self.fresh.show_value("")
        self.fresh.clear()
        self._live.do(AddItem(item))

    def _move(self, down: int, right: int) -> None:
        if command := nudge(self._live.state.items, self.list.current(), down, right):
            self._live.do(command)

    def _remove(self) -> None:
        if key := self.list.current():
            self._live.do(RemoveItem(key))
