"""The draft of the minutes: what the journal knows, put in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from assembly_app.desk import Desk
from assembly_app.domain import events
from assembly_app.domain.agenda import AgendaItem, numbers
from assembly_app.domain.ballots import Choice
from assembly_app.domain.events import Entry
from assembly_app.domain.history import standing
from assembly_app.domain.people import Person
from assembly_app.domain.polls import BallotForm, Electorate, Poll
from assembly_app.domain.record import Record, RecordKind
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.speakers import spoken
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import ACCEPTING, PollState
from assembly_app.i18n import LocalText
from assembly_app.minutes.model import (
    ItemMinutes,
    Minutes,
    NamedBallot,
    PollMinutes,
    Proxy,
    Reopening,
    Someone,
    Stretch,
    Subject,
    Turns,
)
from assembly_app.minutes.presence import Past, history, in_order, presence, quorum, someone

RollCall = Mapping[str, Choice]
"""Who (by id) chose what."""


class Boxes(msgspec.Struct, frozen=True):
    """What is read from the ballot boxes, by poll: roll calls of named polls, and what was written."""

    rolls: Mapping[str, RollCall] = {}
    written: Mapping[str, Sequence[str]] = {}


def drafted(desk: Desk, state: SessionState | None = None) -> Minutes:
    """The draft of the desk's session as `state` has it, or as it is now. Reads the disk; raises `Refused`."""
    state = state or desk.state
    past = [entry for entry in desk.entries() if entry.number <= state.number]
    entries = standing(past)
    counted = [poll.poll for poll in state.polls.values() if poll.tally is not None]
    boxes = Boxes(
        rolls={poll.id: desk.roll_call(poll.id) for poll in counted if has_roll(poll)},
        written={poll.id: desk.written(poll.id) for poll in counted if poll.form is BallotForm.WRITE},
    )
    told = draft(state, entries, desk.people, desk.store.name(), desk.session, boxes)
    return replace(told, entries=past[-1].number, seal=past[-1].hash, phrases=desk.store.preferences().phrases)


def draft(
    state: SessionState,
    entries: Sequence[Entry],
    people: Mapping[str, Person],
    assembly: LocalText,
    session: int,
    boxes: Boxes,
) -> Minutes:
    """The minutes of a session as its journal and its ballot boxes tell it.

    `state` must be what `entries` add up to. Raises `Refused` when the session was never created.
    """
    return _Drafter(state, entries, people, boxes).minutes(assembly, session)


def reopenings(state: SessionState, entries: Iterable[Entry]) -> tuple[Reopening, ...]:
    """Each time that the closed session was taken up again."""
    details = state.session()
    found: list[Reopening] = []
    closed: datetime | None = None
    for entry in entries:
        if isinstance(entry.event, events.SessionClosed):
            closed = entry.at
        elif isinstance(entry.event, events.SessionReopened) and closed is not None:
            found.append(Reopening(local(details, closed), local(details, entry.at)))
    return tuple(found)


def has_roll(poll: Poll) -> bool:
    """Whether the minutes tell who chose what: in named polls of members, never in a straw poll of the room."""
    return not poll.secret and poll.electorate is Electorate.MEMBERS


def voting(past: Past, poll: str) -> Past:
    """The part of the journal from the opening of a poll to its close."""
    held = [i for i, (state, _entry) in enumerate(past) if _accepts(state, poll)]
    return past[held[0] : held[-1] + 2] if held else ()


def _accepts(state: SessionState, poll: str) -> bool:
    return poll in state.polls and state.polls[poll].status in ACCEPTING


def weights(past: Past, poll: str) -> Mapping[str, int]:
    """How many votes each member had when the poll was last counted."""
    for state, entry in reversed(past):
        if isinstance(entry.event, events.PollClosed | events.PollCorrected) and entry.event.poll == poll:
            return {member.person: member.weight for member in state.members.values()}
    return {}


