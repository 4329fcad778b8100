"""What each column of a list holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assembly_app.desktop import forms, theme
from assembly_app.i18n import Translator
from assembly_app.lists.csv_words import FIELDS, Field
from assembly_app.lists.people_csv import Mapping, Sheet, guess_mapping

EXAMPLES = 3
"""How many cells of a column are shown."""

SAMPLE = 200
"""In how many lines they are looked for."""


class MappingEdit(QWidget):
    """One choice a column, guessed to begin with."""

    edited = Signal()

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self.choices: list[forms.Choice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.SPACE, 0)
        self._column.setSpacing(theme.SPACE * 2)
        self._column.addStretch()

    def show_sheet(self, sheet: Sheet) -> None:
        """Ask about the columns of this sheet."""
        for choice, field in zip(self._choices_for(sheet), guess_mapping(sheet.header), strict=True):
            choice.show_value(field)

    def _choices_for(self, sheet: Sheet) -> list[forms.Choice]:
        _ = self._
        self.choices = []
        for place, header in enumerate(sheet.header):
            choice = forms.Choice((field, _(text)) for field, text in FIELDS.items())
            choice.edited.connect(self.edited)
            cells = dict.fromkeys(row.cells[place] for row in sheet.rows[:SAMPLE] if row.cells[place])
            examples = " · ".join(cell[:40] for cell in list(cells)[:EXAMPLES])
            self._column.insertWidget(place, forms.Field(header, choice, examples))
            self.choices.append(choice)
        forms.in_order(self, self.choices)
        return self.choices

    def value(self) -> Mapping:
        """What each column is said to hold."""
        return tuple(Field(choice.value()) for choice in self.choices)
