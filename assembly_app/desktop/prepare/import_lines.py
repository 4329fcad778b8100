"""What an import would do, line by line, as a table."""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor

from assembly_app.desktop import theme
from assembly_app.domain.people import Person
from assembly_app.i18n import Explained, Translator
from assembly_app.lists.people_csv import Preview
from assembly_app.words import wording

Index = QModelIndex | QPersistentModelIndex


class Fate(IntEnum):
    """What becomes of a line, the worst last."""

    TAKEN = 0
    REMARK = 1
    DUPLICATE = 2
    OUT = 3


class ListLine(msgspec.Struct, frozen=True):
    """A line of the list: the person it gives, if any, and what there is to say of it."""

    line: int
    fate: Fate
    person: Person | None = None
    told: tuple[tuple[str, Explained], ...] = ()
    """Pairs of a column's header (may be empty) and what is wrong with it."""


def lines_of(preview: Preview) -> list[ListLine]:
    """Every line that gives a person or has something wrong, in the order of the file."""
    told: dict[int, list[tuple[str, Explained]]] = defaultdict(list)
    for finding in preview.findings:
        told[finding.line].append((finding.column, finding.problem))
    found = {
        candidate.line: ListLine(
            candidate.line,
            Fate.REMARK if told.get(candidate.line) else Fate.TAKEN,
            candidate.person,
            tuple(told.get(candidate.line, ())),
        )
        for candidate in preview.good
    }
    for candidate in preview.duplicates:
        twin = (("", candidate.twin),) if candidate.twin else ()
        found[candidate.line] = ListLine(
            candidate.line, Fate.DUPLICATE, candidate.person, (*twin, *told.get(candidate.line, ()))
        )
    lost = {
        line: ListLine(line, Fate.OUT, None, tuple(said)) for line, said in told.items() if line and line not in found
    }
    return [line for _number, line in sorted((found | lost).items())]


class LinesModel(QAbstractTableModel):
    """The lines, with what is wrong in words."""

    def __init__(self, _: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._ = _
        self._lines: list[ListLine] = []
        self._headings = [_("Line"), _("Name"), _("Group or quality"), _("Role"), _("Voting right"), _("What is wrong")]

    def show_lines(self, lines: list[ListLine]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> ListLine:
        """The line in a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return self._wrong(line) or None
            case Qt.ItemDataRole.ForegroundRole if line.fate is not Fate.TAKEN:
                c = theme.colours()
                return QColor(c.muted if line.fate is Fate.REMARK else c.bad)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def _text(self, line: ListLine, column: int) -> str:
        _, person = self._, line.person
        if column == 0:
            return _.number(line.line)
        if column == len(self._headings) - 1:
            return self._wrong(line)
        if person is None:
            return ""
        vote = _("has a vote") if person.may_vote else "–"
        return (person.name, person.group, _(wording.ROLES[person.role]), vote)[column - 1]

    def _wrong(self, line: ListLine) -> str:
        said = (
            f"{column}: {self._.explain(problem)}" if column else self._.explain(problem)
            for column, problem in line.told
        )
        return " ".join(said)


class WrongOnly(QSortFilterProxyModel):
    """All lines, or those only that have something wrong."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__(model)
        self._model = model
        self._only = False
        self.setSourceModel(model)

    def only_wrong(self, only: bool) -> None:
        """Whether the lines that are well stay out of sight."""
        self._only = only
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        return not self._only or self._model.line(row).fate is not Fate.TAKEN
