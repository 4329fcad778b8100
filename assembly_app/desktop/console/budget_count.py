"""Counting participatory budgets off the UI thread: it begins by itself at the close, tells how far it is, can stop."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.live import Live
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.counting.budget import Cancelled
from assembly_app.domain.events import Entry, PollClosed, PollCorrected
from assembly_app.domain.voting import uncounted

FULL = 1000


class BudgetCounts(QObject):
    """Counts one budget at a time, in a thread of the session's."""

    changed = Signal()
    _told = Signal(int, float)

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._live = live
        self._stop = threading.Event()
        self.running = ""
        """The poll that is being counted; empty when none is."""
        self.runs = 0
        """How many runs of the method are done."""
        self.spent = 0.0
        """Which part of the budget the last run spends."""
        self._told.connect(self._hear)
        live.happened.connect(self._heed)

    def start(self, poll: str) -> None:
        """Count this poll, unless one is being counted."""
        if self.running:
            return
        stop = self._stop = threading.Event()
        self.running, self.runs, self.spent = poll, 0, 0.0
        self._live.ask(lambda desk: self._count(desk, poll, stop), lambda _done: self._end(), self._fail)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop counting; the ballots stay and can be counted again."""
        self._stop.set()

    def _count(self, desk: Desk, poll: str, stop: threading.Event) -> bool:
        def watch(runs: int, spent: Fraction) -> None:
            if stop.is_set() or self._live.closed:
                raise Cancelled
            self._told.emit(runs, float(spent))

        try:
            desk.count_budget(poll, watch)
        except Cancelled:
            return False
        return True

    @Slot(int, float)
    def _hear(self, runs: int, spent: float) -> None:
        self.runs, self.spent = runs, spent
        self.changed.emit()

    def _end(self) -> None:
        self.running = ""
        self.changed.emit()

    def _fail(self, sentence: str) -> None:
        self._end()
        self._live.refused.emit(sentence)

    def _heed(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if isinstance(entry.event, PollClosed | PollCorrected):
                found = self._live.state.polls.get(entry.event.poll)
                if found is not None and uncounted(found):
                    self.start(found.poll.id)


class CountRow(QWidget):
    """How far the count is, with the way to stop it; or the way to begin it again."""

    def __init__(self, context: Context, counts: BudgetCounts) -> None:
        super().__init__()
        self._ = _ = context._
        self._counts = counts
        self._poll = ""
        self.told = label("", "muted", wrap=False)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(theme.SPACE)
        self.bar.setRange(0, FULL)
        self.bar.setAccessibleName(_("Part of the budget that is spent so far"))
        self.cancel = button(_("Stop counting"), counts.cancel, icon="x")
        self.again = button(_("Count now"), lambda: counts.start(self._poll), icon="refresh-cw")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE // 2)
        whole.addLayout(row(self.told, self.cancel, self.again, stretch=0))
        whole.addWidget(self.bar)
        counts.changed.connect(self.draw)

    def show_poll(self, poll: str) -> None:
        """Follow the count of this poll."""
        self._poll = poll
        self.draw()

    def draw(self) -> None:
        """Show how far it is."""
        _, counts = self._, self._counts
        counting = bool(counts.running) and counts.running == self._poll
        for widget in (self.told, self.bar, self.cancel):
            widget.setVisible(counting)
        self.again.setVisible(not counting)
        self.again.setEnabled(not counts.running)
        self.bar.setValue(int(counts.spent * FULL))
        self.told.setText(_.plural("Counting: {n} run done…", "Counting: {n} runs done…", counts.runs))