class _Drafter:
    """Holds what every part of the draft is read from."""

    def __init__(
        self,
        state: SessionState,
        entries: Sequence[Entry],
        people: Mapping[str, Person],
        boxes: Boxes,
    ) -> None:
        self.state = state
        self.entries = entries
        self.people = people
        self.boxes = boxes
        self.past = history(entries)
        self.details = state.session()
        self.told = entries[-1].at

    def minutes(self, assembly: LocalText, session: int) -> Minutes:
        state = self.state
        printed = numbers(state.items)
        return Minutes(
            assembly=assembly,
            session=session,
            details=self.details,
            phase=state.phase,
            starts=local(self.details, self.details.starts),
            told=local(self.details, self.told),
            opened=self._local(state.opened),
            closed=self._local(state.closed),
            reopenings=reopenings(state, self.entries),
            presence=presence(state, self.past, self.people),
            quorum=quorum(self.past),
            items=tuple(self._item(item, printed[item.id]) for item in state.items),
            other=self._subject(None),
            next_meeting=state.next_meeting,
            stand=state.minutes,
            signed=tuple(someone(state, self.people, each.person) for each in state.minutes.signatures),
        )

    def _item(self, item: AgendaItem, number: str) -> ItemMinutes:
        progress = self.state.progress_of(item.id)
        return ItemMinutes(
            number=number,
            item=item,
            status=progress.status,
            stretches=tuple(
                Stretch(local(self.details, span.started), self._local(span.ended)) for span in progress.spans
            ),
            seconds=progress.spent(self.told),
            subject=self._subject(item.id),
        )

    def _subject(self, item: str | None) -> Subject:
        return Subject(
            turns=self._turns(item),
            notes=self._records(item, RecordKind.NOTE),
            decisions=self._records(item, RecordKind.DECISION),
            actions=self._records(item, RecordKind.ACTION),
            polls=self._polls(item),
        )

    def _turns(self, item: str | None) -> tuple[Turns, ...]:
        shares = spoken((speech for speech in self.state.speeches if speech.item == item), self.told)
        return tuple(
            Turns(someone(self.state, self.people, person), share.times, share.seconds)
            for person, share in shares.items()
        )

    def _records(self, item: str | None, kind: RecordKind) -> tuple[Record, ...]:
        return tuple(record for record in self.state.records if record.item == item and record.kind is kind)

    def _polls(self, item: str | None) -> tuple[PollMinutes, ...]:
        """In the order in which they were opened; those never opened come last."""
        found = [poll for poll in self.state.polls.values() if poll.poll.item == item]
        found.sort(key=lambda poll: (poll.opened is None, poll.opened or self.told))
        return tuple(self._poll(poll) for poll in found)

    def _poll(self, poll: PollState) -> PollMinutes:
        counted = poll.tally is not None
        return PollMinutes(
            state=poll,
            opened=self._local(poll.opened),
            closed=self._local(poll.closed),
            roll=self._roll(poll) if counted and has_roll(poll.poll) else (),
            written=tuple(self.boxes.written.get(poll.poll.id, ())) if counted else (),
            corrected=tuple(local(self.details, correction.at) for correction in poll.corrections),
        )

    def _roll(self, poll: PollState) -> tuple[NamedBallot, ...]:
        """Who chose what, with the weights of the count and the proxies of the vote."""
        roll = self.boxes.rolls.get(poll.poll.id, {})
        votes = voting(self.past, poll.poll.id)
        weighed = weights(self.past, poll.poll.id)
        named = in_order(someone(self.state, self.people, person) for person in roll)
        return tuple(
            NamedBallot(who, roll[who.id], weighed.get(who.id, 1), self._proxy(who, votes)) for who in named
        )  # fmt: skip

    def _proxy(self, giver: Someone, votes: Past) -> Proxy | None:
        """The last proxy of this person while the vote ran; whoever came in between may have voted in person."""
        states = [(state, entry.at) for state, entry in votes]
        held = [i for i, (state, _at) in enumerate(states) if giver.id in state.represented]
        if not held:
            return None
        first, last = held[0], held[-1]
        return Proxy(
            giver,
            someone(self.state, self.people, states[last][0].proxies[giver.id]),
            since=self._local(states[first][1]) if first else None,
            until=self._local(states[last + 1][1]) if last + 1 < len(states) else None,
        )

    def _local(self, moment: datetime | None) -> datetime | None:
        return local(self.details, moment) if moment else None
