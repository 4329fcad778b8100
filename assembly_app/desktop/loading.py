"""Loads what an assembly needs once the start page is there, so that the page waits for nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from assembly_app.desktop.background import Background
from assembly_app.i18n import Translator

BELOW = ("assembly_app.desk", "assembly_app.templates", "assembly_app.words.result_words", "assembly_app.links")
"""What knows no window: the database's library and the domain. A thread loads it."""

PAGES = tuple(
    f"assembly_app.desktop.{name}"
    for name in ("message_bar", "projector.screen", "console.agenda_panel", "console.poll_card", "console.room_panel",
                 "console.page", "assembly_page", "workplace", "new_assembly")
)  # fmt: skip
"""What is made of windows. Qt makes its classes for Python when they are first asked for, and is asked by the UI
thread only: one module a turn, so that clicks come between."""


class Loading(QObject):
    """Begins when it is told to, or with the first act that needs it."""

    finished = Signal()
    failed = Signal(str)
    """A sentence for the user: a part of the program is missing."""

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._background = Background(_, 1, "loading")
        self._background.failed.connect(self.failed)
        self._begun = self.done = False
        self._left = list(PAGES)
        self._waiting: list[Callable[[], object]] = []

    def begin(self) -> None:
        """Load everything; what waits runs when it is done."""
        if not self._begun:
            self._begun = True
            self._background.run(_load_below, lambda _none: self._next())

    def when_done(self, then: Callable[[], object]) -> None:
        """Run `then` on the UI thread: now, or as soon as everything is there."""
        if self.done:
            then()
            return
        self._waiting.append(then)
        self.begin()

    def _next(self) -> None:
        if self._left:
            import_module(self._left.pop(0))
            QTimer.singleShot(0, self, self._next)
            return
        self.done = True
        self._background.close()
        waiting, self._waiting = self._waiting, []
        self.finished.emit()
        for then in waiting:
            then()

    def close(self) -> None:
        """Let nothing run any more."""
        self._waiting.clear()
        self._background.close()


def _load_below() -> None:
    for module in BELOW:
        import_module(module)
