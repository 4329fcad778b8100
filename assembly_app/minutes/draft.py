"""The draft of the minutes: what the journal knows, put in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from assembly_app.domain import events
from assembly_app.domain.agenda import AgendaItem, numbers
from assembly_app.domain.events import Entry
from assembly_app.domain.people import Person
from assembly_app.domain.record import Record, RecordKind
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.speakers import spoken
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PollState
from assembly_app.i18n import LocalText
from assembly_app.minutes.model import (
    ItemMinutes,
    Minutes,
    PollMinutes,
    Reopening,
    Side,
    Stretch,
    Subject,
    Turns,
)
from assembly_app.minutes.presence import in_order, presence, quorum, someone

RollCall = Mapping[str, tuple[str, ...]]
"""Who (by id) chose which options."""


def draft(
    state: SessionState,
    entries: Sequence[Entry],
    people: Mapping[str, Person],
    assembly: LocalText,
    session: int,
    rolls: Mapping[str, RollCall],
) -> Minutes:
    """The minutes of a session as its journal tells it; `rolls` has the roll call of each counted named poll.

    `state` must be what `entries` add up to. Raises `Refused` when the session was never created.
    """
    return _Drafter(state, entries, people, rolls).minutes(assembly, session)


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


class _Drafter:
    """Holds what every part of the draft is read from."""

    def __init__(
        self,
        state: SessionState,
        entries: Sequence[Entry],
        people: Mapping[str, Person],
        rolls: Mapping[str, RollCall],
    ) -> None:
        self.state = state
        self.entries = entries
        self.people = people
        self.rolls = rolls
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
            presence=presence(state, self.people),
            quorum=quorum(self.entries),
            items=tuple(self._item(item, printed[item.id]) for item in state.items),
            other=self._subject(None),
            next_meeting=state.next_meeting,
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
        roll = self.rolls.get(poll.poll.id, {}) if poll.tally and not poll.poll.secret else {}
        sides = (
            Side(option.id, in_order(
                someone(self.state, self.people, person) for person, chosen in roll.items() if option.id in chosen
            ))
            for option in poll.poll.options
        )  # fmt: skip
        return PollMinutes(poll, self._local(poll.opened), self._local(poll.closed), tuple(sides) if roll else ())

    def _local(self, moment: datetime | None) -> datetime | None:
        return local(self.details, moment) if moment else None
