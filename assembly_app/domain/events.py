"""Everything that can happen in a session. An event is a fact: it is never changed, only followed by another.

An event's tag carries its version ("ItemAdded.1"). When a field changes its meaning, the old struct stays
and a new one with the next version joins it, so that every journal ever written can still be read.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.people import Door, Member, QuorumRule
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import Approval, NextMeeting, Record, Remark, Signature
from assembly_app.domain.results import Result, Tally
from assembly_app.domain.room import Projection
from assembly_app.domain.speakers import QueueOrder
from assembly_app.domain.voting import PaperSheet
from assembly_app.i18n import LocalText


class SessionDetails(msgspec.Struct, frozen=True):
    """What is agreed about a session beforehand. `starts` is planned; `timezone` is an IANA name."""

    title: LocalText
    starts: datetime
    place: str = ""
    timezone: str = "Europe/Brussels"
    languages: tuple[str, ...] = ("nl", "fr")
    quorum: QuorumRule = QuorumRule()
    speech_seconds: int | None = 180
    queue_order: QueueOrder = QueueOrder.ARRIVAL
    proxies: int = 0
    """How many proxies one member may hold; 0: none are allowed."""


class Event(msgspec.Struct, frozen=True, tag_field="event", tag=lambda name: f"{name}.1"):
    """Something that happened."""


class SessionCreated(Event, frozen=True):
    details: SessionDetails


class SessionChanged(Event, frozen=True):
    details: SessionDetails


class SessionOpened(Event, frozen=True):
    pass


class SessionClosed(Event, frozen=True):
    pass


class SessionReopened(Event, frozen=True):
    pass


class Enrolled(Event, frozen=True):
    """People joined the session's roll, or their role or voting right changed."""

    members: tuple[Member, ...]


class Arrived(Event, frozen=True):
    person: str
    door: Door


class Left(Event, frozen=True):
    person: str


class ExcuseSet(Event, frozen=True):
    """Someone sent word of not coming, or took it back."""

    person: str
    excused: bool


class ProxyGiven(Event, frozen=True):
    """Someone absent lets `holder` vote for them in named polls."""

    giver: str
    holder: str


class ProxyEnded(Event, frozen=True):
    """A proxy was taken back, or its giver arrived."""

    giver: str


class ItemAdded(Event, frozen=True):
    item: AgendaItem
    index: int


class ItemChanged(Event, frozen=True):
    item: AgendaItem


class ItemMoved(Event, frozen=True):
    item: str
    parent: str | None
    index: int


class ItemRemoved(Event, frozen=True):
    item: str


class ItemStarted(Event, frozen=True):
    item: str


class ItemPaused(Event, frozen=True):
    item: str


class ItemResumed(Event, frozen=True):
    item: str


class ItemEnded(Event, frozen=True):
    item: str


class ItemSkipped(Event, frozen=True):
    item: str


class SpeakerQueued(Event, frozen=True):
    item: str
    person: str
    index: int


class SpeakerWithdrew(Event, frozen=True):
    item: str
    person: str


class SpeakerMoved(Event, frozen=True):
    item: str
    person: str
    index: int


class QueueClosed(Event, frozen=True):
    item: str


class QueueReopened(Event, frozen=True):
    item: str


class SpeechStarted(Event, frozen=True):
    item: str
    person: str
    limit: int | None


class SpeechEnded(Event, frozen=True):
    person: str


class PollAdded(Event, frozen=True):
    poll: Poll


class PollChanged(Event, frozen=True):
    poll: Poll


class PollRemoved(Event, frozen=True):
    poll: str


class PollOpened(Event, frozen=True):
    poll: str


class PollLastCalled(Event, frozen=True):
    """The close is announced: ballots that wait for company are put in now."""

    poll: str


class PollClosed(Event, frozen=True):
    """The close and the count in one: what the box held when it was shut."""

    poll: str
    tally: Tally
    digest: str
    entitled: int
    quorate: bool


class PollCancelled(Event, frozen=True):
    poll: str
    reason: str


class PollCounted(Event, frozen=True):
    """The result by the poll's method, round by round, from the ballots that the close sealed."""

    poll: str
    result: Result


class PaperCounted(Event, frozen=True):
    """Someone counted the paper ballots of a poll; two people must find the same."""

    poll: str
    sheet: PaperSheet


class VoteHelped(Event, frozen=True):
    """Someone without a phone voted with the facilitator's help; what was chosen is in the box alone."""

    poll: str
    person: str


class VotersReminded(Event, frozen=True):
    """Phones that had not voted were reminded; nobody learns whose they are."""

    poll: str


class TieDecided(Event, frozen=True):
    """The chair decided a tie (`chair` is an option), or it was drawn with a published seed."""

    poll: str
    chair: str | None
    seed: str | None


class PollCorrected(Event, frozen=True):
    """The paper ballots of a closed poll were counted again: a new tally and result, and why."""

    poll: str
    reason: str
    sheets: tuple[PaperSheet, PaperSheet]
    tally: Tally
    result: Result | None


class RecordWritten(Event, frozen=True):
    record: Record


class RecordRemoved(Event, frozen=True):
    record: str


class NextMeetingSet(Event, frozen=True):
    meeting: NextMeeting | None


class MinutesSent(Event, frozen=True):
    """The minutes went to the members for remarks, until a day."""

    until: date | None


class MinutesRecalled(Event, frozen=True):
    """The minutes are a draft again before they were approved."""


class RemarkMade(Event, frozen=True):
    remark: Remark


class RemarkAnswered(Event, frozen=True):
    remark: str
    answer: str
    accepted: bool


class MinutesApproved(Event, frozen=True):
    approval: Approval


class MinutesSigned(Event, frozen=True):
    signature: Signature


class CorrectionBegun(Event, frozen=True):
    """Approved minutes are put right in a new version, which says why."""

    reason: str


class ViewChosen(Event, frozen=True):
    """The facilitator chose what the room sees; None: follow the session again."""

    projection: Projection | None


class ActUndone(Event, frozen=True):
    """The entries from `first` to `last` were taken back; naming such an entry brings back what it took."""

    first: int
    last: int


AnyEvent = (
    SessionCreated | SessionChanged | SessionOpened | SessionClosed | SessionReopened
    | Enrolled | Arrived | Left | ExcuseSet | ProxyGiven | ProxyEnded
    | ItemAdded | ItemChanged | ItemMoved | ItemRemoved
    | ItemStarted | ItemPaused | ItemResumed | ItemEnded | ItemSkipped
    | SpeakerQueued | SpeakerWithdrew | SpeakerMoved | QueueClosed | QueueReopened
    | SpeechStarted | SpeechEnded
    | PollAdded | PollChanged | PollRemoved | PollOpened | PollLastCalled | PollClosed | PollCancelled
    | PollCounted | PaperCounted | VoteHelped | VotersReminded | TieDecided | PollCorrected
    | RecordWritten | RecordRemoved | NextMeetingSet
    | MinutesSent | MinutesRecalled | RemarkMade | RemarkAnswered | MinutesApproved | MinutesSigned | CorrectionBegun
    | ViewChosen | ActUndone
)  # fmt: skip


class Entry(msgspec.Struct, frozen=True):
    """One line of a session's journal: an event with its number (from 1), moment (UTC) and chain hash."""

    number: int
    at: datetime
    event: AnyEvent
    hash: str
