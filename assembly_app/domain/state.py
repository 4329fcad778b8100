"""The state of a session: what its journal adds up to, and questions that every face asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from assembly_app.domain.agenda import AgendaItem, ItemKind, Progress, Status
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Attendance, Member, Spell, attendance
from assembly_app.domain.polls import Electorate, Poll
from assembly_app.domain.record import MinutesStand, NextMeeting, Record
from assembly_app.domain.room import Projection, View
from assembly_app.domain.speakers import SpeakerList, Speech
from assembly_app.domain.voting import ACCEPTING, PollState, PollStatus


class Phase(StrEnum):
    """Where a session stands. While PLANNED the doors are open: people may check in."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class SessionState(msgspec.Struct, frozen=True):
    """Everything about one session, without names. Frozen: faces on other threads may keep it."""

    number: int = 0
    """The number of the last journal entry in it."""
    details: SessionDetails | None = None
    phase: Phase = Phase.PLANNED
    opened: datetime | None = None
    closed: datetime | None = None

    members: dict[str, Member] = {}
    spells: dict[str, tuple[Spell, ...]] = {}
    present: frozenset[str] = frozenset()
    excused: frozenset[str] = frozenset()
    proxies: dict[str, str] = {}
    """Who votes for whom in named polls: the holder by the giver."""

    items: tuple[AgendaItem, ...] = ()
    progress: dict[str, Progress] = {}
    current: str | None = None
    """The item that runs or is paused."""
    taken: tuple[str, ...] = ()
    """The items in the order in which they were last taken up."""

    lists: dict[str, SpeakerList] = {}
    speeches: tuple[Speech, ...] = ()

    polls: dict[str, PollState] = {}
    records: tuple[Record, ...] = ()
    next_meeting: NextMeeting | None = None
    minutes: MinutesStand = MinutesStand()
    chosen: Projection | None = None
    """What the facilitator chose for the projector; None: it follows the session."""

    # --- people ---

    def attendance(self) -> Attendance:
        """The count of the room now."""
        rule = self.session().quorum
        return attendance(self.members.values(), self.present, self.represented, rule)

    @property
    def represented(self) -> frozenset[str]:
        """The absent members with a vote whose proxy is held by someone who is here and has a vote."""
        return frozenset(
            giver for giver, holder in self.proxies.items() if self.members[giver].may_vote and self.may_vote(holder)
        )

    def may_vote(self, person: str) -> bool:
        """Whether this person may vote in a members' poll now: present, with a vote."""
        member = self.members.get(person)
        return member is not None and member.may_vote and person in self.present

    def was_present(self, person: str) -> bool:
        """Whether this person was in the room at any time."""
        return bool(self.spells.get(person))

    # --- agenda ---

    def session(self) -> SessionDetails:
        """The details; a session that was never created is refused."""
        if self.details is None:
            raise Refused("This session does not exist. Create it first.")
        return self.details

    def item(self, item: str) -> AgendaItem:
        """The agenda item with this id."""
        for candidate in self.items:
            if candidate.id == item:
                return candidate
        raise Refused("This agenda item is not on the agenda any more. Choose another one.")

    def progress_of(self, item: str) -> Progress:
        """How far an item is."""
        return self.progress.get(item, Progress())

    def next_item(self) -> AgendaItem | None:
        """The item that "next" would start: the first planned one after the current, else the first planned."""
        planned = [item for item in self.items if self.progress_of(item.id).status is Status.PLANNED]
        ids = [item.id for item in self.items]
        if self.current in ids:
            after = ids[ids.index(self.current) + 1 :]
            planned.sort(key=lambda item: item.id not in after)
        return planned[0] if planned else None

    # --- minutes ---

    def with_records(self, written: Iterable[Record]) -> SessionState:
        """The state with these entries of the minutes in the place of those with their ids, new ones last."""
        changed = {record.id: record for record in written}
        kept = tuple(changed.pop(record.id, record) for record in self.records)
        return replace(self, records=(*kept, *changed.values()))

    # --- speakers ---

    @property
    def speaking(self) -> Speech | None:
        """The speech that runs now."""
        return self.speeches[-1] if self.speeches and self.speeches[-1].span.ended is None else None

    @property
    def speakers(self) -> SpeakerList:
        """The list of speakers of the current item; closed while there is none."""
        if self.current is None:
            return SpeakerList(open=False)
        return self.lists.get(self.current, SpeakerList())

    # --- polls ---

    def poll(self, poll: str) -> PollState:
        """The poll with this id."""
        try:
            return self.polls[poll]
        except KeyError:
            raise Refused("This poll does not exist any more. Choose another one.") from None

    @property
    def open_poll(self) -> PollState | None:
        """The poll that accepts ballots now; there is at most one."""
        return next((poll for poll in self.polls.values() if poll.status in ACCEPTING), None)

    def entitled(self, poll: Poll) -> int:
        """How many may vote now: present members with a vote, or everyone present in a straw poll.

        Proxies count in named polls only: in a secret one they would tie a ballot to its holder.
        """
        if poll.electorate is Electorate.ROOM:
            return len(self.present)
        counted = self.attendance()
        return counted.voting if poll.secret else counted.voting + counted.represented

    def votes_for(self, holder: str, poll: Poll) -> tuple[str, ...]:
        """The absent members for whom this person may vote in a poll."""
        if poll.secret or poll.electorate is Electorate.ROOM:
            return ()
        return tuple(giver for giver in self.represented if self.proxies[giver] == holder)

    def check_voter(self, poll: str, person: str, giver: str = "") -> PollState:
        """The poll, if this person may put a ballot in its box now; else a refusal that says why not.

        With `giver`: whether they may do so for that absent member.
        """
        found = self.poll(poll)
        if found.status is PollStatus.PREPARED:
            raise Refused("This vote is not open yet. Wait until the facilitator opens it.")
        if found.status not in ACCEPTING:
            raise Refused("This vote is closed. Your ballot was not counted.")
        if person not in self.present:
            raise Refused("You are not checked in. Check in first, then vote.")
        if found.poll.electorate is Electorate.MEMBERS and not self.may_vote(person):
            raise Refused("Only members with a vote can take part in this poll.")
        if giver and giver not in self.votes_for(person, found.poll):
            raise Refused("You do not hold this person's proxy for this vote.")
        return found

    # --- projector ---

    @property
    def showing(self) -> Projection:
        """What the room sees: the facilitator's choice, else what happens now."""
        if self.chosen is not None:
            return self.chosen
        if (poll := self.open_poll) is not None:
            return Projection(View.POLL, poll.poll.id)
        if self.speaking is not None:
            return Projection(View.SPEAKER)
        if self.current is None or self.phase is not Phase.OPEN:
            return Projection(View.WELCOME)
        is_break = self.item(self.current).kind is ItemKind.BREAK
        return Projection(View.BREAK if is_break else View.ITEM)
