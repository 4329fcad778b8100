"""What else there is to do with a vote: paper ballots, help, reminders, a correction, and how it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from assembly_app.desktop.console.help_dialog import HelpDialog
from assembly_app.desktop.console.paper_dialog import PaperDialog
from assembly_app.desktop.console.result_dialog import ResultDialog
from assembly_app.desktop.context import Context
from assembly_app.domain.commands import RemindVoters
from assembly_app.domain.polls import BallotForm
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import ACCEPTING, PollState
from assembly_app.words import result_words

if TYPE_CHECKING:
    from assembly_app.desktop.console.poll_card import PollCard


class PollMore(QPushButton):
    """A menu, made anew each time it is shown."""

    def __init__(self, context: Context, card: PollCard) -> None:
        super().__init__(context._("More"))
        self._ = context._
        self._context = context
        self._live = context.live
        self._card = card
        self.list = QMenu(self)
        self.list.aboutToShow.connect(self.fill)
        self.setMenu(self.list)

    def fill(self) -> None:
        """Offer what fits the poll as it stands."""
        self.list.clear()
        found = self._card.chosen
        if found is None:
            return
        if found.status in ACCEPTING:
            self._fill_open(found)
        elif found.tally is not None:
            self._fill_closed(found)

    def _fill_open(self, found: PollState) -> None:
        _ = self._
        self.list.addAction(_("Paper ballots…"), lambda: PaperDialog(self._context, found, self._card).open())
        self.list.addAction(
            _("Vote for someone without a phone…"), lambda: HelpDialog(self._context, found, self._card).open()
        )
        if found.poll.reminders:
            self.list.addAction(_("Remind those who have not voted"), lambda: self.remind(found.poll.id))

    def _fill_closed(self, found: PollState) -> None:
        _ = self._
        if found.poll.form is BallotForm.WRITE:
            read = self.list.addAction(_("Read what was written…"), lambda: self.explain(found))
            read.setEnabled(self._card.revealed(found))
        elif result_words.rounds(found, _):
            read = self.list.addAction(_("How it was counted…"), lambda: self.explain(found))
            read.setEnabled(self._card.revealed(found))
        self.list.addAction(
            _("Correct the paper ballots…"), lambda: PaperDialog(self._context, found, self._card).open()
        )

    def explain(self, found: PollState) -> None:
        """How the result came about, or what was written."""
        ResultDialog(self._context, found, self._card).open()

    def remind(self, poll: str) -> None:
        """Have the phones that have not voted say so; here only numbers are told."""
        self._live.act(lambda desk: desk.execute(RemindVoters(poll)), lambda state: self._reminded(state, poll))

    def _reminded(self, state: SessionState, poll: str) -> None:
        _, found = self._, state.poll(poll)
        left = max(0, state.entitled(found.poll) - self._live.scene.turnout)
        self._card.told_so.emit(
            _.plural(
                "Reminded: {n} vote of {entitled} is still missing.",
                "Reminded: {n} votes of {entitled} are still missing.",
                left,
                entitled=_.number(state.entitled(found.poll)),
            )
        )
