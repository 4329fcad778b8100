"""What the secretary writes on one agenda item: notes, decisions and actions, each saved when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from assembly_app.desk import new_id, now
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Area, Line, in_order
from assembly_app.desktop.moments import Day
from assembly_app.desktop.widgets import Card, button, label, row, tool
from assembly_app.domain.commands import RemoveRecord, WriteRecord
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import N_, Translator

KINDS = {RecordKind.NOTE: N_("Note"), RecordKind.DECISION: N_("Decision"), RecordKind.ACTION: N_("Action")}
ICONS = {RecordKind.NOTE: "sticky-note", RecordKind.DECISION: "gavel", RecordKind.ACTION: "flag"}


class RecordEdit(QWidget):
    """One entry. It is not kept until it has a text."""

    written = Signal(object)
    removed = Signal(object)

    def __init__(self, _: Translator, record: Record) -> None:
        super().__init__()
        self.record = record
        kind = _(KINDS[record.kind])
        self.text = Area(2)
        self.text.setAccessibleName(kind)
        self.remove = tool("x", _("Remove this entry"), lambda: self.removed.emit(self))
        self.owner = Line()
        self.owner.setPlaceholderText(_("Who"))
        self.owner.setAccessibleName(_("Who does it"))
        self.has_due = QCheckBox(_("Due"))
        self.due = Day(_)
        self.due.setAccessibleName(_("Due date"))
        self.due.setDisplayFormat("d MMM yyyy")
        self.due.setMinimumWidth(144)
        self.error = label("", "bad")
        self.error.hide()
        top = row(label(kind, "chip", wrap=False))
        top.addStretch()
        top.addWidget(self.remove)
        action = QWidget()
        action.setLayout(row(self.owner, self.has_due, self.due, stretch=0))
        action.setVisible(record.kind is RecordKind.ACTION)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE // 2)
        down.addLayout(top)
        down.addWidget(self.text)
        down.addWidget(action)
        down.addWidget(self.error)
        self.show_record(record)
        for editor in (self.text, self.owner):
            editor.edited.connect(self._save)
        self.has_due.clicked.connect(lambda _on: self._due_chosen())
        self.due.editingFinished.connect(self._save)

    def show_record(self, record: Record) -> None:
        """Show the entry as it is kept."""
        self.record = record
        self.text.show_value(record.text)
        self.owner.show_value(record.owner)
        self.has_due.setChecked(record.due is not None)
        self.due.setVisible(record.due is not None)
        day = record.due or now().date()
        if not self.due.hasFocus():
            self.due.setDate(QDate(day.year, day.month, day.day))

    def fail(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.error.setText(sentence)
        self.error.show()

    def _due_chosen(self) -> None:
        self.due.setVisible(self.has_due.isChecked())
        self._save()

    def _save(self) -> None:
        self.error.hide()
        record = self.value()
        if record.text and record != self.record:
            self.written.emit(self)

    def value(self) -> Record:
        """The entry as it is written."""
        chosen = self.due.date()
        day = date(chosen.year(), chosen.month(), chosen.day()) if self.has_due.isChecked() else None
        return replace(self.record, text=self.text.value(), owner=self.owner.value(), due=day)

    def widgets(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        return [self.text, self.owner, self.has_due, self.due, self.remove]


class ItemRecords(Card):
    """The entries on one item, and buttons for more."""

    def __init__(self, context: Context, item: str | None) -> None:
        super().__init__(" ")
        self._ = _ = context._
        self._live = context.live
        self.item = item
        self.edits: list[RecordEdit] = []
        self.facts = label("", "muted")
        self.body.addWidget(self.facts)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._list)
        self.plus = {
            kind: button(_(text), partial(self.begin, kind), icon=ICONS[kind], look="plain")
            for kind, text in KINDS.items()
        }
        more = row(*self.plus.values())
        more.addStretch()
        self.body.addLayout(more)

    def show_records(self, heading: str, facts: str, records: Sequence[Record]) -> None:
        """Show these entries; one that is being written stays. `facts` is what the journal tells of the item."""
        self.heading.setText(heading)
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.setAccessibleName(heading)
        kept = {record.id: record for record in records}
        for edit in list(self.edits):
            if edit.record.id in kept:
                edit.show_record(kept.pop(edit.record.id))
            elif edit.record.text:
                self._drop(edit)
        for record in kept.values():
            self._insert(record)

    def begin(self, kind: RecordKind) -> RecordEdit:
        """A place for another entry."""
        edit = self._insert(Record(new_id(), self.item, kind, ""))
        edit.text.setFocus()
        return edit

    def finish(self) -> None:
        """Save what was not left yet."""
        for edit in self.edits:
            edit.text.finish()

    def _insert(self, record: Record) -> RecordEdit:
        edit = RecordEdit(self._, record)
        edit.written.connect(self._write)
        edit.removed.connect(self._remove)
        self._list.addWidget(edit)
        self.edits.append(edit)
        in_order(self, (*(widget for each in self.edits for widget in each.widgets()), *self.plus.values()))
        return edit

    def _write(self, edit: RecordEdit) -> None:
        self._live.do(WriteRecord(edit.value()), failed=edit.fail)

    def _remove(self, edit: RecordEdit) -> None:
        self._drop(edit)
        if edit.record.text:
            self._live.do(RemoveRecord(edit.record.id))

    def _drop(self, edit: RecordEdit) -> None:
        self.edits.remove(edit)
        self._list.removeWidget(edit)
        edit.hide()
        edit.deleteLater()
