"""A session as JSON for other programs. The structs below are the format; `version` rises when a field changes.

Moments are UTC in ISO 8601. A poll that is secret tells its tally and its seal, never a ballot. E-mail addresses,
traits and the codes of badges stay in the assembly's file.

To check the journal: an entry's hash is the SHA-256 of five lines joined by "\\n": the hash before it (empty for the
first), the session's number, the entry's number, its `at`, and its event as JSON without spaces, keys as they stand.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from assembly_app.desk import Desk
from assembly_app.domain.agenda import AgendaItem, Progress, Span, Status, numbers
from assembly_app.domain.ballots import Choice
from assembly_app.domain.counting import exact
from assembly_app.domain.events import Entry, SessionDetails
from assembly_app.domain.people import Member, Spell
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import NextMeeting, Record
from assembly_app.domain.results import Outcome, Tally
from assembly_app.domain.speakers import Speech
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.i18n import LocalText

VERSION = 1


class ExportedPerson(msgspec.Struct, frozen=True):
    """Someone on the session's roll; an erased person has no name. `stays` are the times in the room."""

    id: str
    name: str
    group: str
    language: str
    role: str
    may_vote: bool
    excused: bool
    stays: tuple[Spell, ...]


class ExportedItem(msgspec.Struct, frozen=True):
    """An item of the agenda in its place, with its printed number and the times in which it was dealt with."""

    number: str
    item: AgendaItem
    status: Status
    times: tuple[Span, ...]


class ExportedPoll(msgspec.Struct, frozen=True):
    """A poll and what became of it; `roll_call` (person to choice) only in a named poll that was counted."""

    poll: Poll
    status: PollStatus
    opened: datetime | None
    closed: datetime | None
    entitled: int
    quorate: bool
    tally: Tally | None
    outcome: Outcome | None
    digest: str
    reason: str
    roll_call: dict[str, Choice] | None


class ExportedEntry(msgspec.Struct, frozen=True):
    """A line of the journal as it was written."""

    number: int
    at: str
    event: Any
    hash: str


class ExportedSession(msgspec.Struct, frozen=True):
    """The whole file."""

    format: str
    version: int
    assembly: LocalText
    session: int
    details: SessionDetails
    phase: Phase
    opened: datetime | None
    closed: datetime | None
    people: tuple[ExportedPerson, ...]
    agenda: tuple[ExportedItem, ...]
    speeches: tuple[Speech, ...]
    polls: tuple[ExportedPoll, ...]
    records: tuple[Record, ...]
    next_meeting: NextMeeting | None
    journal: tuple[ExportedEntry, ...]


def session_json(desk: Desk) -> bytes:
    """Everything of the session, indented, the same bytes for the same session. Raises `Refused` or `StoreError`."""
    told = msgspec.json.encode(msgspec.to_builtins(exported(desk), enc_hook=exact.plain, order="deterministic"))
    return msgspec.json.format(told, indent=2) + b"\n"


def exported(desk: Desk) -> ExportedSession:
    """The session in the shape of the file."""
    state = desk.state
    printed = numbers(state.items)
    return ExportedSession(
        format="assembly-app session",
        version=VERSION,
        assembly=desk.store.name(),
        session=desk.session,
        details=state.session(),
        phase=state.phase,
        opened=state.opened,
        closed=state.closed,
        people=tuple(_person(desk, state, member) for _, member in sorted(state.members.items())),
        agenda=tuple(_item(item, printed[item.id], state.progress_of(item.id)) for item in state.items),
        speeches=state.speeches,
        polls=tuple(_poll(desk, poll) for poll in state.polls.values()),
        records=state.records,
        next_meeting=state.next_meeting,
        journal=tuple(_entry(entry) for entry in desk.entries() if entry.number <= state.number),
    )


def _person(desk: Desk, state: SessionState, member: Member) -> ExportedPerson:
    known = desk.people.get(member.person)
    return ExportedPerson(
        id=member.person,
        name=known.name if known else "",
        group=known.group if known else "",
        language=known.language if known else "",
        role=member.role,
        may_vote=member.may_vote,
        excused=member.person in state.excused,
        stays=state.spells.get(member.person, ()),
    )


def _item(item: AgendaItem, number: str, progress: Progress) -> ExportedItem:
    return ExportedItem(number, item, progress.status, progress.spans)


def _poll(desk: Desk, state: PollState) -> ExportedPoll:
    named = state.tally is not None and not state.poll.secret
    return ExportedPoll(
        poll=state.poll,
        status=state.status,
        opened=state.opened,
        closed=state.closed,
        entitled=state.entitled,
        quorate=state.quorate,
        tally=state.tally,
        outcome=state.outcome,
        digest=state.digest,
        reason=state.reason,
        roll_call=desk.roll_call(state.poll.id) if named else None,
    )


def _entry(entry: Entry) -> ExportedEntry:
    return ExportedEntry(entry.number, entry.at.astimezone(UTC).isoformat(), entry.event, entry.hash)
