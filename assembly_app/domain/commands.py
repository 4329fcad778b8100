"""Everything that can be asked of a session. Ids of new things come in with the command."""

from __future__ import annotations

from datetime import date

import msgspec

from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.events import Entry, SessionDetails
from assembly_app.domain.people import Door, Person
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import Approval, NextMeeting, Record, Remark, Signature
from assembly_app.domain.results import Result, Tally
from assembly_app.domain.room import Projection
from assembly_app.domain.voting import PaperSheet


class Command(msgspec.Struct, frozen=True):
    """Something that is asked."""


class CreateSession(Command, frozen=True):
    details: SessionDetails


class ChangeSession(Command, frozen=True):
    details: SessionDetails


class OpenSession(Command, frozen=True):
    pass


class CloseSession(Command, frozen=True):
    pass


class ReopenSession(Command, frozen=True):
    pass


class Enrol(Command, frozen=True):
    """Take people on the roll, or change what is known of them. The desk keeps their names."""

    people: tuple[Person, ...]


class CheckIn(Command, frozen=True):
    person: str
    door: Door = Door.DESK


class CheckOut(Command, frozen=True):
    person: str


class SetExcuse(Command, frozen=True):
    person: str
    excused: bool = True


class AddItem(Command, frozen=True):
    """Add an item; without an index at the end (of its parent's items when nested)."""

    item: AgendaItem
    index: int | None = None


class ChangeItem(Command, frozen=True):
    item: AgendaItem


class MoveItem(Command, frozen=True):
    """Move an item to `index` of the flat list without it, under `parent` or to the top level."""

    item: str
    parent: str | None
    index: int


class RemoveItem(Command, frozen=True):
    item: str


class StartItem(Command, frozen=True):
    item: str


class PauseItem(Command, frozen=True):
    pass


class ResumeItem(Command, frozen=True):
    pass


class EndItem(Command, frozen=True):
    pass


class NextItem(Command, frozen=True):
    """End the running item, if any, and start the next planned one after it."""


class PreviousItem(Command, frozen=True):
    """Go back: end the running item and take up the one that was worked on before it."""


class SkipItem(Command, frozen=True):
    item: str


class JoinQueue(Command, frozen=True):
    person: str


class Withdraw(Command, frozen=True):
    person: str


class MoveSpeaker(Command, frozen=True):
    person: str
    index: int


class CloseQueue(Command, frozen=True):
    pass


class ReopenQueue(Command, frozen=True):
    pass


class StartSpeech(Command, frozen=True):
    person: str


class EndSpeech(Command, frozen=True):
    pass


class AddPoll(Command, frozen=True):
    poll: Poll


class ChangePoll(Command, frozen=True):
    poll: Poll


class RemovePoll(Command, frozen=True):
    poll: str


class OpenPoll(Command, frozen=True):
    poll: str


class CallLastVotes(Command, frozen=True):
    poll: str


class ClosePoll(Command, frozen=True):
    """Close a poll. The desk fills in the count in the transaction that shuts the box."""

    poll: str
    tally: Tally | None = None
    digest: str = ""
    result: Result | None = None


class CancelPoll(Command, frozen=True):
    poll: str
    reason: str


class RecordResult(Command, frozen=True):
    """Keep the result of a count that took a worker: a participatory budget."""

    poll: str
    result: Result


class CountPaper(Command, frozen=True):
    """Hand in the paper ballots as one person counted them; a second person's sheet must say the same."""

    poll: str
    sheet: PaperSheet


class HelpVote(Command, frozen=True):
    """Say that someone voted with help; the desk puts the ballot in the box in the same transaction."""

    poll: str
    person: str


class RemindVoters(Command, frozen=True):
    """Have the phones that have not voted yet say so. The desk fills in how many voted."""

    poll: str
    voted: int | None = None


class DecideTie(Command, frozen=True):
    """Break a tie by the poll's rule: the chair's option, or the seed of the draw."""

    poll: str
    chair: str | None = None
    seed: str | None = None
    result: Result | None = None
    """Filled in by the desk: the result with the tie broken, where a method gave one."""


class CorrectPoll(Command, frozen=True):
    """Put the paper ballots of a closed poll right. The desk fills in the new count."""

    poll: str
    reason: str
    sheets: tuple[PaperSheet, PaperSheet]
    tally: Tally | None = None
    result: Result | None = None


class WriteRecord(Command, frozen=True):
    record: Record


class RemoveRecord(Command, frozen=True):
    record: str


class SetNextMeeting(Command, frozen=True):
    meeting: NextMeeting | None


class SendMinutes(Command, frozen=True):
    """Send the minutes to the members for remarks."""

    until: date | None = None


class RecallMinutes(Command, frozen=True):
    """Make the minutes a draft again, before they are approved."""


class MakeRemark(Command, frozen=True):
    remark: Remark


class AnswerRemark(Command, frozen=True):
    remark: str
    answer: str
    accepted: bool


class ApproveMinutes(Command, frozen=True):
    approval: Approval


class SignMinutes(Command, frozen=True):
    signature: Signature


class CorrectMinutes(Command, frozen=True):
    """Begin a new version of approved minutes."""

    reason: str


class TakeBack(Command, frozen=True):
    """Undo the entries from `first` to `last`. The desk fills in the journal and the polls that have ballots."""

    first: int
    last: int
    entries: tuple[Entry, ...] = ()
    voted: frozenset[str] = frozenset()


class ChooseView(Command, frozen=True):
    projection: Projection | None


class GiveProxy(Command, frozen=True):
    """Someone who is absent lets a member vote for them in named polls."""

    giver: str
    holder: str


class TakeProxyBack(Command, frozen=True):
    giver: str
