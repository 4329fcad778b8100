"""Choosing a session template, and keeping one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from assembly_app import templates
from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.background import Background
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, beside
from assembly_app.desktop.local_edit import LocalEdit
from assembly_app.desktop.widgets import button, label, row, tool
from assembly_app.i18n import Translator
from assembly_app.templates import Kept, Template


class TemplateChoice(QWidget):
    """The templates and "empty", what the chosen one is for, and a way to remove one's own."""

    edited = Signal()
    loaded = Signal()
    """The templates are there."""

    def __init__(self, _: Translator, empty: str, empty_hint: str) -> None:
        super().__init__()
        self._ = _
        self._empty, self._empty_hint = empty, empty_hint
        self._background = Background(_, 1, "templates")
        self.choice = Choice([(None, empty)])
        self.remove = tool("trash-2", _("Remove this template of your own"), self._remove)
        self.field = Field(_("Template"), beside(self.choice, self.remove))
        self.choice.setAccessibleName(_("Template"))
        self.choice.edited.connect(self._chosen)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.field)
        self._draw()
        self._load()

    def value(self) -> Template | None:
        """The chosen template; None: empty."""
        found = self._found()
        return found.template if found else None

    def _found(self) -> Kept | None:
        value = self.choice.value()
        return value if isinstance(value, Kept) else None

    def _load(self) -> None:
        self._background.run(templates.everything, self._offer, self.field.fail)

    def _offer(self, kept: Sequence[Kept]) -> None:
        if not isValid(self):
            return  # the dialog went before its templates came
        _ = self._
        offered = [(found, _.pick(found.template.name)) for found in kept if found.template]
        self.choice.offer([(None, self._empty), *offered])
        problems = [_.explain(found.problem) for found in kept if found.problem]
        if problems:
            self.field.fail("\n".join(problems))
        self._draw()
        self.loaded.emit()

    def _chosen(self) -> None:
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        found = self._found()
        summary = self._.pick(found.template.summary) if found and found.template else self._empty_hint
        self.field.tell(summary)
        self.choice.setAccessibleDescription(summary)
        self.remove.setVisible(found is not None and found.own)

    def _remove(self) -> None:
        found = self._found()
        if found is None:
            return

        def work() -> list[Kept]:
            templates.remove(found.file)
            return templates.everything()

        self._background.run(work, self._offer, self.field.fail)


class SaveTemplateDialog(QDialog):
    """Keeps what the session was prepared with as a template of the user's own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = self._ = context._
        self._live = context.live
        self._busy = False
        self.setWindowTitle(_("Save as template"))
        self.name = LocalEdit(_, (_.language,))
        self.summary = LocalEdit(_, (_.language,))
        self.name_field = Field(_("Name of the template"), self.name)
        self.summary_field = Field(_("What it is for, in one line"), self.summary)
        told = label(
            _(
                "It keeps the agenda, the rules and the votes. People, candidates, results and minutes stay out, and "
                "the names on your list are taken out of the texts. Look through the texts for other names."
            ),
            "muted",
        )
        self.save = button(_("Save the template"), self.submit, look="primary")
        self.save.setDefault(True)
        foot = row(stretch=-1)
        foot.addStretch()
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        for widget in (label(_("Save as template"), "title"), self.name_field, self.summary_field, told):
            whole.addWidget(widget)
        whole.addStretch()
        whole.addLayout(foot)
        self.resize(600, 500)

    def submit(self) -> None:
        """Keep it, if it has a name that no other one has."""
        self.name_field.clear()
        if not self.name.value():
            self.name_field.fail(self._("Write a name first."))
            self.name.setFocus()
            return
        name, summary = self.name.value(), self.summary.value()

        def keep(desk: Desk) -> None:
            people, preferences = desk.people.values(), desk.store.preferences()
            templates.save(templates.from_session(desk.state, people, preferences, name, summary))

        self._wait(True)
        self._live.ask(keep, self._done, self._failed)

    def _wait(self, busy: bool) -> None:
        self._busy = busy
        self.save.setEnabled(not busy)

    def _done(self, _nothing: object) -> None:
        self._wait(False)
        self.accept()

    def _failed(self, sentence: str) -> None:
        self._wait(False)
        self.name_field.fail(sentence)
        self.name.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
        else:
            super().closeEvent(event)
