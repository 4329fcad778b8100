"""An open assembly for the pages: a real file, live, with a phones' server that is not started."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context, Preferences
from assembly_app.desktop.live import Live
from assembly_app.desktop.phones_server import PhonesServer
from assembly_app.i18n import Translator
from assembly_app.minutes.documents import PdfDocuments

ENGLISH = Translator("en")

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def pages(qtbot: QtBot) -> Iterator[list[QWidget]]:
    """What is on the screen; it goes after the session is closed, as in the program."""
    shown: list[QWidget] = []
    yield shown
    for page in shown:
        page.close()
        page.deleteLater()


@pytest.fixture
def context(desk: Desk, preferences: Preferences, pages: list[QWidget]) -> Iterator[Context]:
    live = Live(desk, ENGLISH)
    phones = PhonesServer(desk.store.path, desk.session, preferences, ENGLISH)
    phones.port = 8080
    yield Context(live, phones, PdfDocuments(), preferences, ENGLISH)
    live.close()


@pytest.fixture
def show(qtbot: QtBot, pages: list[QWidget]) -> Show:
    """Puts a page on the screen."""

    def shown(page: QWidget) -> QWidget:
        pages.append(page)
        page.resize(1280, 720)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        return page

    return shown


@pytest.fixture
def save_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the user chooses wherever one is asked for."""
    target = tmp_path / "chosen.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_call: (str(target), ""))
    return target
