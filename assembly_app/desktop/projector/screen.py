"""The projector's picture as a widget, and the window that shows it on the screen of the hall."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from assembly_app.desktop.context import Context
from assembly_app.desktop.projector.canvas import Canvas
from assembly_app.desktop.projector.result_pages import turn
from assembly_app.desktop.projector.stage import Stage, describe, stage
from assembly_app.desktop.projector.views import draw
from assembly_app.i18n import LocalText

FORTH = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp)
"""The keys, also those of a hand-held pointer, that turn the pages of a long result."""


class Picture(QWidget):
    """Draws what the room sees, at any size."""

    def __init__(self, context: Context, assembly: Callable[[], LocalText]) -> None:
        super().__init__()
        self._context = context
        self._assembly = assembly
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for signal in (context.live.changed, context.live.ticked, context.phones.changed, context.preferences.changed):
            signal.connect(self._renew)
        self._renew()

    def stage(self) -> Stage:
        """What is drawn now."""
        return stage(self._context, self._assembly())

    def told(self) -> str:
        """What is drawn, for a screen reader."""
        return describe(self.stage(), self._context._)

    def sizeHint(self) -> QSize:
        return QSize(288, 162)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * 9 // 16

    def _renew(self) -> None:
        if self._context.live.state.details is not None:
            self.setAccessibleName(self.told())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw(Canvas(painter, QSizeF(self.size())), self.stage())
        painter.end()


class ProjectorWindow(QWidget):
    """The second window: on the second screen if there is one, else a window that can be moved there."""

    closed = Signal()

    def __init__(self, context: Context, assembly: Callable[[], LocalText]) -> None:
        super().__init__()
        self._context = context
        self.setWindowTitle(context._("The room’s screen"))
        self.picture = Picture(context, assembly)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.picture)
        self.resize(960, 540)

    def present(self, beside: QWidget) -> None:
        """Show it, filling the screen on which `beside` is not; a normal window where there is only one screen."""
        others = [screen for screen in QGuiApplication.screens() if screen is not beside.screen()]
        if others:
            self.setScreen(others[0])
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.showNormal()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.showNormal()
        elif event.key() in (Qt.Key.Key_F, Qt.Key.Key_F11):
            self._turn()
        elif event.key() in FORTH or event.key() in BACK:
            turn(self._context.live, 1 if event.key() in FORTH else -1, self.picture.stage().tongues)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._turn()

    def _turn(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.setCursor(Qt.CursorShape.BlankCursor if self.isFullScreen() else Qt.CursorShape.ArrowCursor)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
