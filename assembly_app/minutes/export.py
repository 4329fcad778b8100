"""A session as JSON for other programs. The structs below are the format; `version` rises when a field changes.

Moments are UTC in ISO 8601. A poll that is secret tells its tally and its seal, never a ballot. E-mail addresses,
traits and the codes of badges stay in the assembly's file, and so do the answers to the questions after the session.

To check the journal: an entry's hash is the SHA-256 of five lines joined by "\\n": the hash before it (empty for the
first), the session's number, the entry's number, its `at`, and its event as JSON without spaces, keys as they stand.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from assembly_app.desk import Desk
from assembly_app.domain.agenda import AgendaItem, Progress, Span, Status, numbers
from assembly_app.domain.ballots import Choice
from assembly_app.domain.counting import exact
from assembly_app.domain.counting.majority import Majority, TieBreak
from assembly_app.domain.events import Entry, SessionDetails
from assembly_app.domain.people import Member, Spell
from assembly_app.domain.polls import Method, Poll
from assembly_app.domain.record import MinutesStand, NextMeeting, Record
from assembly_app.domain.results import Outcome, Result, Tally
from assembly_app.domain.speakers import Speech
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import Correction, PaperSheet, PollStatus
from assembly_app.i18n import LocalText
from assembly_app.minutes.draft import drafted, has_roll
from assembly_app.minutes.model import Minutes, PollMinutes, Proxy

VERSION = 1
SCHEMA = f"urn:assembly-app:session:{VERSION}"
"""The name of the JSON Schema that every file follows; `minutes.schema` makes it."""


class ExportedPerson(msgspec.Struct, frozen=True):
    """Someone on the session's roll; an erased person has no name. `stays` are the times in the room."""

    id: str
    name: str
    group: str
    language: str
    role: str
    may_vote: bool
    weight: int
    excused: bool
    stays: tuple[Spell, ...]


class ExportedProxy(msgspec.Struct, frozen=True):
    """Someone absent was represented in named polls, from `since` until `until` (None: from the start, to the end)."""

    giver: str
    holder: str
    since: datetime | None
    until: datetime | None


class ExportedItem(msgspec.Struct, frozen=True):
    """An item of the agenda in its place, with its printed number and the times in which it was dealt with."""

    number: str
    item: AgendaItem
    status: Status
    times: tuple[Span, ...]


class PublishedBallot(msgspec.Struct, frozen=True):
    """A ballot of a secret poll that publishes them: the receipt, which only its voter knows, and the choice."""

    receipt: str
    choice: Choice


class ExportedPoll(msgspec.Struct, frozen=True):
    """A poll and what became of it.

    `roll_call` (person to choice) only in a named poll of members that was counted, with the votes of each person in
    `weights` where someone had more than one, and in `proxies` who held the proxy of whom (giver to holder) while it
    ran. `written` are answers or words in order of the alphabet. `published` only where a secret poll publishes its
    ballots. `paper` are the paper ballots as each of two people counted them; `corrections` keep the count before.
    """

    poll: Poll
    method: Method
    majority: Majority
    status: PollStatus
    opened: datetime | None
    closed: datetime | None
    entitled: int
    members: int
    quorate: bool
    tally: Tally | None
    result: Result | None
    outcome: Outcome | None
    tie_break: TieBreak | None
    paper: tuple[PaperSheet, ...]
    helped: int
    corrections: tuple[Correction, ...]
    digest: str
    reason: str
    roll_call: dict[str, Choice] | None
    weights: dict[str, int]
    proxies: dict[str, str]
    written: tuple[str, ...]
    published: tuple[PublishedBallot, ...] | None


class ExportedEntry(msgspec.Struct, frozen=True):
    """A line of the journal as it was written."""

    number: int
    at: str
    event: Any
    hash: str


class ExportedSession(msgspec.Struct, frozen=True):
    """The whole file. `minutes` is how far the minutes themselves are."""

    format: str
    version: int
    schema: str = msgspec.field(name="$schema")
    assembly: LocalText
    session: int
    details: SessionDetails
    phase: Phase
    opened: datetime | None
    closed: datetime | None
    people: tuple[ExportedPerson, ...]
    proxies: tuple[ExportedProxy, ...]
    agenda: tuple[ExportedItem, ...]
    speeches: tuple[Speech, ...]
    polls: tuple[ExportedPoll, ...]
    records: tuple[Record, ...]
    next_meeting: NextMeeting | None
    minutes: MinutesStand
    journal: tuple[ExportedEntry, ...]


def session_json(desk: Desk) -> bytes:
    """Everything of the session, indented, the same bytes for the same session. Raises `Refused` or `StoreError`."""
    return as_json(exported(desk))


