"""What the secretary writes during the session: a note, a decision or an action, a line each."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QListWidget, QListWidgetItem, QMenu, QSizePolicy

from assembly_app.desk import new_id
from assembly_app.desktop.context import Context
from assembly_app.desktop.moments import day_number
from assembly_app.desktop.widgets import Card, button, row
from assembly_app.domain import commands
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import N_
from assembly_app.prose import plain

KINDS = {
    RecordKind.NOTE: N_("Note"), RecordKind.DECISION: N_("Decision"), RecordKind.ACTION: N_("Action"),
}  # fmt: skip


class RecordCard(Card):
    """The line to write on, and the entries of the current item."""

    def __init__(self, context: Context) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self._editing: Record | None = None
        self.setAccessibleName(_("Minutes of this item"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of entry"))
        for kind, name in KINDS.items():
            self.kind.addItem(_(name), kind)
        self.text = QLineEdit(placeholderText=_("Write for the minutes, then Enter…"))
        self.text.setAccessibleName(_("Text for the minutes"))
        self.owner = QLineEdit(placeholderText=_("Who does it…"))
        self.owner.setAccessibleName(_("Who does it"))
        self.due = QDateEdit()
        self.due.setLocale(QLocale(_.language))
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat(f"{day_number(_)} MMM yyyy")
        self.due.setAccessibleName(_("Due date"))
        self.save = button(_("Write"), self.write)
        self.body.addLayout(row(self.kind, self.text, self.save, stretch=1))
        self.body.addLayout(row(self.owner, self.due, stretch=0))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Entries of this item"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(0)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.body.addWidget(self.list, 1)
        self.body.addStretch()
        for field in (self.text, self.owner):
            field.returnPressed.connect(self.write)
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.list.itemDoubleClicked.connect(lambda item: self.edit(item.data(Qt.ItemDataRole.UserRole)))
        self.list.customContextMenuRequested.connect(self._menu)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete_chosen)
        self._choose_kind()
        live.follow(lambda scene: (scene.state.records, scene.state.current), self.draw)

    def _choose_kind(self) -> None:
        action = RecordKind(self.kind.currentData()) is RecordKind.ACTION  # Qt keeps the text, not the enum
        self.owner.setVisible(action)
        self.due.setVisible(action)
        if action and self._editing is None:
            self.due.setDate(QDate.currentDate().addDays(28))

    def draw(self) -> None:
        """Show the entries of the current item, the newest last."""
        state = self._live.state
        own = [record for record in state.records if record.item == state.current]
        self.list.clear()
        for record in own:
            item = QListWidgetItem(self._line(record))
            item.setData(Qt.ItemDataRole.UserRole, record)
            self.list.addItem(item)
        self.list.setVisible(bool(own))
        self.list.scrollToBottom()

    def _line(self, record: Record) -> str:
        _ = self._
        aside = [record.owner, _.date(record.due, "medium") if record.due else ""]
        told = " · ".join(filter(None, aside))
        return f"{_(KINDS[record.kind])}: {plain(record.text)}" + (f" ({told})" if told else "")

    def write(self) -> None:
        """Keep what is typed; the line is emptied when it is kept."""
        kind = RecordKind(self.kind.currentData())
        action = kind is RecordKind.ACTION
        record = replace(
            self._editing or Record(new_id(), self._live.state.current, kind, ""),
            kind=kind,
            text=self.text.text().strip(),
            owner=self.owner.text().strip() if action else "",
            due=self._due() if action else None,
        )
        self._live.do(commands.WriteRecord(record), self._written)

    def _due(self) -> date:
        day = self.due.date()
        return date(day.year(), day.month(), day.day())

    def _written(self) -> None:
        self._editing = None
        self.text.clear()
        self.owner.clear()
        self.save.setText(self._("Write"))
        self.kind.setCurrentIndex(0)
        self.text.setFocus()

    def edit(self, record: Record) -> None:
        """Take an entry back on the line, to change it."""
        self._editing = record
        self.kind.setCurrentIndex(self.kind.findData(record.kind))
        self.text.setText(record.text)
        self.owner.setText(record.owner)
        if record.due:
            self.due.setDate(QDate(record.due.year, record.due.month, record.due.day))
        self.save.setText(self._("Change"))
        self.text.setFocus()

    def _delete_chosen(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._live.do(commands.RemoveRecord(item.data(Qt.ItemDataRole.UserRole).id))

    def _menu(self, where: QPoint) -> None:
        item = self.list.itemAt(where)
        if item is None:
            return
        record = item.data(Qt.ItemDataRole.UserRole)
        menu = QMenu(self)
        menu.addAction(self._("Change"), lambda: self.edit(record))
        menu.addAction(self._("Delete"), lambda: self._live.do(commands.RemoveRecord(record.id)))
        menu.popup(self.list.viewport().mapToGlobal(where))
