"""The minutes of an evening in the window: two languages, two items, a vote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes.page import MinutesPage

MAKING = 60_000
"""Milliseconds that a PDF may take on a slow machine."""

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> Iterator[MinutesPage]:
    """Shown as on the smallest laptop; its process ends with it."""
    made = MinutesPage(context)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.writer.languages == ("nl", "fr"))
    yield made
    context.live.close()
    made.aside.close()


@pytest.fixture
def save_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the user chooses wherever one is asked for."""
    target = tmp_path / "chosen.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_call: (str(target), ""))
    return target