def as_json(session: ExportedSession) -> bytes:
    """The file as it is written."""
    told = msgspec.json.encode(msgspec.to_builtins(session, enc_hook=exact.plain, order="deterministic"))
    return msgspec.json.format(told, indent=2) + b"\n"


def exported(desk: Desk) -> ExportedSession:
    """The session in the shape of the file."""
    state = desk.state
    minutes = drafted(desk, state)
    told = {poll.state.poll.id: poll for _number, subject in minutes.subjects for poll in subject.polls}
    printed = numbers(state.items)
    return ExportedSession(
        format="assembly-app session",
        version=VERSION,
        schema=SCHEMA,
        assembly=desk.store.name(),
        session=desk.session,
        details=state.session(),
        phase=state.phase,
        opened=state.opened,
        closed=state.closed,
        people=tuple(_person(desk, state, member) for _, member in sorted(state.members.items())),
        proxies=tuple(_proxy(proxy) for proxy in minutes.presence.represented),
        agenda=tuple(_item(item, printed[item.id], state.progress_of(item.id)) for item in state.items),
        speeches=state.speeches,
        polls=tuple(_poll(desk, told[poll]) for poll in state.polls),
        records=state.records,
        next_meeting=state.next_meeting,
        minutes=state.minutes,
        journal=tuple(_entry(entry) for entry in desk.entries() if entry.number <= state.number),
    )


def public(whole: ExportedSession, minutes: Minutes) -> ExportedSession:
    """The file without what tells who somebody is, as `minutes`, a copy for publication, has it.

    People, proxies, roll calls and the journal, which is sealed and cannot be changed, are left out.
    """
    items = {told.item.id: told.item for told in minutes.items}
    subjects = [told for _number, told in minutes.subjects]
    records = {each.id: each for told in subjects for each in (*told.notes, *told.decisions, *told.actions)}
    polls = {poll.state.poll.id: poll for told in subjects for poll in told.polls}
    return replace(
        whole,
        details=minutes.details,
        people=(),
        proxies=(),
        agenda=tuple(replace(each, item=items[each.item.id]) for each in whole.agenda),
        speeches=tuple(replace(speech, person="") for speech in whole.speeches),
        polls=tuple(_public_poll(each, polls[each.poll.id]) for each in whole.polls),
        records=tuple(records[record.id] for record in whole.records),
        minutes=replace(minutes.stand, signatures=()),
        journal=(),
    )


def _public_poll(poll: ExportedPoll, told: PollMinutes) -> ExportedPoll:
    state = told.state
    return replace(poll, poll=state.poll, paper=state.paper, corrections=state.corrections, reason=state.reason,
                   roll_call=None, weights={}, proxies={}, written=told.written)  # fmt: skip


def _person(desk: Desk, state: SessionState, member: Member) -> ExportedPerson:
    known = desk.people.get(member.person)
    return ExportedPerson(
        id=member.person,
        name=known.name if known else "",
        group=known.group if known else "",
        language=known.language if known else "",
        role=member.role,
        may_vote=member.may_vote,
        weight=member.weight,
        excused=member.person in state.excused,
        stays=state.spells.get(member.person, ()),
    )


def _proxy(proxy: Proxy) -> ExportedProxy:
    since, until = (at.astimezone(UTC) if at else None for at in (proxy.since, proxy.until))
    return ExportedProxy(proxy.giver.id, proxy.holder.id, since, until)


def _item(item: AgendaItem, number: str, progress: Progress) -> ExportedItem:
    return ExportedItem(number, item, progress.status, progress.spans)


def _poll(desk: Desk, told: PollMinutes) -> ExportedPoll:
    state = told.state
    named = told.counted and has_roll(state.poll)
    public = told.counted and state.poll.secret and state.poll.publish
    return ExportedPoll(
        poll=state.poll,
        method=state.poll.counted_by,
        majority=state.poll.carried_by,
        status=state.status,
        opened=state.opened,
        closed=state.closed,
        entitled=state.entitled,
        members=state.members,
        quorate=state.quorate,
        tally=state.tally,
        result=state.result,
        outcome=state.outcome,
        tie_break=state.tie_break,
        paper=state.paper,
        helped=state.helped,
        corrections=state.corrections,
        digest=state.digest,
        reason=state.reason,
        roll_call={each.who.id: each.choice for each in told.roll} if named else None,
        weights={each.who.id: each.weight for each in told.roll if each.weight != 1},
        proxies={each.who.id: each.proxy.holder.id for each in told.roll if each.proxy},
        written=told.written,
        published=tuple(PublishedBallot(*pair) for pair in desk.published(state.poll.id)) if public else None,
    )


def _entry(entry: Entry) -> ExportedEntry:
    return ExportedEntry(entry.number, entry.at.astimezone(UTC).isoformat(), entry.event, entry.hash)
