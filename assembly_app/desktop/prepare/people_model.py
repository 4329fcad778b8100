"""The table of people: what each column shows, how it sorts, and a filter that minds no accents."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from assembly_app.domain.people import Person
from assembly_app.i18n import Translator
from assembly_app.names import fold, words
from assembly_app.words import wording

Index = QModelIndex | QPersistentModelIndex
SORT = Qt.ItemDataRole.UserRole

MANY = 50
"""From so many changed rows on the whole table is quicker written anew, and sorted once."""


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, and what it says of a person."""

    heading: str
    told: Callable[[Person], str]


class PeopleModel(QStandardItemModel):
    """Everyone, one row a person; the traits of imported lists are columns at the end.

    What is drawn, sorted and measured is kept by Qt itself: asking Python for each cell makes long lists stutter.
    """

    def __init__(self, _: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._people: list[Person] = []
        self._rows: dict[str, int] = {}
        self._told: list[str] = []
        self._languages = cache(_.language_name)
        self._excused: frozenset[str] = frozenset()
        self._columns = self._fixed()

    def show_people(self, people: dict[str, Person], excused: frozenset[str]) -> bool:
        """Show these people. False when they are shown already."""
        listed = list(people.values())
        if listed == self._people and excused == self._excused:
            return False
        if not self._change_rows(listed, excused):
            self._begin_anew(listed, excused)
        return True

    def _change_rows(self, listed: list[Person], excused: frozenset[str]) -> bool:
        """Write only the rows that are new or other ones; False where others left, or the columns are other ones."""
        before, were, traits = {person.id: person for person in self._people}, self._excused, self.traits()
        if [person.id for person in listed if person.id in before] != list(before):
            return False
        changed = [row for row, person in enumerate(listed)
                   if person != before.get(person.id) or (person.id in excused) != (person.id in were)]  # fmt: skip
        self._people, self._excused = listed, excused
        if len(changed) > MANY or self.traits() != traits:
            return False
        self._rows = {person.id: row for row, person in enumerate(listed)}
        for row in changed:
            self._write(row, new=listed[row].id not in before)
        return True

    def _write(self, row: int, *, new: bool) -> None:
        cells = [column.told(self._people[row]) for column in self._columns]
        folded = [fold(cell) for cell in cells]
        if new:
            self._told.insert(row, " ".join(folded))
            self.insertRow(row, [_item(cell, key) for cell, key in zip(cells, folded, strict=True)])
            return
        self._told[row] = " ".join(folded)
        for at, (cell, key) in enumerate(zip(cells, folded, strict=True)):
            item = self.item(row, at)
            item.setText(cell)
            item.setData(key, SORT)

    def _begin_anew(self, listed: list[Person], excused: frozenset[str]) -> None:
        self.beginResetModel()
        self.blockSignals(True)  # one change of everything instead of one a row
        self._people, self._excused = listed, excused
        self._rows = {person.id: row for row, person in enumerate(listed)}
        self._columns = self._fixed() + [self._trait(trait) for trait in self.traits()]
        self._fill()
        self.blockSignals(False)
        self.endResetModel()

    def _fill(self) -> None:
        self.setRowCount(0)  # not `clear`, which would be a reset within the reset
        self.setColumnCount(0)
        self.setHorizontalHeaderLabels([column.heading for column in self._columns])
        self._told = []
        for row, person in enumerate(self._people):
            cells = [column.told(person) for column in self._columns]
            folded = [fold(cell) for cell in cells]
            self._told.append(" ".join(folded))
            self.insertRow(row, [_item(cell, key) for cell, key in zip(cells, folded, strict=True)])

    def person(self, row: int) -> Person:
        """The person in a row."""
        return self._people[row]

    def told(self, row: int) -> str:
        """All that a row says, in small letters without accents, to be searched."""
        return self._told[row]

    def row_of(self, person: str) -> int:
        """The row of a person; -1 when the person is not there."""
        return self._rows.get(person, -1)

    def traits(self) -> list[str]:
        """The names of all traits."""
        return list(dict.fromkeys(trait for person in self._people for trait in person.traits))

    def _fixed(self) -> list[Column]:
        _ = self._
        return [
            Column(_("Name"), lambda person: person.name),
            Column(_("Group or quality"), lambda person: person.group),
            Column(_("Role"), lambda person: _(wording.ROLES[person.role])),
            Column(_("Voting right"), lambda person: _("has a vote") if person.may_vote else "–"),
            Column(_("Language"), lambda person: self._languages(person.language) if person.language else ""),
            Column(_("E-mail"), lambda person: person.email),
            Column(_("Excused"), lambda person: _("excused") if person.id in self._excused else ""),
        ]

    @staticmethod
    def _trait(name: str) -> Column:
        return Column(name, lambda person: person.traits.get(name, ""))


def _item(text: str, key: str) -> QStandardItem:
    """A cell: what it says, and what it is sorted by."""
    item = QStandardItem(text)
    item.setData(key, SORT)
    return item


class PeopleFilter(QSortFilterProxyModel):
    """The people whose row has every typed word, in any column, without accents."""

    def __init__(self, model: PeopleModel) -> None:
        super().__init__(model)
        self._model = model
        self._words: list[str] = []
        self.setSourceModel(model)
        self.setSortRole(SORT)

    def find(self, typed: str) -> None:
        """Show only what has these words."""
        self._words = words(typed)
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        return all(word in self._model.told(row) for word in self._words)
