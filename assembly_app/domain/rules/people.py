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
        if command.person in state.proxies:
            yield events.ProxyEnded(command.person)  # who is here votes in person
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


def give_proxy(state: SessionState, command: commands.GiveProxy, at: datetime) -> Iterator[AnyEvent]:
    _on_roll(state, command.giver)
    _on_roll(state, command.holder)
    if state.proxies.get(command.giver) == command.holder:
        return
    if command.giver in state.present:
        raise Refused("This person is here and votes in person, so no proxy is needed.")
    if not (state.members[command.giver].may_vote and state.members[command.holder].may_vote):
        raise Refused("Only members with a vote can give or hold a proxy.")
    if command.giver == command.holder or command.holder in state.proxies or command.giver in state.proxies.values():
        raise Refused("A proxy cannot be passed on. Choose someone who holds their own vote.")
    if sum(holder == command.holder for holder in state.proxies.values()) >= state.session().proxies:
        raise Refused("One member can hold at most {n} proxies here. Choose someone else.", n=state.session().proxies)
    yield events.ProxyGiven(command.giver, command.holder)


def take_proxy_back(state: SessionState, command: commands.TakeProxyBack, at: datetime) -> Iterator[AnyEvent]:
    if command.giver in state.proxies:
        yield events.ProxyEnded(command.giver)


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


def _proxy_given(state: SessionState, event: events.ProxyGiven, at: datetime) -> SessionState:
    return replace(state, proxies={**state.proxies, event.giver: event.holder})


def _proxy_ended(state: SessionState, event: events.ProxyEnded, at: datetime) -> SessionState:
    return replace(state, proxies={giver: holder for giver, holder in state.proxies.items() if giver != event.giver})


DECIDE = {
    commands.Enrol: enrol,
    commands.CheckIn: check_in,
    commands.CheckOut: check_out,
    commands.SetExcuse: set_excuse,
    commands.GiveProxy: give_proxy,
    commands.TakeProxyBack: take_proxy_back,
}
APPLY = {
    events.Enrolled: _enrolled,
    events.Arrived: _arrived,
    events.Left: _left,
    events.ExcuseSet: _excused,
    events.ProxyGiven: _proxy_given,
    events.ProxyEnded: _proxy_ended,
}
