"""Another session of an assembly: from a template, or with the rules of the last one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.template_choice import TemplateChoice
from assembly_app.desktop.widgets import button, label, row
from assembly_app.i18n import Translator


class NewSessionDialog(QDialog):
    """Asks what the next session begins with."""

    chosen = Signal(object)
    """The template; None: empty."""

    def __init__(self, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New session"))
        self.template = TemplateChoice(_, _("Empty"), _("No agenda yet; the place and the rules of the last session."))
        self.make = button(_("Make the session"), self.submit, look="primary")
        self.make.setDefault(True)
        told = label(
            _("Everyone of the assembly is on its list. Date, place and title can be changed in Prepare."), "muted"
        )
        foot = row(stretch=-1)
        foot.addStretch()
        foot.addWidget(button(_("Cancel"), self.reject))
        foot.addWidget(self.make)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        for widget in (label(_("New session"), "title"), self.template, told):
            whole.addWidget(widget)
        whole.addStretch()
        whole.addLayout(foot)
        self.resize(600, 420)

    def submit(self) -> None:
        """Hand over what is chosen."""
        self.accept()
        self.chosen.emit(self.template.value())
