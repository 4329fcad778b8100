"""The one large button: always the next sensible act, always at the same place."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from assembly_app.desktop import theme
from assembly_app.desktop.console.next_act import Act, Kind

HOLD = 800
"""How long a button is held that must not be pressed by mistake, in milliseconds."""

HEIGHT = 58
KEY, NATIVE = QKeySequence("Ctrl+Return"), QKeySequence.SequenceFormat.NativeText
"""The keys that press it wherever the cursor is."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PrimaryButton(QPushButton):
    """Says the act in large type; emits `done` when it is pressed, or held where the act asks for that.

    The second press of a double click does nothing: a trembling hand must not do two things.
    """

    done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.act = Act(Kind.WAIT, "")
        self._busy = False
        self._large, self._small = theme.font(theme.LARGE, bold=True), theme.font(theme.SMALL)
        self._held = QElapsedTimer()
        self._pulse = QTimer(self, interval=30)
        self._pulse.timeout.connect(self._hold_on)
        self.setProperty("look", "primary")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.pressed.connect(self._press)
        self.released.connect(self._release)
        self.clicked.connect(self._click)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def show_act(self, act: Act) -> None:
        """Offer another act."""
        if act == self.act:
            return
        if (act.kind, act.poll, act.command) != (self.act.kind, self.act.poll, self.act.command):
            self._release()
        self.act = act
        self.setAccessibleName(act.label)
        self.setAccessibleDescription(act.detail)
        self.setToolTip(" — ".join(filter(None, [act.label, act.detail])) + f" ({KEY.toString(NATIVE)})")
        self._enable()
        self.update()

    def busy(self, busy: bool) -> None:
        """While an act is under way it is not offered again."""
        self._busy = busy
        self._enable()

    def _enable(self) -> None:
        focused = self.hasFocus()
        self.setEnabled(not self._busy and self.act.kind is not Kind.WAIT)
        if focused and self.isEnabled():
            self.setFocus()

    # --- pressing and holding ---

    def _click(self) -> None:
        if not self.act.hold:
            self.done.emit(self.act)

    def _press(self) -> None:
        if self.act.hold:
            self._held.start()
            self._pulse.start()

    def _release(self) -> None:
        self._pulse.stop()
        self._held.invalidate()
        self.update()

    def _hold_on(self) -> None:
        if not self._held.isValid() or not self.isDown():
            self._release()
        elif self._held.elapsed() >= HOLD:
            self._release()
            self.done.emit(self.act)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.act.hold:
            super().mouseDoubleClickEvent(event)  # holding cannot be done twice by mistake
        else:
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setDown(True)
            self.pressed.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat() and self.isDown():
            self.setDown(False)
            self.released.emit()
            self.clicked.emit()

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_hold(painter, c)
        painter.setPen(QColor(c.on_accent if self.isEnabled() else c.muted))
        self._paint_words(painter)

    def _paint_hold(self, painter: QPainter, c: theme.Colours) -> None:
        if not self._held.isValid():
            return
        share = min(1.0, self._held.elapsed() / HOLD)
        painter.fillRect(QRectF(8, self.height() - 10, (self.width() - 16) * share, 4), QColor(c.now))

    def _paint_words(self, painter: QPainter) -> None:
        inside = self.rect().adjusted(20, 0, -20, 0)
        if not self.act.detail:
            self._line(painter, self._large, QRectF(inside), self.act.label)
            return
        half = self.height() / 2
        self._line(painter, self._large, QRectF(inside.left(), 8, inside.width(), half - 2), self.act.label)
        self._line(painter, self._small, QRectF(inside.left(), half + 4, inside.width(), half - 8), self.act.detail)

    def _line(self, painter: QPainter, font: QFont, place: QRectF, text: str) -> None:
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
