"""A small dialog with a few fields and one act, which stays open with the reason when the act is refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from assembly_app.desktop import theme
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.i18n import Translator

WIDTH = 520


class Asking(QDialog):
    """`act` does what the button says; it ends with `accept` or `fail`."""

    def __init__(
        self, _: Translator, title: str, name: str, act: Callable[[], object], *fields: QWidget,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.error = label("", "bad")
        self.error.hide()
        self.act = button(name, act, look="primary")
        self.act.setDefault(True)
        self.leave = button(_("Cancel"), self.reject)
        self.leave.setAutoDefault(False)
        foot = row(self.leave, self.act)
        foot.insertStretch(1)
        whole = column(label(title, "title"), *fields, self.error, spacing=theme.SPACE * 2)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.addLayout(foot)
        self.setLayout(whole)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.width(), self.heightForWidth(self.width()))  # sentences that wrap take their lines

    def fail(self, sentence: str) -> None:
        """Say why it did not happen."""
        if isValid(self):  # it can be closed meanwhile
            self.error.setText(sentence)
            self.error.show()
