"""The invented neighbourhood council: its people, agenda and polls, brought in as a user would bring them in."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from assembly_app import paths
from assembly_app.desk import Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import QuorumRule, Role
from assembly_app.domain.polls import Option, Poll
from assembly_app.domain.preferences import Preferences
from assembly_app.domain.record import NextMeeting, Record
from assembly_app.i18n import LocalText
from assembly_app.lists import people_csv
from assembly_app.store.store import Store

EARLY = 25
"""How many with a vote are there before the opening: just enough for the quorum."""


class Played(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happens when the evening is played that nobody could prepare."""

    starts: datetime
    guests: tuple[str, ...]
    cancelled: str
    """Why the last poll is cancelled, and held anew with `extra_option`."""
    extra_option: Option
    next_meeting: NextMeeting
    skipped: AgendaItem
    """An item that comes up during the evening and is put off."""
    records: tuple[Record, ...]


class Evening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What resources/demo/evening.toml says. Ids tie polls and records to items; `excused` are names."""

    assembly: LocalText
    title: LocalText
    place: str
    quorum: QuorumRule
    speech_seconds: int
    excused: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    polls: tuple[Poll, ...]
    played: Played

    def details(self, starts: datetime) -> SessionDetails:
        """The session's details when it starts at `starts`."""
        return SessionDetails(self.title, starts, self.place, quorum=self.quorum, speech_seconds=self.speech_seconds)


class Moving:
    """A clock that the evening moves on by itself."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **amount: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**amount)


class Prepared(msgspec.Struct, frozen=True):
    """The session as it is made: what the plan's ids of items and polls became, and ids by name of people."""

    desk: Desk
    plan: Evening
    items: dict[str, str]
    polls: dict[str, str]
    people: dict[str, str]


def evening() -> Evening:
    """The evening as it is planned."""
    return msgspec.toml.decode((paths.RESOURCES / "demo" / "evening.toml").read_bytes(), type=Evening)


def prepare(store: Store, clock: Callable[[], datetime], starts: datetime) -> Prepared:
    """A session with its people, agenda and polls. Nobody is in yet."""
    plan = evening()
    store.prefer(Preferences(languages=("nl", "fr")))
    desk = Desk.create(store, plan.details(starts), clock)
    sheet = people_csv.read(paths.RESOURCES / "demo" / "people.csv")
    found = people_csv.preview(sheet, people_csv.guess_mapping(sheet.header), desk.people.values(), new_id)
    desk.execute(commands.Enrol(found.people()))
    people = {person.name: person.id for person in found.people()}
    for name in plan.excused:
        desk.execute(commands.SetExcuse(people[name]))
    items = {item.id: new_id() for item in plan.items}
    for item in plan.items:
        desk.execute(commands.AddItem(replace(item, id=items[item.id])))
    polls = {poll.id: new_id() for poll in plan.polls}
    for poll in plan.polls:
        desk.execute(commands.AddPoll(replace(poll, id=polls[poll.id], item=items[poll.item] if poll.item else None)))
    return Prepared(desk, plan, items, polls, people)


def early(desk: Desk, chance: random.Random) -> list[str]:
    """Who comes before the opening, by id, in the order of arriving: those who run the evening, then the keen ones."""
    coming = [person for person in desk.people.values() if person.id not in desk.state.excused]
    staff = [p.id for p in coming if p.role in (Role.CHAIR, Role.SECRETARY, Role.FACILITATOR, Role.GUEST)]
    voters = [p.id for p in coming if p.may_vote and p.id not in staff]
    others = [p.id for p in coming if p.id not in (*staff, *voters)]
    keen = chance.sample(voters, EARLY - 1) + chance.sample(others, 2)  # the chair is the other one with a vote
    chance.shuffle(keen)
    return staff + keen
