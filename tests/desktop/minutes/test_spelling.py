"""Misspelt words are marked with the dictionaries that are there; without one nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from assembly_app.desktop.minutes import dictionaries
from assembly_app.desktop.minutes.aside import Aside
from assembly_app.desktop.minutes.prose_edit import ProseEdit
from assembly_app.desktop.minutes.prose_menu import ProseMenu
from assembly_app.desktop.minutes.spelling import Speller
from assembly_app.i18n import Translator
from tests.desktop.minutes.conftest import MAKING

WAVE = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small dictionary of this test's own, and none of the system's."""
    made = tmp_path / "words"
    made.mkdir()
    (made / "nl_BE.aff").write_text("SET UTF-8\nTRY aerst\n", "utf-8")
    (made / "nl_BE.dic").write_text("4\nde\nstraat\nis\ndicht\n", "utf-8")
    monkeypatch.setattr(dictionaries, "_UNIX", ())
    return made


@pytest.fixture
def aside(qtbot: QtBot) -> Iterator[Aside]:
    made = Aside(Translator("en"))
    yield made
    made.close()


def marked(edit: ProseEdit) -> list[str]:
    """The words with a wave under them."""
    block = edit.document().firstBlock()
    waves = [found for found in block.layout().formats() if found.format.underlineStyle() is WAVE]  # type: ignore[attr-defined]
    return [block.text()[found.start : found.start + found.length] for found in waves]  # type: ignore[attr-defined]


def test_a_misspelt_word_is_marked_and_mended(folder: Path, aside: Aside, qtbot: QtBot) -> None:
    edit = ProseEdit(Translator("en"), Speller(aside, lambda: str(folder)), "nl")
    qtbot.addWidget(edit)
    edit.show()
    edit.show_value("De straatt is dicht.")
    qtbot.waitUntil(lambda: marked(edit) == ["straatt"], timeout=MAKING)
    cursor = edit.textCursor()
    cursor.setPosition(5)
    menu = ProseMenu(edit, Translator("en"), edit.cursorRect(cursor).center())
    qtbot.waitUntil(lambda: "straat" in texts(menu), timeout=MAKING)
    next(action for action in menu.actions() if action.text() == "straat").trigger()
    assert edit.value() == "De straat is dicht."
    qtbot.waitUntil(lambda: marked(edit) == [])


def test_a_word_that_is_added_is_right_from_then_on(folder: Path, aside: Aside, qtbot: QtBot) -> None:
    edit = ProseEdit(Translator("en"), Speller(aside, lambda: str(folder)), "nl")
    qtbot.addWidget(edit)
    edit.show()
    edit.show_value("De Zavelput is dicht.")
    qtbot.waitUntil(lambda: marked(edit) == ["Zavelput"], timeout=MAKING)
    cursor = edit.textCursor()
    cursor.setPosition(5)
    menu = ProseMenu(edit, Translator("en"), edit.cursorRect(cursor).center())
    next(action for action in menu.actions() if action.text() == 'Add "Zavelput" to the dictionary').trigger()
    qtbot.waitUntil(lambda: marked(edit) == [])
    qtbot.waitUntil(lambda: dictionaries.own_words("nl") == {"Zavelput"}, timeout=MAKING)


def test_a_language_without_a_dictionary_marks_nothing(folder: Path) -> None:
    assert dictionaries.find("fr", str(folder / "nowhere")) is None


def test_the_spelling_of_belgium_is_looked_for_first(folder: Path) -> None:
    for name in ("nl_AW", "nl_NL"):
        (folder / f"{name}.dic").touch()
        (folder / f"{name}.aff").touch()
    (folder / "nl.dic").touch()  # without its .aff, of no use
    found = dictionaries.find("nl", str(folder))
    assert found is not None
    assert found.name == "nl_BE.dic"


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible()]
