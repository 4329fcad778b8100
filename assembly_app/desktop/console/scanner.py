"""Keys of the console: single letters that act, and badge scanners that type a code faster than any hand.

A scanner looks like a keyboard. Letters act only after a short silence, so that the first letter of a scanned code
does nothing; a code that was scanned into a text is taken out of it again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

BURST = 0.05
"""Scanners type a key within so many seconds of the one before."""

SILENCE = 90
"""After so many milliseconds without another key, a letter was typed by hand."""

CODE = re.compile(r"^(?:https?://\S+/b/)?([2-9A-HJKMNP-TV-Z]{4})[- ]?([2-9A-HJKMNP-TV-Z]{4})/?$", re.IGNORECASE)

WRITING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
OWN_ENTER = (*WRITING, QComboBox, QAbstractButton, QAbstractItemView)
"""What Enter is meant for while the cursor is there; from anywhere else it is for the large button."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def code_in(text: str) -> str:
    """The badge's code in what was typed or scanned (a bare code or a badge's address); empty when there is none."""
    found = CODE.match(text.strip())
    return f"{found[1]}-{found[2]}".upper() if found else ""


class Keys(QObject):
    """Watches the keys while `page` is in front."""

    def __init__(
        self,
        page: QWidget,
        letters: Mapping[str, Callable[[], object]],
        scanned: Callable[[str], object],
        undo: Callable[[], object],
        redo: Callable[[], object],
        to_primary: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._letters = letters
        self._scanned = scanned
        self._undo, self._redo = undo, redo
        self._to_primary = to_primary
        self._typed = ""
        self._at = 0.0
        self._silence = QTimer(self, singleShot=True, interval=SILENCE)
        self._silence.timeout.connect(self._settle)
        self._watched: QWindow | None = None
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() is QEvent.Type.Show:
                self._watch_window()
            return False
        # Only the window's own events come by here, not those of every widget: Python is slow for those.
        if event.type() is not QEvent.Type.KeyPress or not self._in_front():
            return False
        assert isinstance(event, QKeyEvent)
        return self._key(event, QApplication.focusWidget())

    def _watch_window(self) -> None:
        """See the keys of the window before the widget with the cursor does."""
        handle = self._page.window().windowHandle()
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.installEventFilter(self)

    def _in_front(self) -> bool:
        return (
            self._page.isVisible()
            and QApplication.activeModalWidget() is None
            and QApplication.activePopupWidget() is None
        )

    def _key(self, event: QKeyEvent, focus: QWidget | None) -> bool:
        writing = isinstance(focus, WRITING) or (isinstance(focus, QComboBox) and focus.isEditable())
        moment = time.monotonic()
        if moment - self._at > BURST:
            self._typed = ""
        self._at = moment
        if event.key() in ENTER:
            scanned = self._enter(focus if writing else None)
            anyhow = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if not scanned and (anyhow or not isinstance(focus, OWN_ENTER)):
                self._to_primary()  # which then gets this very key, also to be held
            return scanned
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            return self._take_back(event, focus)
        modifiers = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not event.text() or not event.text().isprintable() or modifiers or event.isAutoRepeat():
            return False
        self._typed += event.text()
        if writing:
            return False
        self._silence.start()
        return event.text().strip() != ""  # Space still presses buttons

    def _take_back(self, event: QKeyEvent, focus: QWidget | None) -> bool:
        """Undo and redo what was done in the room, unless the text with the cursor has something of its own."""
        back = event.matches(QKeySequence.StandardKey.Undo)
        if _has_own(focus, back):
            return False
        (self._undo if back else self._redo)()
        return True

    def _enter(self, writing: QWidget | None) -> bool:
        typed, self._typed = self._typed, ""
        self._silence.stop()
        code = code_in(typed)
        if not code or (writing is not None and writing.property("door")):
            return False  # the door's own field reads names and codes
        if isinstance(writing, QLineEdit):
            before = writing.text()[: writing.cursorPosition()]
            writing.setText(before.removesuffix(typed) + writing.text()[len(before) :])
        elif writing is not None:
            return False
        self._scanned(code)
        return True

    def _settle(self) -> None:
        typed, self._typed = self._typed, ""
        act = self._letters.get(typed.lower())
        if act is not None:
            act()


def _has_own(focus: QWidget | None, back: bool) -> bool:
    """Whether this text has something to undo (or with `back` false, to redo) of its own."""
    text = focus.lineEdit() if isinstance(focus, QAbstractSpinBox | QComboBox) else focus
    if isinstance(text, QLineEdit):
        return text.isUndoAvailable() if back else text.isRedoAvailable()
    if isinstance(text, QPlainTextEdit | QTextEdit):
        return text.document().isUndoAvailable() if back else text.document().isRedoAvailable()
    return False
