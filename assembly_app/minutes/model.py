"""What minutes say, as facts: no language, no layout. Every exporter is drawn from this one structure.

Moments are on the clock of the hall. A `Someone` without a name was erased.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from assembly_app.domain.agenda import AgendaItem, Status
from assembly_app.domain.ballots import Choice, marked
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Attendance, Role
from assembly_app.domain.polls import Electorate
from assembly_app.domain.preferences import Phrase
from assembly_app.domain.record import MinutesStand, NextMeeting, Record
from assembly_app.domain.state import Phase
from assembly_app.domain.voting import PollState
from assembly_app.i18n import LocalText
from assembly_app.words.written_words import frequent


class Someone(msgspec.Struct, frozen=True):
    """A person as the minutes name them."""

    id: str
    name: str
    group: str
    role: Role
    may_vote: bool


class Absence(msgspec.Struct, frozen=True):
    """A while in which someone who was there was out of the room."""

    left: datetime
    back: datetime


class Attended(msgspec.Struct, frozen=True):
    """Someone who was in the room during the session, and when not."""

    who: Someone
    late: datetime | None = None
    """When they came, if that was after the opening."""
    early: datetime | None = None
    """When they left, if they did not come back."""
    away: tuple[Absence, ...] = ()


class Presence(msgspec.Struct, frozen=True):
    """Who was there and who was not, each list in order of name."""

    present: tuple[Attended, ...] = ()
    """Everyone of the assembly: chair, secretary, facilitators, members, substitutes."""
    guests: tuple[Attended, ...] = ()
    observers: tuple[Attended, ...] = ()
    represented: tuple[Proxy, ...] = ()
    """Every proxy that was in force during the session, also of who came later."""
    excused: tuple[Someone, ...] = ()
    """Those who sent word, and were neither there nor represented."""
    absent: tuple[Someone, ...] = ()
    unnamed: bool = False
    """Whether people are only counted, as in a copy for publication."""

    @property
    def givers(self) -> frozenset[str]:
        """Everyone (by id) who was represented at some time."""
        return frozenset(proxy.giver.id for proxy in self.represented)

    @property
    def voting(self) -> int:
        """How many of those who were there have a vote."""
        return sum(person.who.may_vote for person in self.everyone)

    @property
    def everyone(self) -> tuple[Attended, ...]:
        """All who were there."""
        return (*self.present, *self.guests, *self.observers)

    def with_role(self, role: Role) -> tuple[Someone, ...]:
        """Those who were there in this role."""
        return tuple(person.who for person in self.present if person.who.role is role)


class QuorumStand(msgspec.Struct, frozen=True):
    """How the quorum stood from a moment on."""

    at: datetime
    attendance: Attendance


class Turns(msgspec.Struct, frozen=True):
    """How often and how long (seconds) someone spoke on an item."""

    who: Someone
    times: int
    seconds: float


class Proxy(msgspec.Struct, frozen=True):
    """Someone absent was represented by a holder, while the session was open or a poll ran."""

    giver: Someone
    holder: Someone
    since: datetime | None = None
    """When it began; None: it was there from the start."""
    until: datetime | None = None
    """When it ended; None: it lasted to the end."""


class NamedBallot(msgspec.Struct, frozen=True):
    """What someone chose in a named poll, how many votes that is, and the proxy under which it may have been cast."""

    who: Someone
    choice: Choice
    weight: int = 1
    proxy: Proxy | None = None


class PollMinutes(msgspec.Struct, frozen=True):
    """A poll and what became of it.

    `roll` is the roll call of a named poll of members that was counted, in order of name; a straw poll of the room
    has none. `written` are the answers of an open question or the entries of a word cloud, in order of the alphabet.
    """

    state: PollState
    opened: datetime | None = None
    closed: datetime | None = None
    roll: tuple[NamedBallot, ...] = ()
    written: tuple[str, ...] = ()
    corrected: tuple[datetime, ...] = ()
    """When each correction of `state` was made, on the clock of the hall."""

    @property
    def counted(self) -> bool:
        """Whether there is a result to tell."""
        return self.state.tally is not None

    @property
    def straw(self) -> bool:
        """Whether it asked the room, not the members."""
        return self.state.poll.electorate is Electorate.ROOM

    @property
    def words(self) -> tuple[tuple[str, int], ...]:
        """How often each entry of a word cloud was written, however it was capitalised; the most frequent first."""
        return tuple(frequent(self.written))

    def of_option(self, option: str) -> tuple[NamedBallot, ...]:
        """The ballots of the roll call that mark an option."""
        return tuple(ballot for ballot in self.roll if option in marked(ballot.choice))


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of time; `ended` is None while it runs."""

    started: datetime
    ended: datetime | None


class Subject(msgspec.Struct, frozen=True):
    """What was said, written and voted on one item, or outside all of them."""

    turns: tuple[Turns, ...] = ()
    notes: tuple[Record, ...] = ()
    decisions: tuple[Record, ...] = ()
    actions: tuple[Record, ...] = ()
    polls: tuple[PollMinutes, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.turns or self.notes or self.decisions or self.actions or self.polls)


class ItemMinutes(msgspec.Struct, frozen=True):
    """An agenda item and what became of it."""

    number: str
    item: AgendaItem
    status: Status
    stretches: tuple[Stretch, ...]
    seconds: float
    """Worked on it, pauses left out."""
    subject: Subject


class Reopening(msgspec.Struct, frozen=True):
    """The session was closed and taken up again."""

    closed: datetime
    reopened: datetime


class Minutes(msgspec.Struct, frozen=True):
    """The whole draft."""

    assembly: LocalText
    session: int
    """The session's number in its assembly."""
    details: SessionDetails
    phase: Phase
    starts: datetime
    """As planned."""
    told: datetime
    """The moment up to which the journal tells."""
    opened: datetime | None
    closed: datetime | None
    reopenings: tuple[Reopening, ...]
    presence: Presence
    quorum: tuple[QuorumStand, ...]
    """How it stood at the opening, then each time that it was lost or reached."""
    items: tuple[ItemMinutes, ...]
    other: Subject
    """What belongs to no item."""
    next_meeting: NextMeeting | None
    stand: MinutesStand = MinutesStand()
    """How far the minutes themselves are."""
    signed: tuple[Someone, ...] = ()
    """Who signed the approved minutes, in this order."""
    entries: int = 0
    """Up to which entry of the journal this tells."""
    seal: str = ""
    """The hash of that entry: who keeps the minutes can show later that nothing before it changed or went."""
    phrases: tuple[Phrase, ...] = ()
    """The assembly's own phrases, which entries may hold as live fields."""

    @property
    def subjects(self) -> tuple[tuple[str, Subject], ...]:
        """Everything in order of the document: the item's number ("" without one) and what was said there."""
        return (*((item.number, item.subject) for item in self.items), ("", self.other))
