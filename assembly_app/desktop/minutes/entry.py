"""One entry of the minutes: a note, a decision or an action, in every language of the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QTabBar, QVBoxLayout, QWidget

from assembly_app.desk import now
from assembly_app.desktop import theme
from assembly_app.desktop.forms import Line
from assembly_app.desktop.minutes import writer
from assembly_app.desktop.minutes.prose_edit import ProseEdit
from assembly_app.desktop.minutes.writer import Writer
from assembly_app.desktop.moments import Day, day_number
from assembly_app.desktop.widgets import label, row, tool
from assembly_app.documents import Field
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import N_, Translator

KINDS = {RecordKind.NOTE: N_("Note"), RecordKind.DECISION: N_("Decision"), RecordKind.ACTION: N_("Action")}
ICONS = {RecordKind.NOTE: "sticky-note", RecordKind.DECISION: "gavel", RecordKind.ACTION: "flag"}
MARK = " ○"
"""Behind a language in which the entry is not told yet."""


class EntryEdit(QWidget):
    """It is not kept until it has a text. `written` comes when it should be kept, `typed` with every change."""

    written = Signal(object)
    removed = Signal(object)
    typed = Signal()
    turned = Signal()
    """Another language is shown."""

    def __init__(self, tools: Writer, record: Record) -> None:
        super().__init__()
        self._ = _ = tools.context._
        self._writer = tools
        self.record = record
        self._texts: dict[str, str] = {}
        self._kind = _(KINDS[record.kind])
        self.language = record.language or tools.languages[0]
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Language of this entry"))
        self.text = ProseEdit(_, tools.speller, self.language)
        self.remove = tool("x", _("Remove this entry"), lambda: self.removed.emit(self))
        self.owner = Line()
        self.owner.setPlaceholderText(_("Who"))
        self.owner.setAccessibleName(_("Who does it"))
        self.has_due = QCheckBox(_("Due"))
        self.due = _due(_)
        self.error = label("", "bad")
        self.error.hide()
        self._action = QWidget()
        self._action.setLayout(row(self.owner, self.has_due, self.due, stretch=0))
        self._action.setVisible(record.kind is RecordKind.ACTION)
        self._lay_out()
        self._tabs: list[str] = []
        self.show_record(record)
        self.tabs.currentChanged.connect(self._turn)
        self.text.typed.connect(self.typed)
        for editor in (self.text, self.owner):
            editor.edited.connect(self._save)
        self.has_due.clicked.connect(lambda _on: self._due_chosen())
        self.due.editingFinished.connect(self._save)

    def _lay_out(self) -> None:
        top = row()
        top.addWidget(label(self._kind, "chip", wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch()
        top.addWidget(self.tabs)
        top.addWidget(self.remove)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE // 2)
        down.addLayout(top)
        for widget in (self.text, self._action, self.error):
            down.addWidget(widget)

    # --- what it shows ---

    def show_record(self, record: Record) -> None:
        """Show the entry as it is kept."""
        self.record = record
        fresh = writer.texts(record, self._writer.languages)
        shown = self.text.value() if self.changed_text else None
        self._texts = fresh if shown is None else {**fresh, self.language: shown}
        self._show_tabs()
        self.text.show_value(self._texts.get(self.language, ""))
        self.owner.show_value(record.owner)
        self.has_due.setChecked(record.due is not None)
        self.due.setVisible(record.due is not None)
        day = record.due or now().date()
        if not self.due.hasFocus():
            self.due.setDate(QDate(day.year, day.month, day.day))
        self._name()

    @property
    def changed_text(self) -> bool:
        """Whether the text that is shown is another one than was kept, in the language that is shown."""
        return bool(self._texts) and self.text.hasFocus() and self.text.value() != self._texts.get(self.language, "")

    def _show_tabs(self) -> None:
        wanted = [*self._writer.languages, *(code for code in self._texts if code not in self._writer.languages)]
        if wanted != self._tabs:
            self._tabs = wanted
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            for code in wanted:
                self.tabs.addTab(code.upper())
            self.language = self.language if self.language in wanted else wanted[0]
            self.tabs.setCurrentIndex(wanted.index(self.language))
            self.tabs.blockSignals(False)
        self.tabs.setVisible(len(wanted) > 1)
        lacking = writer.missing(self.record, self._writer.languages)
        for place, code in enumerate(wanted):
            name = self._.language_name(code)
            told = self._("{language}: not translated yet", language=name) if code in lacking else name
            self.tabs.setTabText(place, code.upper() + (MARK if code in lacking else ""))
            self.tabs.setTabToolTip(place, told)
            self.tabs.setAccessibleTabName(place, told)

    def _name(self) -> None:
        name = f"{self._kind}, {self._.language_name(self.language)}" if len(self._tabs) > 1 else self._kind
        self.text.setAccessibleName(name)
        self.text.dress.speak(self.language)

    def _turn(self, place: int) -> None:
        """Show another language; what was written in this one is kept first."""
        if 0 <= place < len(self._tabs) and self._tabs[place] != self.language:
            self.text.finish()
            self._texts[self.language] = self.text.value()
            self.language = self._tabs[place]
            self.text.show_value(self._texts.get(self.language, ""))
            self._name()
            self.turned.emit()

    def show_language(self, language: str) -> None:
        """Show the entry in this language, where it has it."""
        if language in self._tabs:
            self.tabs.setCurrentIndex(self._tabs.index(language))

    def show_fields(self, language: str, fields: Mapping[str, Field]) -> None:
        """Have live fields say what the journal says now to readers of a language."""
        if language == self.language:
            self.text.show_fields(fields)

    def fix(self, *, fixed: bool) -> None:
        """Let it be read only, or be changed again."""
        self.text.setReadOnly(fixed)
        self.owner.setReadOnly(fixed)
        self.has_due.setEnabled(not fixed)
        self.due.setEnabled(not fixed)
        self.remove.setVisible(not fixed)

    def fail(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.error.setText(sentence)
        self.error.show()

    # --- what is written ---

    def _due_chosen(self) -> None:
        self.due.setVisible(self.has_due.isChecked())
        self._save()

    def _save(self) -> None:
        self.error.hide()
        if self.unsaved is not None:
            self.written.emit(self)

    @property
    def unsaved(self) -> Record | None:
        """The entry as it is being written, where that is another one than was kept and can be kept."""
        record = self.value()
        kept = replace(self.record, by=record.by)
        return record if record.text and record != kept and not self.text.isReadOnly() else None

    def value(self) -> Record:
        """The entry as it is written."""
        chosen = self.due.date()
        day = date(chosen.year(), chosen.month(), chosen.day()) if self.has_due.isChecked() else None
        written = {**self._texts, self.language: self._same(self.text.value())}
        language, text, rest = writer.told(self.record, written, self._writer.languages)
        return replace(self.record, text=text, language=language, translations=rest, owner=self.owner.value(),
                       due=day, by=self._writer.by or self.record.by)  # fmt: skip

    def _same(self, text: str) -> str:
        """The text, with the signs it was kept with where only those differ: to look at it is not to change it."""
        before = self._texts.get(self.language, "")
        return before if self.text.same(before) else text

    def finish(self) -> None:
        """Save what was not left yet."""
        self.text.finish()
        self.owner.finish()

    def widgets(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        return [self.tabs, self.text, self.owner, self.has_due, self.due, self.remove]


def _due(_: Translator) -> Day:
    made = Day(_)
    made.setAccessibleName(_("Due date"))
    made.setDisplayFormat(f"{day_number(_)} MMM yyyy")
    made.setMinimumWidth(144)
    return made
