"""How a poll is counted: method, majority, scale, points, budget, seats; only what its kind asks for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.forms import Choice, Field, Number
from assembly_app.desktop.local_edit import LocalEdit
from assembly_app.desktop.widgets import label, row
from assembly_app.domain.counting.majority import ABSOLUTE, THREE_QUARTERS, TWO_THIRDS, Majority, TieRule
from assembly_app.domain.polls import METHODS, BallotForm, BudgetBallot, Poll, PollKind, Scale
from assembly_app.i18n import N_, Translator
from assembly_app.words import wording

BY_MAJORITY = (PollKind.YES_NO_ABSTAIN, PollKind.SINGLE)
"""The kinds that a majority carries."""

DEAREST = 100_000_000
"""The largest budget, in the currency of the costs."""

BALLOTS = {
    BudgetBallot.APPROVAL: N_("choose any projects"),
    BudgetBallot.BASKET: N_("choose projects that fit the budget together"),
    BudgetBallot.POINTS: N_("spread points over the projects"),
}


class CountingEdit(QWidget):
    """Shows the fields that fit the poll; the rest keeps its value."""

    edited = Signal()

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self.method, self.majority = Choice(), Choice()
        self.tie = Choice((rule, _(text)) for rule, text in wording.TIE_RULES.items())
        self.low, self.high = Number(-100, 100), Number(-100, 100)
        self.low_label, self.high_label = LocalEdit(_, ()), LocalEdit(_, ())
        self.points, self.most_points = Number(1, 1000), Number(1, 1000)
        self.budget = Number(0, DEAREST)
        self.ballot = Choice((ballot, _(text)) for ballot, text in BALLOTS.items())
        self.seats = Number(1, 99)
        self.error = label("", "bad")
        self._scale = _group(
            row(Field(_("Lowest score"), self.low), Field(_("Highest score"), self.high)),
            Field(_("What the lowest means"), self.low_label),
            Field(_("What the highest means"), self.high_label),
        )
        self._spread = _group(
            row(Field(_("Points to spread"), self.points), Field(_("At most on one"), self.most_points))
        )
        self._parts: dict[str, QWidget] = {
            "method": Field(_("Counted by"), self.method),
            "majority": Field(_("What carries"), self.majority),
            "tie": Field(_("When votes are equal"), self.tie),
            "scale": self._scale,
            "budget": Field(_("Budget"), self.budget, _("In the same currency as the costs of the projects.")),
            "ballot": Field(_("How people choose"), self.ballot),
            "spread": self._spread,
            "seats": Field(_("How many are elected"), self.seats),
        }
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE * 2)
        for part in self._parts.values():
            down.addWidget(part)
        down.addWidget(self.error)
        self.fail("")
        for editor in (self.method, self.majority, self.tie, self.low, self.high, self.low_label, self.high_label,
                       self.points, self.most_points, self.budget, self.ballot, self.seats):  # fmt: skip
            editor.edited.connect(self.edited)

    def show_poll(self, poll: Poll, languages: Sequence[str]) -> None:
        """Show how this poll is counted."""
        self.offer(poll)
        self.method.show_value(poll.counted_by)
        self.majority.show_value(replace(poll.carried_by, tie=TieRule.FAILS))
        self.tie.show_value(poll.carried_by.tie)
        for edit, text in ((self.low_label, poll.scale.low_label), (self.high_label, poll.scale.high_label)):
            edit.speak(languages)
            edit.show_value(text)
        for number, value in (
            (self.low, poll.scale.low), (self.high, poll.scale.high), (self.points, poll.points),
            (self.most_points, poll.most_points), (self.budget, poll.budget), (self.seats, poll.seats),
        ):  # fmt: skip
            number.show_value(value)
        self.ballot.show_value(poll.budget_ballot)

    def offer(self, poll: Poll) -> None:
        """Show the fields that this poll asks for, and offer the methods and majorities of its kind."""
        _ = self._
        methods = METHODS[poll.kind]
        self.method.offer((method, _(wording.METHOD_NAMES[method])) for method in methods)
        usual = replace(poll, majority=None).carried_by
        majorities = dict.fromkeys((usual, ABSOLUTE, TWO_THIRDS, THREE_QUARTERS, _without_tie(poll.carried_by)))
        self.majority.offer((majority, wording.majority_words(majority, _)) for majority in majorities)
        wanted = {
            "method": len(methods) > 1,
            "majority": poll.kind in BY_MAJORITY,
            "tie": poll.form is not BallotForm.WRITE and poll.kind is not PollKind.BUDGET,
            "scale": poll.form is BallotForm.SCORE,
            "budget": poll.kind is PollKind.BUDGET,
            "ballot": poll.kind is PollKind.BUDGET,
            "spread": poll.form is BallotForm.SPREAD,
            "seats": poll.kind is PollKind.ELECTION,
        }
        for name, part in self._parts.items():
            part.setVisible(wanted[name])
        self.setVisible(any(wanted.values()))

    def applied(self, poll: Poll) -> Poll:
        """The poll, counted as it is chosen here."""
        methods = METHODS[poll.kind]
        method = self.method.value()
        scale = Scale(self.low.value(), self.high.value(), self.low_label.value(), self.high_label.value())
        return replace(
            poll,
            method=method if method in methods[1:] else None,
            majority=self._majority(poll),
            scale=scale,
            points=self.points.value(), most_points=self.most_points.value(),
            budget=self.budget.value(), budget_ballot=self.ballot.value(), seats=self.seats.value(),
        )  # fmt: skip

    def _majority(self, poll: Poll) -> Majority | None:
        usual = replace(poll, majority=None).carried_by
        if poll.form is BallotForm.WRITE or poll.kind is PollKind.BUDGET:
            return None  # the projects of a budget that tie go by the order of the list
        carries = self.majority.value() if poll.kind in BY_MAJORITY else None
        chosen = replace(carries or usual, tie=self.tie.value())
        return None if chosen == usual else chosen

    def fail(self, sentence: str) -> None:
        """Say what is wrong with these numbers; an empty sentence takes the error away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def _without_tie(majority: Majority) -> Majority:
    return replace(majority, tie=TieRule.FAILS)


def _group(*parts: object) -> QWidget:
    box = QWidget()
    down = QVBoxLayout(box)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(theme.SPACE * 2)
    for part in parts:
        if isinstance(part, QWidget):
            down.addWidget(part)
        else:
            down.addLayout(part)  # type: ignore[arg-type]
    return box
