"""The desktop program: the application around its one window."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from assembly_app.desktop import theme
from assembly_app.desktop.background import let_windows_go_first, unexpected
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.tidy import Tidy
from assembly_app.desktop.window import Window

if TYPE_CHECKING:
    from assembly_app.documents import Documents

LISTENING = 250
"""How often Python gets a turn to notice Ctrl+C in the terminal, in milliseconds."""


def run(documents: Documents, file: Path | None = None, demo: Callable[[], Path] | None = None) -> int:
    """Open the window, with `file` if there is one; returns the exit code when it is closed.

    `demo` makes the file of the demo evening; it is called off the UI thread.
    """
    app = QApplication.instance() or QApplication([*sys.argv[:1], *theme.STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("assembly-app")
    app.setDesktopFileName("assembly-app")
    preferences = Preferences()
    theme.choose(preferences.values.appearance)
    theme.dress(app)
    tidy = Tidy(app)
    let_windows_go_first()
    window = Window(documents, preferences, demo)
    window.loading.finished.connect(theme.dress_further)
    window.loading.finished.connect(tidy.keep)
    window.introduces = not preferences.values.toured
    app.setLayoutDirection(QLocale(window.translator.language).textDirection())
    sys.excepthook = catcher(window)
    _listen_to_signals(app, window)
    window.show()
    if file is not None:
        window.open_file(file)
    code = app.exec()
    window.end()
    return code


def catcher(window: Window) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What to do with an error that nobody expected: a sentence in the window, the details for the log."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.leave()
            return
        import logging

        logging.getLogger(__name__).debug("unexpected", exc_info=(kind, error, trace))
        window.messages.say(unexpected(window.translator))

    return caught


def _listen_to_signals(app: QApplication, window: Window) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        window.leave()
        app.exit(0)

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), end)
    timer = QTimer(app, interval=LISTENING)
    timer.timeout.connect(lambda: None)
    timer.start()
