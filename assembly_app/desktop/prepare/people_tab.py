"""The people of the assembly: found, added, changed, excused, imported, and their badges."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assembly_app import paths
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.badges_dialog import BadgesDialog
from assembly_app.desktop.prepare.import_dialog import ImportDialog
from assembly_app.desktop.prepare.people_model import PeopleFilter, PeopleModel
from assembly_app.desktop.prepare.person_editor import PersonEditor
from assembly_app.desktop.prepare.retention_dialog import RetentionDialog
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, tool
from assembly_app.domain.people import Person

EDITOR, COLUMN = 340, 240
"""The width of the editor, and the widest of a column at first, in pixels."""


class PeopleTab(QWidget):
    """The table at the left, the chosen person at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ = _ = context._
        self._live = context.live
        self.model = PeopleModel(_, self)
        self.filter = PeopleFilter(self.model)
        self.editor = PersonEditor(context)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find by name, group, …"))
        self.search.setAccessibleName(_("Find people"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.filter.find)
        self.count = label("", "muted", wrap=False)
        self.table = self._make_table()
        self.add = button(_("Add a person"), self.begin, icon="user-plus")
        self.bring = button(_("Import from CSV…"), self.choose_file, icon="upload")
        self.badges = button(_("Badges…"), self.print_badges, icon="id-card")
        self.clear = tool("user-x", _("Take names away…"), self.take_names)
        self._lay_out()
        self._live.follow(lambda scene: (scene.people, scene.state.members, scene.state.excused), self.draw)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.filter)
        table.setAccessibleName(self._("People"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.SPACE * 4)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setStretchLastSection(True)
        table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_current())
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self.search, 1)
        for widget in (self.add, self.bring, self.badges, self.clear):
            top.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        left.addWidget(self.count)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(scrolled(self.editor))
        card.setFixedWidth(theme.for_text(EDITOR, self.fontMetrics()))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addLayout(left, 1)
        whole.addWidget(card)

    # --- what is shown ---

    def draw(self) -> None:
        """Show the people as they are now; who was chosen stays chosen."""
        chosen = set(self.selected())
        first = not self.model.rowCount()
        if self.model.show_people(self._live.people, self._live.state.excused):
            self._select(chosen | {self.editor.person})
            if first:
                self._fit_columns()
                self.table.selectRow(0)
        self._count()
        self._show_current()

    def _fit_columns(self) -> None:
        self.table.resizeColumnsToContents()
        most = theme.for_text(COLUMN, self.fontMetrics())
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, min(most, self.table.columnWidth(column) + theme.SPACE * 2))

    def _select(self, people: set[str]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        rows = [self.model.row_of(person) for person in people]
        for row in (row for row in rows if row >= 0):
            index = self.filter.mapFromSource(self.model.index(row, 0))
            self.table.selectionModel().select(index, flags.Select | flags.Rows)
            if self.model.person(row).id == self.editor.person:
                self.table.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def _count(self) -> None:
        room = self._live.state.attendance()
        n = len(self._live.people)
        people = self._.plural("{n} person", "{n} people", n)
        votes = self._.plural("{n} with a vote", "{n} with a vote", room.members)
        excused = self._.plural("{n} excused", "{n} excused", len(self._live.state.excused))
        self.count.setText(" · ".join([people, votes, excused]))

    def _show_current(self) -> None:
        index = self.filter.mapToSource(self.table.currentIndex())
        if index.isValid():
            self.editor.show_person(self.model.person(index.row()), self.model.traits())
        elif self.editor.person not in self._live.people and not self.editor.name.text():
            self.editor.show_person(self._nobody(), self.model.traits())

    def _nobody(self) -> Person:
        return Person(self.editor.person, "")

    def selected(self) -> list[str]:
        """The ids of the chosen people, in the order of the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.person(self.filter.mapToSource(self.filter.index(row, 0)).row()).id for row in rows]

    # --- what is done ---

    def begin(self) -> None:
        """Write down someone new."""
        self.table.clearSelection()
        self.table.setCurrentIndex(self.filter.index(-1, -1))
        self.editor.show_new(self.model.traits())

    def choose_file(self) -> None:
        """Choose a list of people and look at it."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, self._("List of people"), str(paths.documents()), self._("Lists") + " (*.csv *.txt *.tsv);;* (*)"
        )
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, file: Path) -> ImportDialog:
        """Show what an import of this file would do."""
        dialog = ImportDialog(self._context, file, self)
        dialog.open()
        return dialog

    def take_names(self) -> RetentionDialog:
        """Take away the names of those whose last session is long ago."""
        dialog = RetentionDialog(self._context, self)
        dialog.open()
        return dialog

    def print_badges(self) -> BadgesDialog:
        """Ask whose badges to make."""
        everyone = [self.model.person(row).id for row in range(self.model.rowCount())]
        dialog = BadgesDialog(self._context, everyone, self.selected(), self)
        dialog.open()
        return dialog
