"""A tie that the rule leaves to the chair or to a draw: the tied options as a choice, or the seed of the draw."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Line
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.commands import DecideTie
from assembly_app.domain.counting.majority import TieRule
from assembly_app.domain.voting import PollState
from assembly_app.words import wording

ACROSS = 3
"""How many options stand side by side."""


class TieRow(QWidget):
    """What is decided here stays: choosing comes first, then deciding."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._found: PollState | None = None
        self.told = label()
        self.options: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.seed = Line()
        self.seed.setPlaceholderText(_("The seed, such as the dice: 4 2 6"))
        self.seed.setAccessibleName(_("Seed of the draw"))
        self.seed.textChanged.connect(lambda _text: self._enable())
        self.seed.returnPressed.connect(self._decide)
        self.decide = button("", self._decide, icon="gavel")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE // 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE // 2)
        whole.addWidget(self.told)
        whole.addLayout(self._grid)
        whole.addLayout(row(self.seed, self.decide, stretch=0))

    def show_tie(self, found: PollState) -> None:
        """Offer what this poll awaits."""
        if found == self._found:
            return
        self._found = found
        _, chair = self._, found.awaits is TieRule.CHAIR
        self.told.setText(
            _("A tie. By the rules of this vote the chair decides:")
            if chair
            else _(
                "A tie, drawn by lot. Write a seed that everyone saw come about, such as dice thrown now before "
                "everyone. The draw follows from the seed alone, so anyone can check it."
            )
        )
        self.seed.clear()
        self.seed.setVisible(not chair)
        self.decide.setText(_("Note the chair’s decision") if chair else _("Draw"))
        self._offer(found if chair else None)
        self._enable()

    def _offer(self, found: PollState | None) -> None:
        for made in self.options.values():
            self._group.removeButton(made)
            self._grid.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.options.clear()
        judged = found.outcome if found else None
        for option in found.poll.options if found else ():
            if judged is not None and option.id in judged.leading:
                made = button(wording.option_label(option, self._), self._enable)
                made.setCheckable(True)
                self._group.addButton(made)
                self._grid.addWidget(made, *divmod(len(self.options), ACROSS))
                self.options[option.id] = made

    @property
    def _chosen(self) -> str | None:
        return next((option for option, made in self.options.items() if made.isChecked()), None)

    def _enable(self) -> None:
        self.decide.setEnabled(self._chosen is not None or bool(self.seed.value()))

    def _decide(self) -> None:
        if self._found is not None and self.decide.isEnabled():
            command = DecideTie(self._found.poll.id, chair=self._chosen, seed=self.seed.value() or None)
            self._live.do(command)
