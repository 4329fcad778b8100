"""Work off the UI thread: it waits for the disk in a thread of its own, and the answer comes back on the UI thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from assembly_app.i18n import Explained, Translator

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

TURN = 0.0005
"""Seconds after which a thread that runs Python gives way to another that wants to; Python's own is ten times that."""


class Background(QObject):
    """A few threads; with one, things are done in the order in which they were asked."""

    failed = Signal(str)
    """A sentence for the user: what was asked did not happen, and why."""

    _answered = Signal(object)

    def __init__(self, _: Translator, threads: int = 1, name: str = "background") -> None:
        super().__init__()
        self._ = _
        self._threads, self._name = threads, name
        self._closed = False
        self._answered.connect(self._answer)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        """Made with the first work: the first window has none."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(self._threads, self._name)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Do `work` in a thread; `then` gets its result on the UI thread, `failed` its sentence instead of the signal.

        After `close` nothing is done any more.
        """
        if not self._closed:
            self._pool.submit(self._run, work, then, failed or self.failed.emit)

    def close(self) -> None:
        """Finish what was begun, forget what was not, and give no more answers."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(
        self, work: Callable[[], Any], then: Callable[[Any], object] | None, failed: Callable[[str], object]
    ) -> None:
        try:
            result = work()
        except Explained as error:
            self._answered.emit((failed, self._.explain(error)))
        except Exception:  # the thread must live on
            import logging

            logging.getLogger(__name__).debug("unexpected", exc_info=True)
            self._answered.emit((failed, unexpected(self._)))
        else:
            if then is not None:
                self._answered.emit((then, result))

    @Slot(object)
    def _answer(self, answer: tuple[Callable[[Any], object], Any]) -> None:
        then, result = answer
        if not self._closed:
            then(result)


def let_windows_go_first() -> None:
    """Have threads of this process take turns so often that the UI thread never waits long for one of them."""
    sys.setswitchinterval(TURN)


def unexpected(_: Translator) -> str:
    """What to say of an error that the program does not know."""
    return _("Something went wrong that the program did not expect. Nothing that was saved is lost.")
