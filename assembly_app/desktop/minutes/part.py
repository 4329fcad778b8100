"""The text on one agenda item: what the journal tells by itself, what people wrote, and the members' remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from assembly_app.desk import new_id
from assembly_app.desktop import theme
from assembly_app.desktop.forms import in_order
from assembly_app.desktop.minutes.entry import ICONS, KINDS, EntryEdit
from assembly_app.desktop.minutes.remarks import Remarks
from assembly_app.desktop.minutes.writer import Writer
from assembly_app.desktop.widgets import Card, button, label, row
from assembly_app.documents import Field
from assembly_app.domain.commands import RemoveRecord, WriteRecord
from assembly_app.domain.record import MinutesStand, Record, RecordKind

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


class ItemPart(QWidget):
    """Everything on one item; `item` None: on no item. `typed` comes with every change of a text."""

    typed = Signal()
    turned = Signal()

    def __init__(self, tools: Writer, item: str | None) -> None:
        super().__init__()
        self._ = _ = tools.context._
        self._live = tools.context.live
        self._writer = tools
        self.item = item
        self.edits: list[EntryEdit] = []
        self._fixed = False
        self._fields: dict[str, Mapping[str, Field]] = {}
        self.heading = label("", "heading")
        self.facts = label("", "muted")
        self.results = Card(_("RESULTS, FROM THE JOURNAL"), dense=True)
        self._results = QVBoxLayout()
        self._told: list[QLabel] = []
        self.results.body.addLayout(self._results)
        self.results.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE * 2)
        self.plus = {
            kind: button(_(text), partial(self.begin, kind), icon=ICONS[kind], look="plain")
            for kind, text in KINDS.items()
        }
        self._more = QWidget()
        more = row(*self.plus.values())
        more.addStretch()
        self._more.setLayout(more)
        self.remarks = Remarks(tools.context, item)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, theme.SPACE * 2, 0)
        down.setSpacing(theme.SPACE)
        down.addWidget(self.heading)
        down.addWidget(self.facts)
        down.addWidget(self.results)
        down.addLayout(self._list)
        down.addWidget(self._more)
        down.addWidget(self.remarks)
        down.addStretch()

    # --- what it shows ---

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

    def show_stand(self, stand: MinutesStand) -> None:
        """Let the text be read only once it is approved; show the remarks."""
        self._fixed = stand.fixed
        self._more.setVisible(not stand.fixed)
        for edit in self.edits:
            edit.fix(fixed=stand.fixed)
        self.remarks.show_stand(stand)

    def show_fields(self, language: str, fields: Mapping[str, Field]) -> None:
        """Have live fields and results say what the journal says now, in one of the languages."""
        self._fields[language] = fields
        for edit in self.edits:
            edit.show_fields(language, fields)
        if language == self._writer.languages[0]:
            self._show_results([field for name, field in fields.items() if name.startswith("result:")])

    def _show_results(self, results: Sequence[Field]) -> None:
        told = [f"{field.label}\n{field.words}" for field in results if any(sign.isalnum() for sign in field.words)]
        if told != [shown.text() for shown in self._told]:
            for shown in self._told:
                self._results.removeWidget(shown)
                shown.deleteLater()
            self._told = [label(sentence) for sentence in told]
            for shown in self._told:
                self._results.addWidget(shown)
        self.results.setVisible(bool(told))

    # --- writing ---

    def begin(self, kind: RecordKind) -> EntryEdit:
        """A place for another entry."""
        edit = self._insert(Record(new_id(), self.item, kind, "", by=self._writer.by))
        edit.text.setFocus()
        return edit

    def entry(self, record: str) -> EntryEdit | None:
        """The editor of an entry, by its id."""
        return next((edit for edit in self.edits if edit.record.id == record), None)

    def finish(self) -> None:
        """Save what was not left yet."""
        for edit in self.edits:
            edit.finish()

    @property
    def unsaved(self) -> list[Record]:
        """What is being written and is not kept yet."""
        return [record for edit in self.edits if (record := edit.unsaved) is not None]

    def _insert(self, record: Record) -> EntryEdit:
        edit = EntryEdit(self._writer, record)
        edit.written.connect(self._write)
        edit.removed.connect(self._remove)
        edit.typed.connect(self.typed)
        edit.turned.connect(partial(self._turned, edit))
        edit.fix(fixed=self._fixed)
        self._turned(edit)
        place = sum(_ORDER[each.record.kind] <= _ORDER[record.kind] for each in self.edits)
        self._list.insertWidget(place, edit)
        self.edits.insert(place, edit)
        in_order(self, (*(widget for each in self.edits for widget in each.widgets()), *self.plus.values()))
        return edit

    def _turned(self, edit: EntryEdit) -> None:
        if edit.language in self._fields:
            edit.show_fields(edit.language, self._fields[edit.language])
        else:
            self.turned.emit()

    def _write(self, edit: EntryEdit) -> None:
        record = edit.unsaved
        if record is not None:
            self._live.do(WriteRecord(record), failed=edit.fail)

    def _remove(self, edit: EntryEdit) -> None:
        self._drop(edit)
        self.typed.emit()
        if edit.record.text:
            self._live.do(RemoveRecord(edit.record.id))

    def _drop(self, edit: EntryEdit) -> None:
        self.edits.remove(edit)
        self._list.removeWidget(edit)
        edit.hide()
        edit.deleteLater()
