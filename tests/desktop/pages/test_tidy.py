"""Qt's objects are freed in the thread they live in."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from assembly_app.desktop.tidy import Tidy


class Circle(QObject):
    """Refers to itself, so that only the garbage collector frees it."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def tidy(qtbot: QtBot) -> Iterator[Tidy]:
    owner = QObject()
    yield Tidy(owner)
    owner.deleteLater()
    gc.unfreeze()


def test_a_worker_that_allocates_frees_no_window(tidy: Tidy, qtbot: QtBot) -> None:
    freed_in: list[threading.Thread] = []
    weakref.finalize(Circle(), lambda: freed_in.append(threading.current_thread()))
    worker = threading.Thread(target=lambda: [[{}] for _n in range(50_000)])
    worker.start()
    worker.join()
    assert freed_in == []
    tidy.tidy()
    gc.collect()
    assert freed_in == [threading.main_thread()]
