"""The tour of five steps: begun by itself once, left at any time, called again from the help card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from assembly_app import settings
from assembly_app.desk import Desk
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.help_card import HelpCard
from assembly_app.desktop.tour import Tour
from assembly_app.desktop.window import Window
from assembly_app.minutes.documents import PdfDocuments


@pytest.fixture
def window(evening: Desk, preferences: Preferences, qtbot: QtBot) -> Iterator[Window]:
    """A window that opens the evening for the first time."""
    path = evening.store.path
    evening.close()
    evening.store.close()
    window = Window(PdfDocuments(), preferences)
    window.introduces = True
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.open_file(path)
    qtbot.waitUntil(lambda: window.page is not None, timeout=20_000)
    yield window
    window.end()


def shown(window: Window, qtbot: QtBot) -> Tour:
    assert window.page
    qtbot.waitUntil(lambda: any(tour.isVisible() for tour in window.page.findChildren(Tour)))
    return next(tour for tour in window.page.findChildren(Tour) if tour.isVisible())


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_five_steps_lead_through_the_console_by_keys(window: Window, size: tuple[int, int], qtbot: QtBot) -> None:
    window.resize(*size)
    tour = shown(window, qtbot)
    titles = []
    for number in range(1, 6):
        assert tour.count.text() == f"{number} of 5"
        titles.append(tour.title.text())
        about = tour._steps[number - 1].about
        place = QRect(about.mapTo(window.page, about.rect().topLeft()), about.size())
        assert not tour.geometry().intersects(place), titles[-1]
        assert window.page.rect().contains(tour.geometry())
        qtbot.keyClick(tour.on, Qt.Key.Key_Space)
    assert len(set(titles)) == 5
    assert not tour.isVisible()
    assert window.preferences.values.toured


def test_escape_leaves_it_for_good_and_the_help_card_calls_it_again(window: Window, qtbot: QtBot) -> None:
    tour = shown(window, qtbot)
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert not tour.isVisible()
    qtbot.waitUntil(lambda: settings.load().toured)
    assert not window.introduces
    assert window.page
    card = window.page.show_help()
    assert isinstance(card, HelpCard)
    qtbot.mouseClick(card.tour, Qt.MouseButton.LeftButton)
    again = shown(window, qtbot)
    qtbot.keyClick(again, Qt.Key.Key_Right)
    assert again.count.text() == "2 of 5"
    qtbot.keyClick(again, Qt.Key.Key_Left)
    assert again.count.text() == "1 of 5"
    again.end()
