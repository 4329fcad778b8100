"""The assembly's own phrases: sentences that the secretary inserts, in each language of the minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from assembly_app.desk import Desk, new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Area, Field
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.preferences import Phrase
from assembly_app.prose import plain


class PhrasesDialog(QDialog):
    """`changed` is called when the phrases were kept."""

    def __init__(
        self, context: Context, languages: Sequence[str], phrases: Sequence[Phrase], changed: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _ = self._ = context._
        self._live, self._changed = context.live, changed
        self.phrases = list(phrases)
        self.setWindowTitle(_("Own phrases"))
        self.resize(640, 520)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Own phrases"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.texts = {code: Area(3) for code in languages}
        self.add = button(_("New phrase"), self._add, icon="plus")
        self.remove = button(_("Remove"), self._remove, icon="trash-2")
        self.error = label("", "bad")
        self.error.hide()
        self.shut = button(_("Close"), self.accept)
        self._lay_out()
        self._fill()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        for area in self.texts.values():
            area.edited.connect(self._write)
        self._show()

    def _lay_out(self) -> None:
        _ = self._
        editors = QVBoxLayout()
        for code, area in self.texts.items():
            editors.addWidget(Field(_.language_name(code), area))
        editors.addWidget(
            label(_("A phrase can hold live fields by their names, such as {{chair}} or {{opened}}."), "muted")
        )
        editors.addStretch()
        across = QHBoxLayout()
        across.setSpacing(theme.SPACE * 2)
        across.addWidget(self.list, 2)
        across.addLayout(editors, 3)
        foot = row(self.add, self.remove, self.shut)
        foot.insertStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(_("Own phrases"), "title"))
        whole.addLayout(across, 1)
        whole.addWidget(self.error)
        whole.addLayout(foot)

    def _fill(self) -> None:
        place = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for phrase in self.phrases:
            self.list.addItem(plain(self._.pick(phrase.text)) or self._("(empty)"))
        self.list.setCurrentRow(min(place, len(self.phrases) - 1))
        self.list.blockSignals(False)

    @property
    def _chosen(self) -> int:
        return self.list.currentRow()

    def _show(self) -> None:
        there = 0 <= self._chosen < len(self.phrases)
        self.remove.setEnabled(there)
        for code, area in self.texts.items():
            area.setEnabled(there)
            area.clearFocus()
            area.show_value(self.phrases[self._chosen].text.get(code, "") if there else "")

    def _add(self) -> None:
        self.phrases.append(Phrase(new_id(), {}))
        self._fill()
        self.list.setCurrentRow(len(self.phrases) - 1)
        self._show()
        next(iter(self.texts.values())).setFocus()

    def _remove(self) -> None:
        del self.phrases[self._chosen]
        self._fill()
        self._show()
        self._keep()

    def _write(self) -> None:
        if 0 <= self._chosen < len(self.phrases):
            old = self.phrases[self._chosen]
            text = {**old.text, **{code: area.value() for code, area in self.texts.items()}}
            self.phrases[self._chosen] = replace(old, text={code: words for code, words in text.items() if words})
            self._fill()
            self._keep()

    def done(self, result: int) -> None:
        for area in self.texts.values():
            area.finish()
        super().done(result)

    def _keep(self) -> None:
        kept = tuple(phrase for phrase in self.phrases if phrase.text)

        def keep(desk: Desk) -> None:
            desk.store.prefer(replace(desk.store.preferences(), phrases=kept))

        self._live.act(keep, lambda _none: self._changed(), self._fail)

    def _fail(self, sentence: str) -> None:
        if isValid(self):
            self.error.setText(sentence)
            self.error.show()
