"""A process beside the program, for what would make typing stutter: laying out pages, looking up words."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from assembly_app.desktop.background import unexpected
from assembly_app.desktop.minutes import aside_work
from assembly_app.i18n import Explained, Translator

T = TypeVar("T")


class Aside(QObject):
    """Does one thing after the other in its process; answers come on the UI thread. It starts with the first."""

    _answered = Signal(object)

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False
        self._answered.connect(self._answer)

    def run(
        self,
        work: Callable[..., T],
        *given: object,
        then: Callable[[T], object],
        failed: Callable[[str], object] = lambda _sentence: None,
    ) -> None:
        """Do `work`, a function of `aside_work`, with what is given; `failed` gets a sentence for the user."""
        if self._closed:
            return
        try:
            future = self._executor().submit(work, *given)
        except BrokenProcessPool:  # it was killed: the next one is a new one
            self._pool = None
            future = self._executor().submit(work, *given)
        future.add_done_callback(lambda done: self._answered.emit((done, then, failed)))

    def close(self) -> None:
        """End the process once it has done what it does now. Safe to call twice."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            fresh = multiprocessing.get_context("spawn")  # a copy of a process with threads would hang
            self._pool = ProcessPoolExecutor(1, fresh, initializer=aside_work.end_with_parent)
        return self._pool

    @Slot(object)
    def _answer(self, answer: tuple[Future[Any], Callable[[Any], object], Callable[[str], object]]) -> None:
        done, then, failed = answer
        if self._closed:
            return
        try:
            result = done.result()
        except CancelledError:
            return
        except Explained as error:
            failed(self._.explain(error))
        except Exception:  # what was asked for next must still be done
            logging.getLogger(__name__).debug("unexpected", exc_info=True)
            failed(unexpected(self._))
        else:
            then(result)
