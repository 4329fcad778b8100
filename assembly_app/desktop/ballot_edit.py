"""One ballot of a poll, filled in at the desk: the same inputs as on a phone without scripts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.forms import Area, Line, Number
from assembly_app.desktop.widgets import label
from assembly_app.domain.ballots import MARK, NUMBER, RANK, TEXT, Choice, from_form, valid_choice
from assembly_app.domain.polls import BallotForm, Poll, PollKind
from assembly_app.i18n import Translator
from assembly_app.words import wording

NARROW = 96
NOTHING = "–"


def put_number(grid: QGridLayout, line: int, text: str, number: Number) -> None:
    """Lay a narrow number behind its text on a line of a grid."""
    number.setFixedWidth(NARROW)
    number.setAccessibleName(text)
    named = label(text)
    named.setBuddy(number)
    grid.addWidget(named, line, 0)
    grid.addWidget(number, line, 1)


class BallotEdit(QWidget):
    """The fields of a poll's ballot, with the hint that says how to fill them in."""

    edited = Signal()

    def __init__(self, _: Translator, poll: Poll) -> None:
        super().__init__()
        self._ = _
        self._poll = poll
        self.marks: dict[str, QCheckBox | QRadioButton] = {}
        self.numbers: dict[str, Number] = {}
        self.texts: list[Line | Area] = []
        self._only = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(label(wording.how_to(poll, _), "muted"))
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        column.addStretch()
        self._fill(grid)

    def _fill(self, grid: QGridLayout) -> None:
        match self._poll.form:
            case BallotForm.MARK:
                self._fill_marks(grid)
            case BallotForm.WRITE:
                self._fill_texts(grid)
            case _:
                self._fill_numbers(grid)

    def _fill_marks(self, grid: QGridLayout) -> None:
        for line, (option, text) in enumerate(self._labels().items()):
            box = QRadioButton(text) if self._poll.maximum == 1 else QCheckBox(text)
            if isinstance(box, QRadioButton):
                self._only.addButton(box)
            box.clicked.connect(lambda _checked: self.edited.emit())
            self.marks[option] = box
            grid.addWidget(box, line, 0)

    def _fill_numbers(self, grid: QGridLayout) -> None:
        for line, (option, text) in enumerate(self._labels().items()):
            number = self.numbers[option] = self._number()
            number.valueChanged.connect(lambda _value: self.edited.emit())
            put_number(grid, line, text, number)

    def _number(self) -> Number:
        """A score, a place or points; its lowest value stands for a field left empty."""
        poll = self._poll
        if poll.form is BallotForm.SCORE:
            return Number(poll.scale.low - 1, poll.scale.high, nothing=NOTHING)
        most = len(poll.options) if poll.form is BallotForm.RANK else poll.most_points
        return Number(0, most, nothing=NOTHING)

    def _fill_texts(self, grid: QGridLayout) -> None:
        _, poll = self._, self._poll
        for line in range(poll.maximum):
            text = Area() if poll.kind is PollKind.TEXT else Line()
            text.setAccessibleName(_("Your answer") if poll.kind is PollKind.TEXT else _("Word {n}", n=line + 1))
            text.textChanged.connect(lambda *_text: self.edited.emit())
            self.texts.append(text)
            grid.addWidget(text, line, 0)

    def _labels(self) -> Mapping[str, str]:
        return {option.id: wording.option_label(option, self._) for option in self._poll.options}

    def value(self) -> Choice:
        """The ballot. Raises `Refused` with what is wrong with it."""
        return valid_choice(self._poll, from_form(self._fields()))

    def _fields(self) -> dict[str, list[str]]:
        form = self._poll.form
        fields = {
            f"{RANK if form is BallotForm.RANK else NUMBER}{option}": [str(number.value())]
            for option, number in self.numbers.items()
            if number.value() != number.minimum()
        }
        if self.marks:
            fields[MARK] = [option for option, box in self.marks.items() if box.isChecked()]
        if self.texts:
            fields[TEXT] = [text.value() for text in self.texts]
        return fields

    def clear(self) -> None:
        """An empty ballot, with the cursor in its first field."""
        self._only.setExclusive(False)
        for box in self.marks.values():
            box.setChecked(False)
        self._only.setExclusive(True)
        for number in self.numbers.values():
            number.setValue(number.minimum())
        for text in self.texts:
            text.clear()
        self.begin()

    def begin(self) -> None:
        """Put the cursor in the first field."""
        fields = [*self.marks.values(), *self.numbers.values(), *self.texts]
        if fields:
            fields[0].setFocus()
