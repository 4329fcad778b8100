"""What the program says to the user in passing: a bar over the page that moves nothing and waits for nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.widgets import button, label, tool
from assembly_app.i18n import Translator

STAYS = 12_000
"""How long a sentence without a question stays, in milliseconds."""

WIDEST = 720


class MessageBar(QFrame):
    """Floats at the top of `parent`; a newer sentence takes the place of the one before."""

    def __init__(self, parent: QWidget, _: Translator, top: int = 72) -> None:
        super().__init__(parent)
        self._over = parent
        self._top = top
        self.setProperty("kind", "message")
        self._icon = QLabel()
        self.sentence = label()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SPACE * 2, theme.SPACE, theme.SPACE, theme.SPACE)
        self._row.setSpacing(theme.SPACE)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.sentence, 1)
        self.choices: list[QWidget] = []
        self._row.addWidget(tool("x", _("Close this message"), self.hide), 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, *, good: bool = False) -> None:
        """Say something; it goes by itself."""
        c = theme.colours()
        self._show(sentence, *(("circle-check", c.good) if good else ("circle-alert", c.bad)))
        self._timer.start()

    def offer(self, sentence: str, *choices: tuple[str, Callable[[], object]]) -> None:
        """Say something with buttons beside it; it stays until one is pressed, or it is closed."""
        self._show(sentence, "info", theme.colours().accent)
        self._timer.stop()
        for text, chosen in choices:
            made = button(text, partial(self._choose, chosen))
            self._row.insertWidget(self._row.count() - 1, made)
            self.choices.append(made)
        self._place()

    def _choose(self, chosen: Callable[[], object]) -> None:
        self.hide()
        chosen()

    def _show(self, sentence: str, icon: str, colour: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not with the first window

        for action in self.choices:
            action.deleteLater()
        self.choices.clear()
        self._icon.setPixmap(theme.icon(icon, colour).pixmap(24, 24))
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self.raise_()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._place()  # new buttons know their size only now
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._over.width()
        width = min(WIDEST, room - 4 * theme.SPACE)
        height = max(self._row.totalHeightForWidth(width), self._row.totalMinimumSize().height())
        self.setGeometry((room - width) // 2, self._top, width, height)
