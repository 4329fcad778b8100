"""Signals from the phones: a quiet line with how many give which; one that many give speaks up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from assembly_app.desktop import actions
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Card, button, column, label, row
from assembly_app.domain.signals import Signal
from assembly_app.words import wording

MANY_SHARE, MANY_LEAST = 0.2, 3
"""The share of the connected phones, and the least number of them, from which a signal speaks up."""


class SignalsRow(Card):
    """Counts only: who gave a signal is known to nobody. Hidden while there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._phones = context.phones
        self.setAccessibleName(_("Signals from the phones"))
        self.loud, self.quiet = label("", "strong"), label("", "muted")
        self.heard = button(_("Heard"), self.hear, icon="check", tip=actions.tip("heard", _))
        across = row(self.heard)
        across.insertLayout(0, column(self.loud, self.quiet, spacing=0), 1)
        self.body.addLayout(across)
        context.phones.changed.connect(self.draw)
        self.draw()

    def hear(self) -> None:
        """Clear the signals, and have their phones told that the facilitator has heard."""
        if self._phones.signals:
            self._phones.hear()

    def draw(self) -> None:
        """Say how many there are now."""
        counts = {signal: n for signal in Signal if (n := self._phones.signals.get(signal, 0))}
        many = max(MANY_LEAST, MANY_SHARE * self._phones.connected)
        self._speak_up("\n".join(self._loud_line(signal, n) for signal, n in counts.items() if n >= many))
        words = [_together(f"{self._(wording.SIGNALS_SHORT[signal])} {self._.number(n)}")
                 for signal, n in counts.items() if n < many]  # fmt: skip
        self._say_quietly(words)
        self.setVisible(bool(counts))

    def _loud_line(self, signal: Signal, count: int) -> str:
        _, connected = self._, max(count, self._phones.connected)
        share = _("{n} of {phones}", n=_.number(count), phones=_.number(connected))
        return _("▲ {signal}: {share}", signal=_(wording.SIGNALS[signal]), share=_together(share))

    def _speak_up(self, lines: str) -> None:
        began = bool(lines) and not self.loud.text()
        self.loud.setText(lines)
        self.loud.setVisible(bool(lines))
        if began:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, lines))

    def _say_quietly(self, words: Sequence[str]) -> None:
        self.quiet.setText(self._("Signals: {signals}", signals=" · ".join(words)) if words else "")
        self.quiet.setVisible(bool(words))


def _together(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")
