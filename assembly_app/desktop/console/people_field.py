"""A field that finds a person by part of the name: the people who match show below it, Enter takes the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.domain.people import Person
from assembly_app.names import search

WIDEST = 520
ROWS = 7
"""How many people are offered at most."""


class PeopleField(QLineEdit):
    """`people` gives whom to search among, `chosen` gets the id of the person taken."""

    def __init__(
        self,
        context: Context,
        hint: str,
        people: Callable[[], Iterable[Person]],
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__(placeholderText=hint, clearButtonEnabled=True)
        self._people = people
        self._chosen = chosen
        self.setAccessibleName(hint.rstrip("…"))
        self.list = QListWidget()
        self.list.setWindowFlag(Qt.WindowType.ToolTip)  # floats, and leaves the cursor in the field
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(context._("People found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self._take(item))
        self.textEdited.connect(lambda _text: self.look())
        context.live.changed.connect(self._refresh)
        self.destroyed.connect(self.list.deleteLater)

    def found(self) -> list[Person]:
        """Who matches what is typed, the best first."""
        return search(self._people(), self.text())[:ROWS]

    def describe(self, person: Person) -> str:
        """A line of the list."""
        return " · ".join(filter(None, [person.name, person.group]))

    def look(self) -> None:
        """Show who matches."""
        found = self.found()
        before = self.list.currentRow()
        self.list.clear()
        for person in found:
            item = QListWidgetItem(self.describe(person))
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self.list.addItem(item)
        self.list.setVisible(bool(found) and self.isVisible())
        if found:
            self.list.setCurrentRow(min(max(0, before), len(found) - 1))
            self._place(len(found))

    def _refresh(self) -> None:
        if self.list.isVisible():
            self.look()

    def _place(self, rows: int) -> None:
        height = rows * self.list.sizeHintForRow(0) + theme.SPACE
        width = max(self.width(), min(WIDEST, self.list.sizeHintForColumn(0) + 3 * theme.SPACE))
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        if below.y() + height > self.screen().availableGeometry().bottom():
            below = self.mapToGlobal(QPoint(0, -height - 2))
        right = self.window().geometry().right() - theme.SPACE
        self.list.setGeometry(min(below.x(), right - width), below.y(), width, height)

    def enter(self) -> None:
        """Take the person who is marked, if somebody matches."""
        self.look()
        item = self.list.currentItem()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        person = item.data(Qt.ItemDataRole.UserRole)
        self.dismiss()
        self._chosen(person)

    def dismiss(self) -> None:
        """Empty the field and put the list away; what was typed is done with, so undo does not bring it back."""
        self.setText("")
        self.list.clear()
        self.list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.list.count():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.list.hide()
