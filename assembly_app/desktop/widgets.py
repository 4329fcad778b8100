"""Small pieces that every page is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assembly_app.desktop import theme

Line = TypeVar("Line", bound=QBoxLayout)


def label(text: str = "", look: str = "", *, wrap: bool = True) -> QLabel:
    """A text; `look` is one of the style sheet's (title, display, large, heading, muted, good, bad)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names and titles are nobody's markup
    made.setWordWrap(wrap)
    set_look(made, look)
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Change which part of the style sheet a widget takes."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # a fresh one is dressed when it is shown
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def button(
    text: str, pressed: Callable[[], object], *, icon: str = "", look: str = "", shortcut: str = "", tip: str = ""
) -> QPushButton:
    """A button; its shortcut shows in its tooltip."""
    made = QPushButton(text)
    set_look(made, look)
    if icon:
        theme.draw_on(made, icon, 18, gap=6)
    _wire(made, pressed, shortcut, tip or text)
    return made


def tool(icon: str, name: str, pressed: Callable[[], object], *, shortcut: str = "") -> QToolButton:
    """A button that shows an icon only; its name is for the tooltip and the screen reader."""
    made = QToolButton()
    made.setAccessibleName(name)
    set_look(made, "plain")
    theme.draw_on(made, icon, 18)
    _wire(made, pressed, shortcut, name)
    return made


def _wire(made: QPushButton | QToolButton, pressed: Callable[[], object], shortcut: str, tip: str) -> None:
    made.clicked.connect(lambda _checked=False: pressed())
    if shortcut:
        keys = QKeySequence(shortcut)
        made.setShortcut(keys)
        tip = f"{tip} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})"
    made.setToolTip(tip)


class Card(QFrame):
    """A surface with a heading and room for content in `body`."""

    def __init__(self, heading: str = "", *, dense: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        upright = theme.SPACE if dense else theme.SPACE * 2
        self.body.setContentsMargins(theme.SPACE * 2, upright, theme.SPACE * 2, upright)
        self.body.setSpacing(theme.SPACE)
        self.heading = label(heading, "heading", wrap=False)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(self.heading)


class QrCode(QWidget):
    """A QR code, always dark on white with its quiet zone, as large as its place allows."""

    QUIET = 4
    """Squares of white around it, by the standard."""

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__()
        self._text = ""
        self._squares: list[list[bool]] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(96, 96)
        self.show_text(text)

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def show_text(self, text: str) -> None:
        """Show another text; an empty one shows nothing."""
        from assembly_app import links  # with the first code: the first page has none

        if text != self._text:
            self._text = text
            self._squares = links.squares(text) if text else []
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._squares:
            return
        side = min(self.width(), self.height())
        across = len(self._squares) + 2 * self.QUIET
        square = max(1, side // across)  # whole pixels, so that a camera sees sharp edges
        whole = square * across
        left, top = (self.width() - whole) // 2, (self.height() - whole) // 2
        painter = QPainter(self)
        painter.fillRect(QRectF(left, top, whole, whole), QColor("white"))
        for y, row in enumerate(self._squares):
            for x, dark in enumerate(row):
                if dark:
                    corner = (left + (x + self.QUIET) * square, top + (y + self.QUIET) * square)
                    painter.fillRect(*corner, square, square, QColor("black"))


class Elided(QLabel):
    """One line that ends in "…" where its place is too narrow; the whole text is in its tooltip.

    With `setWordWrap` it takes as many lines as it needs, like any label.
    """

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_look(self, look)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        inside = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(inside, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def indent(editor: QAbstractSpinBox) -> None:
    """Keep a number or an hour away from its frame: style sheets forget the padding of these editors."""
    editor.lineEdit().setTextMargins(theme.SPACE, 0, 0, 0)


def row(*widgets: QWidget, spacing: int = theme.SPACE, stretch: int = -1) -> QHBoxLayout:
    """Widgets side by side; the one at `stretch` takes what room is left."""
    return _line(QHBoxLayout(), widgets, spacing, stretch)


def column(*widgets: QWidget, spacing: int = theme.SPACE, stretch: int = -1) -> QVBoxLayout:
    """Widgets one below the other; the one at `stretch` takes what room is left."""
    return _line(QVBoxLayout(), widgets, spacing, stretch)


def _line(layout: Line, widgets: Sequence[QWidget], spacing: int, stretch: int) -> Line:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for place, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if place == stretch else 0)
    return layout
