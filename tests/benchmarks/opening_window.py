"""Opens a window in a process of its own and says, once it is painted, how many seconds the process worked for it.

opening_window.py empty | start | console FILE

What Python hears of single events would cost as much as the window itself: so the clock is stopped once the window is
exposed, which Qt tells after painting it, and then the buttons of the start page are looked for on the screen, and one
is clicked. "painted" and "clicked" follow when that is so.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

LOOK = 2
"""How often it is looked whether a window is there, in milliseconds."""


def the_window() -> QMainWindow | None:
    return next((found for found in QApplication.topLevelWidgets() if isinstance(found, QMainWindow)), None)


def exposed() -> bool:
    window = the_window()
    return window is not None and bool(window.windowHandle()) and window.windowHandle().isExposed()


def console_exposed() -> bool:
    page = getattr(the_window(), "page", None)
    return page is not None and page.isVisible() and exposed()


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def try_start_page() -> None:
    """Whether what is on the screen is the start page with its buttons, and whether they work."""
    window = the_window()
    assert window
    page = window.centralWidget()
    picture = window.screen().grabWindow(window.winId()).toImage()
    for made in (page.new, page.open, page.demo):  # type: ignore[attr-defined]
        place = made.rect().translated(made.mapTo(window, made.rect().topLeft()))
        assert picture.copy(place.adjusted(8, 8, -8, -8)) == made.grab().toImage().copy(
            made.rect().adjusted(8, 8, -8, -8)
        ).convertToFormat(picture.format())
    say("painted")
    page.new.click()  # type: ignore[attr-defined]
    when(lambda: bool(window.findChildren(_dialog())), lambda: say("clicked"))


def _dialog() -> type:
    from PySide6.QtWidgets import QDialog

    return QDialog


def when(there: Callable[[], bool], then: Callable[[], None]) -> None:
    """Do something once it is so."""
    timer = QTimer(QApplication.instance(), interval=LOOK)

    def look() -> None:
        if there():
            timer.stop()
            QTimer.singleShot(0, then)  # after what was asked to be painted

    timer.timeout.connect(look)
    timer.start()


def main(mode: str, *file: str) -> None:
    app = QApplication([sys.argv[0], *(() if mode == "empty" else ("-style", "Fusion"))])

    def tell() -> None:
        say(time.process_time())
        if mode == "start":
            try_start_page()

    when(console_exposed if mode == "console" else exposed, tell)
    if mode == "empty":
        window = QMainWindow()
        window.show()
        app.exec()
    elif mode == "start":
        from assembly_app.cli import main as program

        program([])
    else:
        from assembly_app.desktop.app import run
        from assembly_app.minutes.documents import PdfDocuments

        run(PdfDocuments(), Path(file[0]))


main(*sys.argv[1:])
