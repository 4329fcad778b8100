"""The bar for finding and replacing, above the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.minutes.finding import Wanted
from assembly_app.desktop.widgets import button, label, row, tool
from assembly_app.i18n import Translator


class FindBar(QFrame):
    """Enter finds the next one, Shift+Enter the one before, Escape closes it."""

    sought = Signal(bool)
    """Show the next one (True) or the one before."""
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    left = Signal()

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.field = QLineEdit(placeholderText=_("Find…"))
        self.field.setAccessibleName(_("Find in the minutes"))
        self.instead = QLineEdit(placeholderText=_("Replace by…"))
        self.instead.setAccessibleName(_("Replace by"))
        self.match_case = QCheckBox(_("Match case"))
        self.told = label("", "muted", wrap=False)
        self.next = tool("chevron-down", _("Next"), lambda: self.sought.emit(True))
        self.before = tool("chevron-up", _("Previous"), lambda: self.sought.emit(False))
        self.shut = tool("x", _("Close"), self.leave)
        self.replace = button(_("Replace"), self.replace_wanted.emit)
        self.replace_all = button(_("Replace all"), self.replace_all_wanted.emit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE] * 4)
        whole.setSpacing(theme.SPACE // 2)
        whole.addLayout(row(self.field, self.before, self.next, self.shut, stretch=0))
        whole.addLayout(row(self.match_case, self.told, stretch=1))
        self.second = QWidget()
        self.second.setLayout(row(self.instead, self.replace, self.replace_all, stretch=0))
        whole.addWidget(self.second)
        self.hide()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self.field.text(), self.match_case.isChecked())

    def begin(self, words: str, *, replacing: bool) -> None:
        """Open the bar; `words` is what is selected."""
        self.second.setVisible(replacing)
        self.show()
        if words and "\u2029" not in words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Close the bar."""
        self.hide()
        self.told.setText("")
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self.sought.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.instead.hasFocus():
            self.replace_wanted.emit()
        else:
            super().keyPressEvent(event)
