"""The door: the roll, arriving, leaving, and who sent word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.people import Spell, is_present
from assembly_app.domain.rules.speakers import leave_floor
from assembly_app.domain.state import Phase, SessionState


def enrol(state: SessionState, command: commands.Enrol, at: datetime) -> Iterator[AnyEvent]:
    if any(not person.name.strip() for person in command.people):
        raise Refused("A person has no name. Write the name first.")
    if command.people:
        yield events.Enrolled(tuple(person.member() for person in command.people))


def check_in(state: SessionState, command: commands.CheckIn, at: datetime) -> Iterator[AnyEvent]:
    _on_roll(state, command.person)
    if state.phase is Phase.CLOSED:
        raise Refused("The session is closed, so nobody can be checked in any more.")
    if command.person not in state.present:
        yield events.Arrived(command.person, command.door)


def check_out(state: SessionState, command: commands.CheckOut, at: datetime) -> Iterator[AnyEvent]:
    _on_roll(state, command.person)
    if state.phase is Phase.CLOSED:
        raise Refused("The session is closed: who was there stays as it was.")
    if command.person in state.present:
        yield from leave_floor(state, command.person)
        yield events.Left(command.person)


def set_excuse(state: SessionState, command: commands.SetExcuse, at: datetime) -> Iterator[AnyEvent]:
    _on_roll(state, command.person)
    if command.excused != (command.person in state.excused):
        yield events.ExcuseSet(command.person, command.excused)


def _on_roll(state: SessionState, person: str) -> None:
    if person not in state.members:
        raise Refused("This person is not on the list of this session. Add the person first.")


def _enrolled(state: SessionState, event: events.Enrolled, at: datetime) -> SessionState:
    return replace(state, members={**state.members, **{m.person: m for m in event.members}})


def _arrived(state: SessionState, event: events.Arrived, at: datetime) -> SessionState:
    spells = state.spells.get(event.person, ())
    if is_present(spells):
        return state
    return replace(
        state,
        spells={**state.spells, event.person: (*spells, Spell(at, door=event.door))},
        present=state.present | {event.person},
    )


def _left(state: SessionState, event: events.Left, at: datetime) -> SessionState:
    spells = state.spells.get(event.person, ())
    if not is_present(spells):
        return state
    return replace(
        state,
        spells={**state.spells, event.person: (*spells[:-1], replace(spells[-1], left=at))},
        present=state.present - {event.person},
    )


def _excused(state: SessionState, event: events.ExcuseSet, at: datetime) -> SessionState:
    change = {event.person}
    return replace(state, excused=state.excused | change if event.excused else state.excused - change)


DECIDE = {
    commands.Enrol: enrol,
    commands.CheckIn: check_in,
    commands.CheckOut: check_out,
    commands.SetExcuse: set_excuse,
}
APPLY = {
    events.Enrolled: _enrolled,
    events.Arrived: _arrived,
    events.Left: _left,
    events.ExcuseSet: _excused,
}
