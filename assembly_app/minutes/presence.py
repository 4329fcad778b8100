"""Who was there, who came late or left early, and how the quorum stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from assembly_app.domain import events
from assembly_app.domain.events import Entry
from assembly_app.domain.people import Attendance, Member, Person, Role, Spell
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.session import apply
from assembly_app.domain.state import Phase, SessionState
from assembly_app.minutes.model import Absence, Attended, Presence, Proxy, QuorumStand, Someone

_VISITORS = frozenset({Role.GUEST, Role.OBSERVER})
_MOVES_QUORUM = (
    events.SessionOpened | events.SessionReopened | events.SessionChanged
    | events.Enrolled | events.Arrived | events.Left | events.ProxyGiven | events.ProxyEnded
)  # fmt: skip


Past = Sequence[tuple[SessionState, Entry]]
"""The journal, each entry with the state after it."""


def history(entries: Iterable[Entry]) -> Past:
    """The journal folded step by step."""
    past: list[tuple[SessionState, Entry]] = []
    state = SessionState()
    for entry in entries:
        state = apply(state, entry.event, entry.at)
        past.append((state, entry))
    return past


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


def presence(state: SessionState, past: Past, people: Mapping[str, Person]) -> Presence:
    """The lists of the title page. Whoever left before the opening was not at the session."""
    there: dict[str, tuple[Spell, ...]] = {}
    for person, spells in state.spells.items():
        if during := _during(spells, state.opened):
            there[person] = during
    roll = in_order(someone(state, people, person) for person in state.members)
    attended = [_attended(state, who, there[who.id]) for who in roll if who.id in there]
    represented = _represented(state, past, people)
    accounted = there.keys() | {proxy.giver.id for proxy in represented}
    away = [who for who in roll if who.id not in accounted and who.role not in _VISITORS]
    return Presence(
        present=tuple(a for a in attended if a.who.role not in _VISITORS),
        guests=tuple(a for a in attended if a.who.role is Role.GUEST),
        observers=tuple(a for a in attended if a.who.role is Role.OBSERVER),
        represented=represented,
        excused=tuple(who for who in away if who.id in state.excused),
        absent=tuple(who for who in away if who.id not in state.excused),
    )


def _represented(state: SessionState, past: Past, people: Mapping[str, Person]) -> tuple[Proxy, ...]:
    """Every stretch in which someone absent was represented while the session was open, in order of name."""
    details = state.session()
    found: list[Proxy] = []
    since: dict[tuple[str, str], datetime] = {}

    def end(pair: tuple[str, str], at: datetime | None) -> None:
        begun = since.pop(pair)
        late = state.opened is not None and begun > state.opened
        giver, holder = (someone(state, people, person) for person in pair)
        since_then = local(details, begun) if late else None
        found.append(Proxy(giver, holder, since_then, local(details, at) if at else None))

    for at, pairs in _proxies(past):
        for pair in [pair for pair in since if pair not in pairs]:
            end(pair, at)
        since.update((pair, at) for pair in pairs if pair not in since)
    for pair in list(since):
        end(pair, None)
    return tuple(sorted(found, key=lambda proxy: (sort_key(proxy.giver.name), proxy.giver.id)))


def _proxies(past: Past) -> Iterator[tuple[datetime, set[tuple[str, str]]]]:
    """Who was represented by whom after each entry of the time in which the session was open."""
    for state, entry in past:
        if state.phase is Phase.OPEN:
            yield entry.at, {(giver, state.proxies[giver]) for giver in state.represented}


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


def quorum(past: Past) -> tuple[QuorumStand, ...]:
    """How the quorum stood at the opening, and each time that it was lost or reached while the session was open."""
    stands: list[QuorumStand] = []
    for state, at, counted in _counts(past):
        before = stands[-1].attendance if stands else None
        if before is None or (before.quorate, before.needed > 0) != (counted.quorate, counted.needed > 0):
            stands.append(QuorumStand(local(state.session(), at), counted))
    return tuple(stands)


def _counts(past: Past) -> Iterator[tuple[SessionState, datetime, Attendance]]:
    for state, entry in past:
        if state.phase is Phase.OPEN and isinstance(entry.event, _MOVES_QUORUM):
            yield state, entry.at, state.attendance()
