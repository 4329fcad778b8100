"""The copy that a rehearsal plays in: opened, emptied and filled until phones can do everything in it."""

from __future__ import annotations

from assembly_app.desk import Desk, new_id, now
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.commands import Command
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person
from assembly_app.domain.state import Phase
from assembly_app.store.store import Store


def made_ready(store: Store, phones: int) -> Desk:
    """The last session of the copy, open, with an item that runs, nobody in the room and enough people with a vote."""
    numbers = store.sessions()
    desk = Desk(store, numbers[-1]) if numbers else Desk.create(store, SessionDetails({"en": "Rehearsal"}, now()))
    _do(desk, *_opening(desk), *_emptying(desk), *_floor(desk))
    missing = phones * 3 // 4 - sum(member.may_vote for member in desk.state.members.values())
    if missing > 0:
        _do(desk, commands.Enrol(tuple(Person(new_id(), f"Rehearsal member {n + 1}") for n in range(missing))))
    return desk


def _do(desk: Desk, *asked: Command) -> None:
    for command in asked:
        desk.execute(command)


def _opening(desk: Desk) -> list[Command]:
    if desk.state.open_poll is not None:
        return [commands.CancelPoll(desk.state.open_poll.poll.id, "rehearsal")]
    return [commands.ReopenSession() if desk.state.phase is Phase.CLOSED else commands.OpenSession()]


def _emptying(desk: Desk) -> list[Command]:
    return [commands.CheckOut(person) for person in sorted(desk.state.present)]


def _floor(desk: Desk) -> list[Command]:
    item = AgendaItem(new_id(), {"en": "Rehearsal"})
    return [commands.AddItem(item), commands.StartItem(item.id)]
