"""Bringing in a list of people: what each column holds, what is wrong on which line, and taking the good ones."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assembly_app.desk import Desk, new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.prepare.import_lines import Fate, LinesModel, ListLine, WrongOnly, lines_of
from assembly_app.desktop.prepare.mapping_edit import MappingEdit
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label
from assembly_app.domain.commands import Enrol
from assembly_app.lists import people_csv
from assembly_app.lists.people_csv import Preview, Sheet

MAPPING = 280
"""The width of the mapping, in pixels."""


class ImportDialog(QDialog):
    """Reads off the UI thread; nothing is taken before the button is pressed."""

    def __init__(self, context: Context, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._live = context.live
        self._sheet = Sheet()
        self._preview = Preview()
        self._round = 0
        self.setWindowTitle(_("Import people"))
        self.resize(1120, 640)
        self.title = label(_("People in {file}", file=file.name), "title")
        self.problem = label("", "bad")
        self.mapping = MappingEdit(_)
        self.mapping.edited.connect(self._look)
        self.lines = LinesModel(_, self)
        self.shown = WrongOnly(self.lines)
        self.only_wrong = QCheckBox(_("Only lines with something wrong"))
        self.only_wrong.toggled.connect(self.shown.only_wrong)
        self.detail = label("")
        self.duplicates = QCheckBox(_("Take duplicates too"))
        self.duplicates.toggled.connect(lambda _on: self._say_what_happens())
        self.take = button(_("Take the people"), self.submit, look="primary")
        self.take.setEnabled(False)
        self.stop = button(_("Cancel"), self.reject)
        self._lay_out()
        self._read(file)

    def _lay_out(self) -> None:
        _ = self._
        self.stages = QStackedWidget()
        self.stages.addWidget(self._waiting())
        self.stages.addWidget(self._looking())
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.duplicates)
        foot.addStretch()
        foot.addWidget(self.stop)
        foot.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(self.title)
        whole.addWidget(self.problem)
        whole.addWidget(self.stages, 1)
        whole.addLayout(foot)
        self.problem.hide()

    def _waiting(self) -> QWidget:
        page = QWidget()
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column = QVBoxLayout(page)
        column.addStretch()
        column.addWidget(label(self._("Reading the list…"), "large"))
        column.addWidget(bar)
        column.addStretch()
        return page

    def _looking(self) -> QWidget:
        _ = self._
        left = QVBoxLayout()
        left.addWidget(label(_("WHAT EACH COLUMN HOLDS"), "heading"))
        left.addWidget(scrolled(self.mapping))
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(MAPPING)
        right = QVBoxLayout()
        right.addWidget(self._table(), 1)
        right.addWidget(self.detail)
        right.addWidget(self.only_wrong)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE * 2)
        row.addWidget(side)
        row.addLayout(right, 1)
        return page

    def _table(self) -> QTableView:
        table = self.table = QTableView()
        table.setModel(self.shown)
        table.setAccessibleName(self._("Lines of the list"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setStretchLastSection(True)
        table.selectionModel().currentRowChanged.connect(lambda index, _before: self._explain_line(index.row()))
        return table

    def _explain_line(self, row: int) -> None:
        """The whole sentence of the chosen line, which its cell may be too narrow for."""
        last = self.lines.columnCount() - 1
        said = self.shown.index(row, last).data() if row >= 0 else ""
        self.detail.setText(self._("Line {n}: {said}", n=self.shown.index(row, 0).data(), said=said) if said else "")

    # --- reading and looking, off the UI thread ---

    def _read(self, file: Path) -> None:
        self._live.ask(lambda _desk: people_csv.read(file), self._show_sheet, self._fail)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.mapping.show_sheet(sheet)
        self._look()

    def _look(self) -> None:
        """Reckon what an import would do; an answer that was overtaken by another mapping is forgotten."""
        self._round += 1
        this, sheet, mapping = self._round, self._sheet, self.mapping.value()
        self.take.setEnabled(False)

        def look(desk: Desk) -> tuple[Preview, list[ListLine]]:
            preview = people_csv.preview(sheet, mapping, desk.people.values(), new_id)
            return preview, lines_of(preview)

        self._live.ask(look, lambda found: self._show_preview(*found) if this == self._round else None, self._fail)

    def _show_preview(self, preview: Preview, lines: list[ListLine]) -> None:
        self._preview = preview
        self.lines.show_lines(lines)
        self.table.resizeColumnsToContents()
        for column in range(1, 3):
            self.table.setColumnWidth(column, min(180, self.table.columnWidth(column)))
        whole = [self._.explain(finding.problem) for finding in preview.findings if not finding.line]
        self.problem.setText(" ".join(whole))
        self.problem.setVisible(bool(whole))
        self.duplicates.setVisible(bool(preview.duplicates))
        self.stages.setCurrentIndex(1)
        self._say_what_happens()
        wrong = next((row for row, line in enumerate(lines) if line.fate is not Fate.TAKEN), -1)
        if wrong >= 0:
            self.table.setCurrentIndex(self.shown.mapFromSource(self.lines.index(wrong, 0)))

    def _say_what_happens(self) -> None:
        taken = len(self._preview.people(self.duplicates.isChecked()))
        out = self.lines.rowCount() - taken
        text = self._.plural("Take {n} person", "Take {n} people", taken)
        if out:
            text += "; " + self._.plural("leave {n} line out", "leave {n} lines out", out)
        self.take.setText(text)
        self.take.setEnabled(taken > 0)

    def _fail(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.take.setEnabled(bool(self._preview.good))

    # --- taking ---

    def submit(self) -> None:
        """Take the people who can be taken."""
        self.take.setEnabled(False)
        people = self._preview.people(self.duplicates.isChecked())
        self._live.do(Enrol(people), then=self.accept, failed=self._fail)

    def done(self, result: int) -> None:
        self._round = -1  # an answer that is still under way finds nobody
        super().done(result)
