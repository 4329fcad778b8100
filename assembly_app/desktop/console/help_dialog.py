"""A vote for someone without a phone: choose the person, fill in their ballot, hand them the receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assembly_app.desk import Cast, Desk, new_id
from assembly_app.desktop import theme
from assembly_app.desktop.ballot_edit import BallotEdit
from assembly_app.desktop.console.people_field import PeopleField
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain import ballots
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Electorate
from assembly_app.domain.voting import PollState
from assembly_app.words import wording

WIDTH, HEIGHT = 520, 600
WAITING_HEIGHT = 300
"""The window stands beside the console while its ballot waits."""


class HelpDialog(QDialog):
    """Everyone present who may vote can be chosen: who has voted already is nobody's business, also not here.

    A ballot that waits for company keeps the window open beside the console, until it is in the box.
    """

    def __init__(self, context: Context, found: PollState, parent: QWidget) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._live = context.live
        self._found = found
        self._person = ""
        self._waiting: Callable[[Desk], str | None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Vote for someone without a phone"))
        self.told = label(_("Who votes? Let the person tell you the choice where nobody else hears it."))
        self.search = PeopleField(context, _("Name of who votes…"), self._voters, self.choose)
        self.name = label("", "large")
        self.whose = Choice()
        self.whose_field = Field(_("Whose vote"), self.whose)
        self.ballot = BallotEdit(_, found.poll)
        self.error = label("", "bad")
        self.receipt = label("", "display", wrap=False)
        self.receipt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.receipt.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.put = button(_("Put the ballot in the box"), self._put, look="primary")
        self.leave = button(_("Cancel"), self.reject)
        self.finish = button(_("Done"), self.accept, look="primary")
        for made in (self.put, self.leave, self.finish):
            made.setAutoDefault(False)
        self._lay_out()
        self._show(self.told, self.search)
        self.search.setFocus()

    def _lay_out(self) -> None:
        self.filling = scrolled(self.ballot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(self._.pick(self._found.poll.question), "title"))
        for widget in (self.told, self.search, self.name, self.whose_field):
            whole.addWidget(widget)
        whole.addWidget(self.filling, 1)
        whole.addWidget(self.receipt)
        whole.addWidget(self.error)
        whole.addStretch()
        foot = row(self.leave, self.put, self.finish)
        foot.insertStretch(1)
        whole.addLayout(foot)
        self.resize(WIDTH, HEIGHT)

    def _show(self, *parts: QWidget) -> None:
        """Only what belongs to this step."""
        steps = (self.told, self.search, self.name, self.whose_field, self.filling, self.receipt, self.put, self.finish)
        for widget in steps:
            widget.setVisible(widget in parts)
        self.leave.setVisible(self.finish not in parts)
        self.error.hide()

    def _voters(self) -> Iterable[Person]:
        state = self._live.state
        everyone = self._found.poll.electorate is Electorate.ROOM
        here = (person for person in self._live.people.values() if person.id in state.present)
        return (person for person in here if everyone or state.may_vote(person.id))

    # --- the ballot ---

    def choose(self, person: str) -> None:
        """Fill in this person's ballot."""
        _, state = self._, self._live.state
        self._person = person
        self.name.setText(wording.name_of(self._live.people, person, _))
        givers = state.votes_for(person, self._found.poll)
        names = {giver: wording.name_of(self._live.people, giver, _) for giver in givers}
        self.whose.offer(
            [("", _("own vote"))] + [(giver, _("by proxy for {name}", name=n)) for giver, n in names.items()]
        )
        parts = [self.name, self.filling, self.put]
        self._show(*parts, *([self.whose_field] if givers else []))
        self.ballot.clear()

    def _put(self) -> None:
        try:
            choice = self.ballot.value()
        except Refused as refused:
            self._fail(self._.explain(refused))
            return
        poll, person, giver, key = self._found.poll.id, self._person, self.whose.value() or "", new_id() * 2

        def put(desk: Desk) -> str | None:
            return desk.help_vote(_cast(desk, poll, person, giver, choice, key))

        self.put.setEnabled(False)
        self._live.act(put, lambda receipt: self._answered(put, receipt), self._fail)

    def _answered(self, put: Callable[[Desk], str | None], receipt: str | None) -> None:
        self.put.setEnabled(True)
        self.ballot.clear()  # nobody reads over a shoulder what was chosen
        if receipt is None:
            self._wait(put)
        else:
            self._hand_over(receipt)

    def _wait(self, put: Callable[[Desk], str | None]) -> None:
        """Say that the ballot is not in yet, and ask again whenever something happened; the console stays usable."""
        _, self._waiting = self._, put
        self.told.setText(_(
            "The vote of {name} is not in yet. Few people can vote here, so it waits for another vote that you help "
            "with, or for the close: then nobody can tell it by its moment. Leave this window open, and go on in the "
            "console: the receipt comes here.", name=self.name.text(),
        ))  # fmt: skip
        self._show(self.told, self.finish)
        self.finish.setText(_("Close without the receipt"))
        self._live.changed.connect(self._ask_again)
        self.hide()
        self.resize(WIDTH, WAITING_HEIGHT)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.show()

    def _ask_again(self) -> None:
        put = self._waiting
        if put is not None:
            self._live.act(put, self._now_in, self._not_in)

    def _now_in(self, receipt: str | None) -> None:
        if receipt is not None and self._waiting is not None:
            self._stop_waiting()
            self._hand_over(receipt)

    def _not_in(self, sentence: str) -> None:
        """It waited in vain, as when the vote was cancelled or the person voted on a phone after all."""
        if self._waiting is None:
            return
        self._stop_waiting()
        self.told.setText(self._("The vote of {name} did not go in. {why}", name=self.name.text(), why=sentence))

    def _stop_waiting(self) -> None:
        self._waiting = None
        self._live.changed.disconnect(self._ask_again)
        self.finish.setText(self._("Done"))
        self.raise_()

    def _hand_over(self, receipt: str) -> None:
        """Show the receipt this once."""
        _ = self._
        self.receipt.setText(receipt)
        name = self.name.text()
        if receipt:
            told = _("The vote of {name} is in. Hand over this receipt now: it is shown once and kept nowhere else.",
                     name=name)  # fmt: skip
        else:
            told = _("The vote of {name} is in.", name=name)
        self.told.setText(told)
        self._show(self.told, self.finish, *([self.receipt] if receipt else []))
        self.finish.setFocus()

    def done(self, result: int) -> None:
        """Ask no more; what waits goes into the box all the same."""
        self._waiting = None
        super().done(result)

    def _fail(self, sentence: str) -> None:
        self.put.setEnabled(True)
        self.error.setText(sentence)
        self.error.show()


def _cast(desk: Desk, poll: str, person: str, giver: str, choice: ballots.Choice, key: str) -> Cast:
    ticket = desk.tickets().get(giver or person)
    if ticket is None:
        raise Refused("This person has no code, so no vote can be put in. Add the person anew.")
    return Cast(poll, person, ticket.id, f"desk-{person}", choice, key, giver)
