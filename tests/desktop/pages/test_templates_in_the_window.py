"""Templates where they are chosen and where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app import paths, templates
from assembly_app.desk import opened
from assembly_app.desktop.context import Context
from assembly_app.desktop.new_assembly import NewAssemblyDialog
from assembly_app.desktop.new_session import NewSessionDialog
from assembly_app.desktop.opening import new_session
from assembly_app.desktop.prepare.session_tab import SessionTab
from assembly_app.desktop.template_choice import SaveTemplateDialog, TemplateChoice
from assembly_app.i18n import Translator
from assembly_app.store.store import Store
from tests.desktop.pages.conftest import Show

ENGLISH = Translator("en")


def choose(choice: TemplateChoice, name: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: choice.choice.findText(name) > 0)
    choice.choice.setCurrentIndex(choice.choice.findText(name))
    choice.choice.edited.emit()


def test_a_new_assembly_begins_from_a_template(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = show(NewAssemblyDialog(ENGLISH, folder=tmp_path))
    assert isinstance(dialog, NewAssemblyDialog)
    choose(dialog.template, "General assembly", qtbot)
    assert "association" in dialog.template.field.hint.text()
    qtbot.keyClicks(dialog.name.line("nl"), "Vzw")
    with qtbot.waitSignal(dialog.created) as made:
        qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    with opened(str(made.args[0])) as desk:
        assert [item.id for item in desk.state.items]
        assert desk.state.session().proxies == 2
        assert len(desk.state.polls) == 5


def test_a_new_session_begins_from_a_template_or_empty(show: Show, store: Store, qtbot: QtBot) -> None:
    dialog = show(NewSessionDialog(ENGLISH))
    assert isinstance(dialog, NewSessionDialog)
    choose(dialog.template, "Neighbourhood council", qtbot)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.make, Qt.Key.Key_Space)
    made = new_session(store, chosen.args[0])
    assert len(made.state.items) == 8
    assert made.undoable is None
    assert new_session(store).state.items == ()


def test_what_a_session_was_prepared_with_is_kept_and_removed(
    context: Context, show: Callable[[SessionTab], SessionTab], qtbot: QtBot
) -> None:
    tab = show(SessionTab(context))
    dialog = tab.save_template()
    assert isinstance(dialog, SaveTemplateDialog)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "Write a name" in dialog.name_field.error.text()
    qtbot.keyClicks(dialog.name.line("en"), "Our evening")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    choice = TemplateChoice(ENGLISH, "Empty", "")
    qtbot.addWidget(choice)
    choice.show()
    choose(choice, "Our evening", qtbot)
    assert choice.value() is not None
    assert choice.remove.isVisible()
    qtbot.mouseClick(choice.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: choice.choice.findText("Our evening") < 0)
    assert choice.value() is None
    assert len(templates.everything()) == 5


def test_a_bad_template_is_told_beside_the_choice(qtbot: QtBot) -> None:
    paths.own_templates().mkdir(parents=True)
    (paths.own_templates() / "bad.json").write_text("no")
    choice = TemplateChoice(ENGLISH, "Empty", "")
    qtbot.addWidget(choice)
    with qtbot.waitSignal(choice.loaded):
        pass
    assert "bad.json is damaged" in choice.field.error.text()
    assert choice.choice.count() == 6
