"""Forms that save by themselves: labelled fields with a place for an error, and editors that tell when a value is done.

Each editor has `edited`, which comes when the user is done with a change, never when the program shows a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assembly_app.desktop import theme
from assembly_app.desktop.widgets import Card, indent, label

PAUSE = 3000
"""Milliseconds without a key after which a long text is taken to be done."""


class Field(QWidget):
    """A label, its editor, a hint, and the error that belongs to it."""

    def __init__(self, text: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self.hint = label(hint, "muted")
        self.error = label("", "bad")
        name = label(text)
        name.setBuddy(editor)
        for named in (editor, editor.focusProxy()):
            if named is not None and not named.accessibleName() and not isinstance(named, QAbstractButton):
                named.setAccessibleName(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        for widget in (name, editor, self.hint, self.error):
            column.addWidget(widget)
        self.tell(hint)
        self.clear()

    def tell(self, hint: str) -> None:
        """Change the hint; an empty one takes no room."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def fail(self, sentence: str) -> None:
        """Say what is wrong, beside the field."""
        self.error.setText(sentence)
        self.error.setVisible(True)
        self.editor.setAccessibleDescription(sentence)

    def clear(self) -> None:
        """Take the error away."""
        self.error.setVisible(False)
        self.error.setText("")
        self.editor.setAccessibleDescription(self.hint.text())


class Line(QLineEdit):
    """One line of text."""

    edited = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._shown = text
        self.editingFinished.connect(self.finish)

    def value(self) -> str:
        """The text without spaces around it."""
        return self.text().strip()

    def show_value(self, text: str) -> None:
        """Show a text, unless the user is writing another one."""
        if self.hasFocus() and self.text() != self._shown:
            return
        self._shown = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)  # of a long text the beginning says most

    def finish(self) -> None:
        """Tell of a change that was not told yet."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit()


class Area(QPlainTextEdit):
    """Several lines of text; done when the user leaves it or pauses."""

    edited = Signal()

    def __init__(self, rows: int = 3) -> None:
        super().__init__()
        self._shown = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.finish)
        self.textChanged.connect(self._pause.start)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 24)

    def value(self) -> str:
        """The text without spaces around it."""
        return self.toPlainText().strip()

    def show_value(self, text: str) -> None:
        """Show a text, unless the user is writing another one."""
        if self.hasFocus() and self.toPlainText() != self._shown:
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._pause.stop()

    def finish(self) -> None:
        """Tell of a change that was not told yet."""
        self._pause.stop()
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()


class Choice(QComboBox):
    """One of a few things; the wheel scrolls the page, not the choice."""

    edited = Signal()

    def __init__(self, options: Iterable[tuple[Any, str]] = ()) -> None:
        super().__init__()
        self._values: list[Any] = []  # Qt's own data would turn an enumeration into its text
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(options)
        self.activated.connect(lambda _index: self.edited.emit())

    def offer(self, options: Iterable[tuple[Any, str]]) -> None:
        """Offer other things, each a value and what to call it; keeps what is chosen where it can."""
        before = self.value()
        offered = list(options)
        if offered == [(value, self.itemText(at)) for at, value in enumerate(self._values)]:
            return
        self.clear()
        self._values = [value for value, _text in offered]
        self.addItems([text for _value, text in offered])
        self.show_value(before)

    def value(self) -> Any:
        """What is chosen."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def show_value(self, value: Any) -> None:
        """Choose; the first where `value` is not among them."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else min(0, self.count() - 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Number(QSpinBox):
    """A whole number; the wheel scrolls the page, not the number."""

    edited = Signal()

    def __init__(self, least: int, most: int, suffix: str = "", nothing: str = "") -> None:
        super().__init__()
        indent(self)
        self.setRange(least, most)
        self.setSuffix(f" {suffix}" if suffix else "")
        self.setSpecialValueText(nothing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = self.value()
        self.editingFinished.connect(self._finish)
        self.valueChanged.connect(lambda _value: None if self.lineEdit().isModified() else self._finish())

    def show_value(self, value: int) -> None:
        """Show a number, unless the user is writing another one."""
        if not (self.hasFocus() and self.lineEdit().isModified()):
            self._shown = value
            self.setValue(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.specialValueText() and self.value() == self.minimum():
            QTimer.singleShot(0, self, self.selectAll)  # words that stand for no number give way to the first digit

    def _finish(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def in_order(place: QWidget, editors: Iterable[QWidget]) -> None:
    """Have Tab reach these editors in this order, from where `place` stands: what is made late comes last otherwise."""
    proxy, policy = place.focusProxy(), place.focusPolicy()
    place.setFocusProxy(None)  # type: ignore[arg-type]
    place.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt leaves out what takes no focus
    before = place
    for editor in editors:
        QWidget.setTabOrder(before, editor)
        before = editor
    place.setFocusPolicy(policy)
    if proxy is not None:
        place.setFocusProxy(proxy)


def leave_field(page: QWidget) -> None:
    """Have the field that is being written told that it is done."""
    window = page.window()
    writing = window.focusWidget()
    if writing is not None and page.isAncestorOf(writing):
        writing.clearFocus()
        if isinstance(writing, Line | Area):
            writing.finish()


def beside(editor: QWidget, *others: QWidget) -> QWidget:
    """An editor with what belongs to it at its right, as one widget."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.SPACE)
    line.addWidget(editor, 1)
    for other in others:
        line.addWidget(other)
    box.setFocusProxy(editor)
    return box


def titled(heading: str, *fields: QWidget) -> Card:
    """A card of fields, one below the other."""
    card = Card(heading)
    card.body.setSpacing(theme.SPACE * 2)
    for field in fields:
        card.body.addWidget(field)
    return card
