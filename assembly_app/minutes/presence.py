"""Who was there, who came late or left early, and how the quorum stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from assembly_app.domain import events
from assembly_app.domain.events import Entry
from assembly_app.domain.people import Attendance, Member, Person, Role, Spell
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.session import apply
from assembly_app.domain.state import Phase, SessionState
from assembly_app.minutes.model import Absence, Attended, Presence, QuorumStand, Someone

_VISITORS = frozenset({Role.GUEST, Role.OBSERVER})
_MOVES_QUORUM = (
    events.SessionOpened | events.SessionReopened | events.SessionChanged
    | events.Enrolled | events.Arrived | events.Left
)  # fmt: skip


def sort_key(name: str) -> tuple[str, str]:
    """Order of names without accents and capitals; the nameless come last."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.casefold() or "\U0010ffff", name


def someone(state: SessionState, people: Mapping[str, Person], person: str) -> Someone:
    """The person as the minutes name them; role and vote are those of this session's roll."""
    known = people.get(person)
    member = state.members.get(person, Member(person, Role.GUEST, False))
    return Someone(person, known.name if known else "", known.group if known else "", member.role, member.may_vote)


def in_order(people: Iterable[Someone]) -> tuple[Someone, ...]:
    """People in order of name."""
    return tuple(sorted(people, key=lambda person: (sort_key(person.name), person.id)))


def presence(state: SessionState, people: Mapping[str, Person]) -> Presence:
    """The lists of the title page. Whoever left before the opening was not at the session."""
    there: dict[str, tuple[Spell, ...]] = {}
    for person, spells in state.spells.items():
        if during := _during(spells, state.opened):
            there[person] = during
    roll = in_order(someone(state, people, person) for person in state.members)
    attended = [_attended(state, who, there[who.id]) for who in roll if who.id in there]
    away = [who for who in roll if who.id not in there and who.role not in _VISITORS]
    return Presence(
        present=tuple(a for a in attended if a.who.role not in _VISITORS),
        guests=tuple(a for a in attended if a.who.role is Role.GUEST),
        observers=tuple(a for a in attended if a.who.role is Role.OBSERVER),
        excused=tuple(who for who in away if who.id in state.excused),
        absent=tuple(who for who in away if who.id not in state.excused),
    )


def _during(spells: tuple[Spell, ...], opened: datetime | None) -> tuple[Spell, ...]:
    return tuple(spell for spell in spells if spell.left is None or opened is None or spell.left > opened)


def _attended(state: SessionState, who: Someone, spells: tuple[Spell, ...]) -> Attended:
    details = state.session()
    first, last = spells[0].arrived, spells[-1].left
    return Attended(
        who,
        late=local(details, first) if state.opened and first > state.opened else None,
        early=local(details, last) if last else None,
        away=tuple(
            Absence(local(details, before.left), local(details, after.arrived))
            for before, after in pairwise(spells)
            if before.left
        ),
    )


def quorum(entries: Iterable[Entry]) -> tuple[QuorumStand, ...]:
    """How the quorum stood at the opening, and each time that it was lost or reached while the session was open."""
    stands: list[QuorumStand] = []
    for state, at, counted in _counts(entries):
        before = stands[-1].attendance if stands else None
        if before is None or (before.quorate, before.needed > 0) != (counted.quorate, counted.needed > 0):
            stands.append(QuorumStand(local(state.session(), at), counted))
    return tuple(stands)


def _counts(entries: Iterable[Entry]) -> Iterator[tuple[SessionState, datetime, Attendance]]:
    state = SessionState()
    for entry in entries:
        state = apply(state, entry.event, entry.at)
        if state.phase is Phase.OPEN and isinstance(entry.event, _MOVES_QUORUM):
            yield state, entry.at, state.attendance()
