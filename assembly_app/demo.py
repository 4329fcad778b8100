"""The demo evening: an invented neighbourhood council, ready to open, or played from the first guest to the minutes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from assembly_app import paths, people_csv
from assembly_app.desk import Desk, new_id, now
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Door, QuorumRule, Role
from assembly_app.domain.polls import Poll
from assembly_app.i18n import Explained, LocalText
from assembly_app.store.store import Store

FILE = "demo.assembly"
EARLY = 25
"""How many with a vote are there before the opening: just enough for the quorum."""


class Evening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What resources/demo/evening.toml says. Ids tie polls to items; `excused` are names."""

    assembly: LocalText
    title: LocalText
    place: str
    quorum: QuorumRule
    speech_seconds: int
    excused: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    polls: tuple[Poll, ...]

    def details(self, starts: datetime) -> SessionDetails:
        """The session's details on the day of `starts`."""
        return SessionDetails(
            self.title, starts, self.place, quorum=self.quorum, speech_seconds=self.speech_seconds
        )  # fmt: skip


class Moving:
    """A clock that the evening moves on by itself."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **amount: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**amount)


def evening() -> Evening:
    """The evening as it is prepared."""
    return msgspec.toml.decode((paths.RESOURCES / "demo" / "evening.toml").read_bytes(), type=Evening)


def directory(given: Path | None) -> Path:
    """The folder for a demo: the given one, or a new one among the user's documents.

    Raises Explained when it cannot be made or holds a demo already: that one is never overwritten.
    """
    if given is None:
        return _new_folder()
    try:
        given.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Explained(
            "The folder {folder} cannot be made: {reason}. Choose another one.",
            folder=given, reason=error.strerror or error,
        ) from None  # fmt: skip
    if (given / FILE).exists():
        raise Explained("There is a demo evening in {folder} already. Choose another folder, or open that file.",
                        folder=given)  # fmt: skip
    return given


def _new_folder() -> Path:
    for number in range(1, 1000):
        folder = paths.documents() / (f"Assembly demo {number}" if number > 1 else "Assembly demo")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError:
            break  # no place among the documents
        return folder
    return Path(tempfile.mkdtemp(prefix="assembly-demo-"))


def create(folder: Path, seed: int = 1) -> Path:
    """Make demo.assembly with one session that can be opened at once; the first people are in. Returns the file."""
    chance = random.Random(seed)
    opening = now()
    clock = Moving(opening - timedelta(minutes=25))
    with closing(Store.create(folder / FILE, evening().assembly)) as store:
        desk = prepare(store, clock, opening.replace(second=0, microsecond=0))
        for person in early(desk, chance):
            desk.execute(commands.CheckIn(person, chance.choice((Door.DESK, Door.BADGE, Door.BADGE))))
            clock.on(seconds=chance.randint(10, 70))
            clock.moment = min(clock.moment, opening)
        store.seal()
    return folder / FILE


def prepare(store: Store, clock: Callable[[], datetime], starts: datetime) -> Desk:
    """A session with its people, agenda and polls, all brought in as a user would. The doors are still closed."""
    plan = evening()
    desk = Desk.create(store, plan.details(starts), clock)
    sheet = people_csv.read(paths.RESOURCES / "demo" / "people.csv")
    found = people_csv.preview(sheet, people_csv.guess_mapping(sheet.header), desk.people.values(), new_id)
    desk.execute(commands.Enrol(found.people()))
    _add_agenda(desk, plan)
    for person in found.people():
        if person.name in plan.excused:
            desk.execute(commands.SetExcuse(person.id))
    return desk


def _add_agenda(desk: Desk, plan: Evening) -> None:
    items = {item.id: new_id() for item in plan.items}
    for item in plan.items:
        desk.execute(commands.AddItem(replace(item, id=items[item.id])))
    for poll in plan.polls:
        desk.execute(commands.AddPoll(replace(poll, id=new_id(), item=items[poll.item] if poll.item else None)))


def early(desk: Desk, chance: random.Random) -> list[str]:
    """Who comes before the opening, by id, in the order of arriving: those who run the evening, then the keen ones."""
    coming = [person for person in desk.people.values() if person.id not in desk.state.excused]
    staff = [p.id for p in coming if p.role in (Role.CHAIR, Role.SECRETARY, Role.FACILITATOR, Role.GUEST)]
    voters = [p.id for p in coming if p.may_vote and p.id not in staff]
    others = [p.id for p in coming if p.id not in (*staff, *voters)]
    keen = chance.sample(voters, EARLY - 1) + chance.sample(others, 2)  # the chair is the other one with a vote
    chance.shuffle(keen)
    return staff + keen
