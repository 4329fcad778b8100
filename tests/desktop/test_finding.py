"""The palette finds and does anything; the help card tells every key; both come from the one list of actions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop import actions, qt_texts
from assembly_app.desktop.assembly_page import AssemblyPage
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.help_card import HelpCard, print_on
from assembly_app.desktop.palette import Palette
from assembly_app.desktop.window import Window
from assembly_app.domain.commands import CheckIn, NextItem, OpenSession
from assembly_app.domain.room import Projection, View
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import LANGUAGES, Translator
from assembly_app.minutes.documents import PdfDocuments

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(evening: Desk, preferences: Preferences, qtbot: QtBot) -> Iterator[Window]:
    """The evening in a window, Jan in the room, the session open with its first item."""
    for command in (CheckIn("jan"), OpenSession(), NextItem()):
        evening.execute(command)
    path = evening.store.path
    evening.close()
    evening.store.close()
    window = Window(PdfDocuments(), preferences)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.open_file(path)
    qtbot.waitUntil(lambda: window.page is not None, timeout=20_000)
    yield window
    window.end()


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifier)


def page(window: Window) -> AssemblyPage:
    assert window.page
    return window.page


def palette(window: Window, typed: str, qtbot: QtBot) -> Palette:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: bool(page(window).findChildren(Palette)))
    found = page(window).findChildren(Palette)[-1]
    qtbot.keyClicks(found.line, typed)
    return found


def shown(found: Palette) -> list[str]:
    return [found.list.item(place).text() for place in range(found.list.count())]


def do(window: Window, typed: str, qtbot: QtBot, down: int = 0) -> None:
    found = palette(window, typed, qtbot)
    for _step in range(down):
        qtbot.keyClick(found.line, Key.Key_Down)
    qtbot.keyClick(found.line, Key.Key_Return)


def test_people_are_found_without_accents_and_let_in(window: Window, qtbot: QtBot) -> None:
    do(window, "lea dub", qtbot)
    qtbot.waitUntil(lambda: window.live.state.present == {"jan", "lea"})
    do(window, "lukasz", qtbot)
    qtbot.waitUntil(lambda: "lukasz" in window.live.state.present)


def test_arrows_choose_what_to_do_with_a_person(window: Window, qtbot: QtBot) -> None:
    found = palette(window, "jan", qtbot)
    assert [text.split(" · ")[0] for text in shown(found)] == [
        "Give Jan Vermeulen the floor", "Put Jan Vermeulen on the list of speakers", "Check out Jan Vermeulen",
    ]  # fmt: skip
    qtbot.keyClick(found.line, Key.Key_Down)
    qtbot.keyClick(found.line, Key.Key_Return)
    qtbot.waitUntil(lambda: window.live.state.speakers.queue == ("jan",))
    do(window, "jan", qtbot)
    qtbot.waitUntil(lambda: window.live.state.speaking is not None and window.live.state.speaking.person == "jan")


def test_items_are_started_and_votes_opened(window: Window, qtbot: QtBot) -> None:
    do(window, "start item speelstr", qtbot)
    qtbot.waitUntil(lambda: window.live.state.current == "street")
    do(window, "een speel", qtbot)
    qtbot.waitUntil(lambda: window.live.state.poll("vote").status is PollStatus.OPEN)


def test_what_happens_now_is_found_and_shown_to_the_room(window: Window, qtbot: QtBot) -> None:
    do(window, "welkom", qtbot)
    qtbot.waitUntil(lambda: window.live.state.chosen == Projection(View.ITEM))
    do(window, "open een speel", qtbot)
    qtbot.waitUntil(lambda: window.live.state.poll("vote").status is PollStatus.OPEN)
    do(window, "room een speel", qtbot)
    qtbot.waitUntil(lambda: window.live.state.chosen == Projection(View.POLL, "vote"))


def test_every_act_is_found_and_the_nearest_is_first(window: Window, qtbot: QtBot) -> None:
    found = palette(window, "", qtbot)
    bound = [action.text for action in actions.ACTIONS if action.id in page(window).acts]
    assert [text.split(" · ")[0] for text in shown(found)] == bound
    qtbot.keyClicks(found.line, "prepare")
    assert [text.split(" · ")[0] for text in shown(found)] == [
        "Open the vote, or prepare one", "Prepare what the room sees next", "Send what is prepared to the room",
        "Go to Prepare",
    ]  # fmt: skip
    qtbot.keyClick(found.line, Key.Key_Escape)
    assert not found.isVisible()
    do(window, "go to prepare", qtbot)
    assert page(window).bar.places["Prepare"].isChecked()


def test_what_nobody_is_called_finds_nothing_and_does_nothing(window: Window, qtbot: QtBot) -> None:
    found = palette(window, "xyzzy", qtbot)
    assert shown(found) == ["Nothing has this name. Try fewer letters."]
    qtbot.keyClick(found.line, Key.Key_Return)
    assert found.isVisible()
    found.reject()


def test_a_screen_reader_hears_what_the_palette_is_for(window: Window, qtbot: QtBot) -> None:
    found = palette(window, "", qtbot)
    assert found.line.accessibleName()
    assert found.list.accessibleName()
    found.reject()


def test_keys_lead_to_the_places(window: Window, qtbot: QtBot) -> None:
    for key, place in ((Key.Key_2, "Prepare"), (Key.Key_3, "Minutes"), (Key.Key_1, "Console")):
        press(window, key, CTRL)
        assert page(window).bar.places[place].isChecked()


def test_f1_shows_every_key_and_escape_closes_it(window: Window, qtbot: QtBot) -> None:
    press(window, Key.Key_F1)
    qtbot.waitUntil(lambda: bool(page(window).findChildren(HelpCard)))
    [card] = page(window).findChildren(HelpCard)
    texts = [label.text() for label in card.findChildren(QLabel)]
    for action in actions.ACTIONS:
        assert not action.keys or (action.text in texts and actions.keys_text(action) in texts)
    qtbot.keyClick(card, Key.Key_Escape)
    assert not card.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_fits_one_printed_page(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    qt_texts.speak(language)
    try:
        print_on(printer, Translator(language))
        told = actions.native("Ctrl+K")
    finally:
        qt_texts.speak("en")
    [only] = PdfReader(tmp_path / "keys.pdf").pages
    assert told == ("Strg+K" if language == "de" else "Ctrl+K")
    assert told in only.extract_text()


def test_no_two_actions_share_a_key_and_every_key_is_one() -> None:
    keys = [keys for action in actions.ACTIONS for keys in action.keys]
    assert len(set(keys)) == len(keys)
    assert all(QKeySequence(each).toString(QKeySequence.SequenceFormat.PortableText) for each in keys)
    assert len({action.id for action in actions.ACTIONS}) == len(actions.ACTIONS)


def test_a_tooltip_tells_the_key_of_the_list(window: Window) -> None:
    assert page(window).bar.room.toolTip() == actions.tip("room", Translator("en")) == "Show the room’s screen (F)"
