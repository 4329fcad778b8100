"""Opens a window in a process of its own and says, once it is painted, how many seconds the process worked for it.

opening_window.py empty | start | console FILE
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

LOOK = 2
"""How often it is looked whether the window is there, in milliseconds."""


def shown(mode: str) -> bool:
    """Whether the wanted window is on the screen."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.windowHandle() and window.windowHandle().isExposed():
            page: QWidget | None = getattr(window, "page", None)
            return mode != "console" or (page is not None and page.isVisible())
    return False


def main(mode: str, *file: str) -> None:
    app = QApplication([])

    def look() -> None:
        if shown(mode):
            timer.stop()
            QTimer.singleShot(0, tell)  # after what was asked to be painted

    def tell() -> None:
        sys.stdout.write(f"{time.process_time()}\n")
        sys.stdout.flush()

    timer = QTimer(interval=LOOK)
    timer.timeout.connect(look)
    timer.start()
    if mode == "empty":
        window = QMainWindow()
        window.show()
        app.exec()
    else:
        from assembly_app.desktop.app import run
        from assembly_app.minutes.documents import PdfDocuments

        run(PdfDocuments(), Path(file[0]) if file else None)


main(*sys.argv[1:])
