"""The copy that a rehearsal plays in: opened, emptied and filled until phones can do everything in it."""

from __future__ import annotations

from msgspec.structs import replace

from assembly_app.desk import Desk, new_id, now
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.commands import Command
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person
from assembly_app.domain.state import Phase
from assembly_app.domain.voting import PollStatus
from assembly_app.i18n import translator
from assembly_app.store.store import Store
from assembly_app.templates import Template


def made_ready(store: Store, phones: int) -> Desk:
    """The last session of the copy, open, with an item that runs, nobody in the room and enough people with a vote."""
    numbers = store.sessions()
    desk = Desk(store, numbers[-1]) if numbers else Desk.create(store, SessionDetails({"en": "Rehearsal"}, now()))
    _do(desk, *_opening(desk), *_emptying(desk), *_floor(desk))
    _enrol_missing(desk, phones * 3 // 4)
    return desk


def for_practice(store: Store, session: int, phones: int) -> Desk:
    """A new session of the copy that is prepared like `session`: all votes and items still to come, nobody in the room.

    Its title says that it is a rehearsal, on every screen; people with a vote are invented for half of the phones
    where there are not enough.
    """
    before = Desk(store, session).state
    plan = Template({"en": "-"}, items=before.items, polls=tuple(
        kept.poll for kept in before.polls.values() if kept.status is not PollStatus.CANCELLED
    ))  # fmt: skip
    details = before.session()
    title = {code: translator(code)("Rehearsal: {title}", title=text) for code, text in details.title.items()}
    desk = Desk.create(store, replace(details, title=title))
    _do(desk, *plan.commands(new_id))
    _enrol_missing(desk, phones // 2)
    return Desk(store, desk.session)  # a desk that made nothing: the making is nobody's act to undo


def _enrol_missing(desk: Desk, wanted: int) -> None:
    missing = wanted - sum(member.may_vote for member in desk.state.members.values())
    if missing > 0:
        _do(desk, commands.Enrol(tuple(Person(new_id(), f"Rehearsal member {n + 1}") for n in range(missing))))


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
