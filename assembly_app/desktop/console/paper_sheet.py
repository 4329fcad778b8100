"""The paper ballots as one person counts them: a number an option, or piles of ballots that say the same."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.ballot_edit import NARROW, BallotEdit, put_number
from assembly_app.desktop.forms import Number
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.domain.ballots import Choice, Selection
from assembly_app.domain.errors import Refused
from assembly_app.domain.polls import BallotForm, Poll
from assembly_app.domain.voting import Pile, PollState
from assembly_app.i18n import Translator
from assembly_app.words import result_words, wording

MOST = 99_999
LIST_WIDTH, LIST_HEIGHT = 240, 72


class SheetEdit(QWidget):
    """What both ways of counting have in common."""

    counted = Signal()
    """Something was entered."""

    def value(self) -> tuple[Pile, ...]:
        """The piles, those without a ballot left out. Raises `Refused` for a ballot that is half filled in."""
        raise NotImplementedError

    def total(self) -> int:
        """How many ballots are entered so far."""
        raise NotImplementedError

    def clear(self) -> None:
        """An empty sheet, with the cursor at its beginning."""
        raise NotImplementedError


def sheet_for(_: Translator, poll: Poll) -> SheetEdit:
    """The sheet that suits a poll."""
    plain = poll.form is BallotForm.MARK and poll.maximum == 1
    return PlainSheet(_, poll) if plain else PileSheet(_, poll)


class PlainSheet(SheetEdit):
    """One mark a ballot: how many ballots mark each option."""

    def __init__(self, _: Translator, poll: Poll) -> None:
        super().__init__()
        self.numbers: dict[Choice, Number] = {}
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE)
        down.addLayout(grid)
        down.addStretch()
        grid.setColumnStretch(0, 1)
        said: dict[Choice, str] = {Selection((o.id,)): wording.option_label(o, _) for o in poll.options}
        if poll.minimum == 0:
            said[Selection()] = _("blank")
        for line, (choice, text) in enumerate(said.items()):
            number = self.numbers[choice] = Number(0, MOST)
            number.valueChanged.connect(lambda _value: self.counted.emit())
            put_number(grid, line, text, number)

    def value(self) -> tuple[Pile, ...]:
        return tuple(Pile(choice, number.value()) for choice, number in self.numbers.items() if number.value())

    def total(self) -> int:
        return sum(number.value() for number in self.numbers.values())

    def clear(self) -> None:
        for number in self.numbers.values():
            number.setValue(0)
        first = next(iter(self.numbers.values()))
        first.setFocus()
        first.selectAll()


class PileSheet(SheetEdit):
    """A ballot is built and added with how many say the same; what was added stands below and can be removed."""

    def __init__(self, _: Translator, poll: Poll) -> None:
        super().__init__()
        self._ = _
        self._state = PollState(poll)
        self._laid: Counter[Choice] = Counter()
        self.ballot = BallotEdit(_, poll)
        self.number = Number(1, MOST)
        self.number.setFixedWidth(NARROW)
        self.number.setAccessibleName(_("How many ballots say this"))
        self.add = button(_("Add"), self._add, icon="plus")
        self.error = label("", "bad")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Ballots counted so far"))
        self.list.setMinimumSize(LIST_WIDTH, LIST_HEIGHT)
        self.list.setWordWrap(True)
        self.remove = button(_("Remove the marked line"), self._remove, icon="trash-2")
        asked = label(_("How many alike"), wrap=False)
        asked.setBuddy(self.number)
        left = column(self.ballot, self.error, stretch=0)
        right = column(label(_("Ballots counted so far"), "muted"), self.list, self.remove, stretch=1)
        right.insertLayout(0, row(asked, self.number, self.add, stretch=0))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, theme.SPACE, 0)
        across.setSpacing(theme.SPACE * 3)
        across.addLayout(left, 3)
        across.addLayout(right, 2)
        self.error.hide()
        self.list.currentRowChanged.connect(lambda line: self.remove.setEnabled(line >= 0))
        self._show()

    def value(self) -> tuple[Pile, ...]:
        if self._begun():
            raise Refused("A ballot is filled in but not added yet. Add it or empty its fields.")
        return tuple(Pile(choice, n) for choice, n in self._laid.items())

    def total(self) -> int:
        return self._laid.total()

    def clear(self) -> None:
        self._laid.clear()
        self._show()
        self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)

    def _begun(self) -> bool:
        try:
            self.ballot.value()
        except Refused:
            return False
        return self._state.poll.minimum > 0  # where nothing may be chosen, empty fields are a ballot too

    def _renew(self) -> None:
        self.number.setValue(1)
        self.ballot.clear()
        self.error.hide()

    def _add(self) -> None:
        try:
            choice = self.ballot.value()
        except Refused as refused:
            self.error.setText(self._.explain(refused))
            self.error.show()
            return
        self._laid[choice] += self.number.value()
        self._show()
        self._renew()

    def _remove(self) -> None:
        line = self.list.currentRow()
        if line >= 0:
            del self._laid[list(self._laid)[line]]
            self._show()

    def _show(self) -> None:
        self.list.clear()
        for choice, n in self._laid.items():
            said = result_words.choice_words(choice, self._state, self._)
            self.list.addItem(QListWidgetItem(f"{self._.number(n)} × {said}"))
        self.remove.setEnabled(False)
        self.counted.emit()
