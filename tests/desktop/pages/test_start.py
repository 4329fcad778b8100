"""The first page and a new assembly."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk, opened
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.new_assembly import NewAssemblyDialog
from assembly_app.desktop.start import StartPage
from assembly_app.i18n import Translator

ENGLISH = Translator("en")


def start(preferences: Preferences, qtbot: QtBot, _: Translator = ENGLISH) -> tuple[StartPage, list[Path], list[str]]:
    files: list[Path] = []
    asked: list[str] = []
    acts = {name: partial(asked.append, name) for name in ("new", "open", "demo", "settings", "help", "quit")}
    page = StartPage(preferences, _, files.append, acts)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.look()
    return page, files, asked


def test_recent_assemblies_tell_name_last_session_and_place(desk: Desk, preferences: Preferences, qtbot: QtBot) -> None:
    preferences.change(recent=(str(desk.store.path),))
    page, files, _demos = start(preferences, qtbot, Translator("nl"))
    (row,) = page.rows
    qtbot.waitUntil(lambda: row.tile.title.text() == "Wijkraad Noord")
    assert "Zitting 4 · 12 maart 2026 · Zaal Noord" in row.tile.told.text()
    qtbot.mouseClick(row.tile, Qt.MouseButton.LeftButton)
    assert files == [desk.store.path]


def test_a_vanished_file_is_said_to_be_gone_and_can_leave_the_list(
    preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    preferences.change(recent=(str(tmp_path / "weg.assembly"),))
    page, _files, _demos = start(preferences, qtbot)
    (row,) = page.rows
    qtbot.waitUntil(lambda: "This file is gone" in row.tile.told.text())
    assert not row.tile.isEnabled()
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert preferences.values.recent == ()
    assert page.rows == []


def test_a_file_that_is_no_assembly_is_explained(preferences: Preferences, qtbot: QtBot, tmp_path: Path) -> None:
    odd = tmp_path / "photo.assembly"
    odd.write_bytes(b"not a database at all" * 100)
    preferences.change(recent=(str(odd),))
    page, _files, _demos = start(preferences, qtbot)
    (row,) = page.rows
    qtbot.waitUntil(lambda: str(odd.parent) != row.tile.told.text())
    assert row.tile.told.property("look") == "bad"


def test_every_choice_has_a_key_and_recent_assemblies_have_numbers(
    desk: Desk, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.change(recent=("/nowhere.assembly", str(desk.store.path)))
    page, files, asked = start(preferences, qtbot)
    page.demo.setFocus()
    qtbot.keyClick(page.demo, Qt.Key.Key_Space)
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for key in (Qt.Key.Key_N, Qt.Key.Key_O, Qt.Key.Key_D):
        qtbot.keyClick(page, key, control)
    qtbot.keyClick(page, Qt.Key.Key_F1)
    assert asked == ["demo", "new", "open", "demo", "help"]
    qtbot.keyClick(page, Qt.Key.Key_2, alt)
    qtbot.keyClick(page, Qt.Key.Key_9, alt)
    assert files == [desk.store.path]
    assert page.rows[1].tile.toolTip() == f"{desk.store.path} (Alt+2)"
    assert "(Ctrl+N)" in page.new.toolTip()


def test_a_new_assembly_is_a_file_with_its_first_session(qtbot: QtBot, tmp_path: Path) -> None:
    files: list[Path] = []
    dialog = NewAssemblyDialog(ENGLISH, None, tmp_path)
    dialog.created.connect(files.append)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.name.line("nl"), "Wijkraad Zuid: 1/2")
    qtbot.keyClicks(dialog.place, "Zaal Zuid")
    assert Path(dialog.file.value()) == tmp_path / "Wijkraad Zuid 1 2.assembly"
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(files))
    with opened(str(files[0])) as desk:
        details = desk.state.session()
        assert desk.store.name() == {"nl": "Wijkraad Zuid: 1/2"}
        assert details.place == "Zaal Zuid"
        assert set(details.title) == {"nl", "fr"}


def test_a_new_assembly_refuses_an_existing_file_beside_the_field(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    before = desk.store.path.read_bytes()
    dialog = NewAssemblyDialog(ENGLISH, None, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.name.line("fr"), "Noord")
    dialog.file.setText(str(desk.store.path))
    dialog.submit()
    qtbot.waitUntil(lambda: "There is already a file noord.assembly" in dialog.file_field.error.text())
    assert dialog.isVisible()
    assert dialog.make.isEnabled()
    assert desk.store.path.read_bytes() == before


def test_what_a_new_assembly_lacks_is_said_beside_each_field(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewAssemblyDialog(ENGLISH, None, tmp_path)
    qtbot.addWidget(dialog)
    for language in ("nl", "fr"):
        dialog.languages.box(language).click()
    dialog.submit()
    assert dialog.name_field.error.text() == "Write the assembly's name first."
    assert dialog.languages_field.error.text() == "Choose at least one language."
    assert list(tmp_path.glob("*.assembly")) == []


def test_a_language_that_is_ticked_gets_a_line_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewAssemblyDialog(ENGLISH, None, tmp_path)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.name.line("nl"), "Raad")
    dialog.languages.box("en").click()
    qtbot.keyClicks(dialog.name.line("en"), "Council")
    assert dialog.name.value() == {"nl": "Raad", "en": "Council"}
