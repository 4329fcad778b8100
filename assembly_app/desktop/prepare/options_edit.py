"""The options of a poll: written in each language, added, removed and put in order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assembly_app.desk import new_id
from assembly_app.desktop import theme
from assembly_app.desktop.forms import Number, in_order
from assembly_app.desktop.local_edit import LocalEdit
from assembly_app.desktop.prepare.counting_edit import DEAREST
from assembly_app.desktop.widgets import button, row, tool
from assembly_app.domain.polls import Option
from assembly_app.i18n import Translator


class OptionRow(QWidget):
    """One option with the buttons that move or remove it."""

    def __init__(self, _: Translator, option: Option, languages: Sequence[str]) -> None:
        super().__init__()
        self.id = option.id
        self.text = LocalEdit(_, languages)
        self.text.show_value(option.label)
        self.cost = Number(0, DEAREST)
        self.cost.show_value(option.cost)
        self.cost.setAccessibleName(_("Cost"))
        self.cost.setToolTip(_("Cost"))
        self.cost.setFixedWidth(96)
        self.up = tool("arrow-up", _("Move this option up"), lambda: None)
        self.down = tool("arrow-down", _("Move this option down"), lambda: None)
        self.remove = tool("x", _("Remove this option"), lambda: None)
        self.setLayout(row(self.text, self.cost, self.up, self.down, self.remove, spacing=2, stretch=0))

    def widgets(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        return [*self.text.lines(), self.cost, self.up, self.down, self.remove]


class OptionsEdit(QWidget):
    """A row an option; an empty row is a place to write in, not an option."""

    edited = Signal()
    typing = Signal()

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self._languages: Sequence[str] = ()
        self._costs = False
        self.rows: list[OptionRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.SPACE)
        self.plus = button(_("Add an option"), self.add, icon="plus")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE)
        down.addLayout(self._lines)
        down.addLayout(row(self.plus))
        self.setFocusProxy(self.plus)

    def value(self) -> tuple[Option, ...]:
        """The options that have a text."""
        return tuple(Option(line.id, line.text.value(), line.cost.value()) for line in self.rows if line.text.value())

    def ask_costs(self, asked: bool) -> None:
        """Whether each option is a project with a cost."""
        self._costs = asked
        for line in self.rows:
            line.cost.setVisible(asked)

    def show_value(self, options: Sequence[Option], languages: Sequence[str]) -> None:
        """Show these options, unless they are shown already."""
        if tuple(options) == self.value() and list(languages) == list(self._languages) and self.rows:
            return
        self._languages = languages
        for line in list(self.rows):
            self._drop(line)
        for option in options or (Option(new_id(), {}), Option(new_id(), {})):
            self._insert(option)
        self._fit()

    def add(self) -> None:
        """A place for one more option."""
        line = self._insert(Option(new_id(), {}))
        self._fit()
        line.text.setFocus()

    def _insert(self, option: Option) -> OptionRow:
        line = OptionRow(self._, option, self._languages)
        line.text.setAccessibleName(self._("Option {n}", n=len(self.rows) + 1))
        line.text.edited.connect(self.edited)
        line.text.typing.connect(self.typing)
        line.cost.edited.connect(self.edited)
        line.cost.setVisible(self._costs)
        line.up.clicked.connect(lambda: self._move(line, -1))
        line.down.clicked.connect(lambda: self._move(line, 1))
        line.remove.clicked.connect(lambda: self._remove(line))
        self._lines.addWidget(line)
        self.rows.append(line)
        return line

    def _move(self, line: OptionRow, step: int) -> None:
        place = self.rows.index(line)
        self.rows.insert(place + step, self.rows.pop(place))
        self._lines.removeWidget(line)
        self._lines.insertWidget(place + step, line)
        self._told()

    def _remove(self, line: OptionRow) -> None:
        self._drop(line)
        self._told()
        (self.rows[-1].text if self.rows else self.plus).setFocus()

    def _drop(self, line: OptionRow) -> None:
        self.rows.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _told(self) -> None:
        self._fit()
        self.typing.emit()
        self.edited.emit()

    def _fit(self) -> None:
        in_order(self, (widget for line in self.rows for widget in line.widgets()))
        for place, line in enumerate(self.rows):
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place < len(self.rows) - 1)
