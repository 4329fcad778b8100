"""How many must be there: no quorum, a number of voters, or a share of the members."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.forms import Choice, Line, Number
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import QuorumKind, QuorumRule
from assembly_app.i18n import Translator


def share(text: str) -> tuple[int, int]:
    """The share in "1/2", "2 / 3" or "50 %". Raises `Refused` for anything else."""
    if found := re.fullmatch(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*", text):
        number, of = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"\s*(\d{1,3})\s*%\s*", text):
        number, of = int(found[1]), 100
    else:
        number, of = 0, 0
    if not 0 < number <= of:
        raise Refused("The quorum must be a share between nobody and everybody, such as 1/2.")
    return number, of


class QuorumEdit(QWidget):
    """The rule of the quorum."""

    edited = Signal()

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self.kind = Choice(
            [
                (QuorumKind.NONE, _("No quorum")),
                (QuorumKind.NUMBER, _("A number of voters")),
                (QuorumKind.SHARE, _("A share of the members")),
            ]
        )
        self.number = Number(1, 10_000)
        self.number.setAccessibleName(_("How many voters"))
        self.share = Line("1/2")
        self.share.setAccessibleName(_("Share, such as 1/2"))
        for short in (self.number, self.share):
            short.setFixedWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.kind, 1)
        row.addWidget(self.number)
        row.addWidget(self.share)
        self.setFocusProxy(self.kind)
        self.kind.edited.connect(self._kind_chosen)
        self.number.edited.connect(self.edited)
        self.share.edited.connect(self.edited)
        self._fit()

    def value(self) -> QuorumRule:
        """The rule. Raises `Refused` when the share is none."""
        match self.kind.value():
            case QuorumKind.NUMBER:
                return QuorumRule(QuorumKind.NUMBER, self.number.value())
            case QuorumKind.SHARE:
                return QuorumRule(QuorumKind.SHARE, *share(self.share.value()))
            case _:
                return QuorumRule()

    def show_value(self, rule: QuorumRule) -> None:
        """Show a rule."""
        self.kind.show_value(rule.kind)
        if rule.kind is QuorumKind.NUMBER:
            self.number.show_value(rule.number)
        elif rule.kind is QuorumKind.SHARE:
            self.share.show_value(f"{rule.number}/{rule.of}")
        self._fit()

    def _kind_chosen(self) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        self.number.setVisible(self.kind.value() is QuorumKind.NUMBER)
        self.share.setVisible(self.kind.value() is QuorumKind.SHARE)
