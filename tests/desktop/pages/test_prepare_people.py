"""The people: found, written, excused, brought in from a list, and printed on badges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.import_lines import Fate
from assembly_app.desktop.prepare.people_tab import PeopleTab
from assembly_app.domain.commands import Enrol
from assembly_app.domain.people import Person, Role
from assembly_app.lists.csv_words import Field

PEOPLE = (
    Person("p1", "Zoé Dépré", "Bewoners", email="zoe@example.org", traits={"Straat": "Rue Haute"}),
    Person("p2", "Jan Janssens", "Handelaars"),
    Person("p3", "Łukasz Gößmann", role=Role.OBSERVER, may_vote=False),
)
LIST = (
    "Nom;Prénom;Rôle;Taal;Straat;Stemrecht\r\n"
    "Dépré;Zoé;membre;fr;Rue Haute;oui\r\n"  # is there already
    "Lefèvre;Hélène;membre;fr;Rue Basse;oui\r\n"
    "Peeters;Els;koning;nl;;ja\r\n"  # no such role
    ";;lid;nl;;ja\r\n"  # no name
    "Claes;Tom;waarnemer;nl;Nieuwstraat;nee\r\n"
    'kapot;"x\r\n'  # a quote too few
    "Lefevre;Helene;membre;fr;;oui\r\n"  # the same again
)


@pytest.fixture
def tab(context: Context, desk: Desk, show: Callable[[PeopleTab], PeopleTab]) -> PeopleTab:
    desk.execute(Enrol(PEOPLE))
    return show(PeopleTab(context))


def shown(tab: PeopleTab) -> list[str]:
    return [tab.filter.index(row, 0).data() for row in range(tab.filter.rowCount())]


def test_the_filter_needs_no_accents(tab: PeopleTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(shown(tab)) == 3)
    qtbot.keyClicks(tab.search, "lukasz goss")
    assert shown(tab) == ["Łukasz Gößmann"]
    tab.search.clear()
    qtbot.keyClicks(tab.search, "handel")
    assert shown(tab) == ["Jan Janssens"]


def test_someone_new_is_kept_once_there_is_a_name(tab: PeopleTab, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.add, Qt.MouseButton.LeftButton)
    editor = tab.editor
    editor.group.setFocus()
    qtbot.keyClicks(editor.group, "Jongeren")
    qtbot.keyClick(editor.group, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no name" in editor.name_field.error.text())
    editor.name.setFocus()
    qtbot.keyClicks(editor.name, "Omar Khan")
    qtbot.keyClick(editor.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(person.name == "Omar Khan" for person in desk.people.values()))
    omar = desk.people[editor.person]
    assert (omar.group, omar.role, omar.may_vote) == ("Jongeren", Role.MEMBER, True)


def test_a_person_is_changed_and_excused(tab: PeopleTab, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(shown(tab)) == 3)
    tab.table.selectRow(shown(tab).index("Jan Janssens"))
    assert tab.editor.person == "p2"
    tab.editor.role.show_value(Role.SUBSTITUTE)
    tab.editor.role.edited.emit()
    qtbot.waitUntil(lambda: desk.people["p2"].role is Role.SUBSTITUTE)
    assert not desk.people["p2"].may_vote
    tab.editor.excused.setFocus()
    qtbot.keyClick(tab.editor.excused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "p2" in desk.state.excused)
    qtbot.waitUntil(lambda: "1 excused" in tab.count.text())


def test_a_change_touches_its_own_row_only(tab: PeopleTab, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(shown(tab)) == 3)
    anew, written = [], []
    tab.model.modelReset.connect(lambda: anew.append(True))
    tab.model.itemChanged.connect(lambda item: written.append(item.row()))
    desk.execute(Enrol((replace(PEOPLE[1], group="Winkels"), Person("p4", "Ada Lovelace"))))
    qtbot.waitUntil(lambda: len(shown(tab)) == 4)
    assert set(written) == {tab.model.row_of("p2")}
    assert anew == []
    qtbot.keyClicks(tab.search, "winkels")
    assert shown(tab) == ["Jan Janssens"]
    tab.search.setText("lovelace")
    assert shown(tab) == ["Ada Lovelace"]


def test_an_import_takes_the_good_lines_and_says_what_is_wrong_with_the_others(
    tab: PeopleTab, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "lijst.csv"
    file.write_bytes(LIST.encode("cp1252"))
    dialog = tab.look_at(file)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert dialog.take.text() == "Take 2 people; leave 5 lines out"
    fates = {dialog.lines.line(row).line: dialog.lines.line(row).fate for row in range(dialog.lines.rowCount())}
    assert fates == {
        2: Fate.DUPLICATE, 3: Fate.TAKEN, 4: Fate.OUT, 5: Fate.OUT, 6: Fate.TAKEN, 7: Fate.OUT, 8: Fate.DUPLICATE,
    }  # fmt: skip
    dialog.only_wrong.click()
    assert dialog.shown.rowCount() == 5
    wrong = [dialog.shown.index(row, dialog.lines.columnCount() - 1).data() for row in range(5)]
    assert wrong[0] == "Zoé Dépré is on the list of people already."
    assert "“koning” is not a role" in wrong[1]
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    names = {person.name: person for person in desk.people.values()}
    assert set(names) == {"Zoé Dépré", "Jan Janssens", "Łukasz Gößmann", "Hélène Lefèvre", "Tom Claes"}
    assert names["Tom Claes"].role is Role.OBSERVER
    assert names["Hélène Lefèvre"].traits == {"Straat": "Rue Basse"}
    qtbot.waitUntil(lambda: "Tom Claes" in shown(tab))


def test_the_mapping_can_be_corrected_and_duplicates_taken(
    tab: PeopleTab, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Wie,Straat\nJan Janssens,Rue A\nMia Maes,Rue B\n", "utf-8")
    dialog = tab.look_at(file)
    qtbot.waitUntil(lambda: dialog.problem.text() == "Say which column holds the name.")
    assert not dialog.take.isEnabled()
    dialog.mapping.choices[0].show_value(Field.NAME)
    dialog.mapping.choices[0].edited.emit()
    qtbot.waitUntil(lambda: dialog.take.text() == "Take 1 person; leave 1 line out")
    qtbot.waitUntil(dialog.take.isEnabled)
    dialog.duplicates.click()
    assert dialog.take.text() == "Take 2 people"
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.people) == 5)


def test_a_file_that_is_no_list_is_explained_and_nothing_can_be_taken(
    tab: PeopleTab, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\0\0\0\0")
    dialog = tab.look_at(file)
    qtbot.waitUntil(lambda: "This is not a text file" in dialog.problem.text())
    assert not dialog.take.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_badges_are_made_for_whom_is_chosen(tab: PeopleTab, qtbot: QtBot, save_to: Path) -> None:
    qtbot.waitUntil(lambda: len(shown(tab)) == 3)
    tab.table.selectAll()
    dialog = tab.print_badges()
    assert dialog.some.isChecked()
    dialog.all.click()
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.told.text() == f"Saved: {save_to}", timeout=20_000)
    text = " ".join("".join(page.extract_text() for page in PdfReader(save_to).pages).split())
    assert "Zoé Dépré" in text
    assert "Jan Janssens" in text


def test_without_an_address_no_badges_can_be_made(context: Context, show: Callable[[PeopleTab], PeopleTab]) -> None:
    context.phones.port = 0
    dialog = show(PeopleTab(context)).print_badges()
    assert not dialog.make.isEnabled()
    assert "no address yet" in dialog.told.text()
