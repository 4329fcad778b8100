"""Settings, and the way in for phones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app import links, settings
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context, Preferences
from assembly_app.desktop.network import Address
from assembly_app.desktop.prepare.phones_tab import PhonesTab
from assembly_app.desktop.settings_dialog import SettingsDialog
from assembly_app.i18n import Translator
from assembly_app.settings import WiFi

ENGLISH = Translator("en")


@pytest.fixture
def system_look() -> Iterator[None]:
    yield
    theme.choose("system")


def dialog(preferences: Preferences, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(preferences, ENGLISH)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_look_changes_at_once_and_is_remembered(preferences: Preferences, qtbot: QtBot, system_look: None) -> None:
    chosen = dialog(preferences, qtbot).appearance
    chosen.setFocus()
    chosen.show_value("light")
    qtbot.keyClick(chosen, Qt.Key.Key_Down)
    assert theme.colours() is theme.DARK
    qtbot.waitUntil(lambda: settings.load().appearance == "dark")


def test_each_language_is_offered_by_its_own_name(preferences: Preferences, qtbot: QtBot) -> None:
    made = dialog(preferences, qtbot)
    names = [made.language.itemText(at) for at in range(made.language.count())]
    assert names == ["as the system", "Nederlands", "Français", "English", "Deutsch"]
    made.language.setFocus()
    qtbot.keyClick(made.language, Qt.Key.Key_Down)
    assert preferences.values.language == "nl"


def test_escape_leaves_the_settings(preferences: Preferences, qtbot: QtBot) -> None:
    made = dialog(preferences, qtbot)
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()


def test_the_wifi_is_shown_as_a_code_for_phones(
    context: Context, show: Callable[[PhonesTab], PhonesTab], qtbot: QtBot
) -> None:
    tab = show(PhonesTab(context))
    assert not tab.wifi_card.isVisible()
    context.preferences.change(wifi=WiFi("Zaal", "geheim"))
    assert tab.wifi_card.isVisible()
    assert tab.wifi_name.text() == "Zaal"
    assert tab.wifi_code._text == links.wifi(WiFi("Zaal", "geheim"))


def test_the_way_in_is_shown_in_type_and_problems_in_words(
    context: Context, show: Callable[[PhonesTab], PhonesTab]
) -> None:
    context.phones.addresses = (Address("192.168.1.7", "wlan0", wireless=True),)
    context.phones.address = "192.168.1.7"
    tab = show(PhonesTab(context))
    assert tab.room_url.text() == "http://192.168.1.7:8080/"
    assert tab.address.currentText() == "192.168.1.7 · wlan0"
    assert tab.problems.text() == ""
    context.phones.addresses = ()
    context.phones.changed.emit()
    assert "on no network" in tab.problems.text()
