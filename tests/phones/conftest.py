"""An open session with people, an agenda and polls, and the phones' server running on it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem, Dossier, Influence, ItemKind
from assembly_app.domain.people import Person, Role
from assembly_app.domain.polls import Electorate, Option, Poll, PollKind
from assembly_app.phones.client import SimulatedPhone
from assembly_app.phones.server import running

T = TypeVar("T")

NAMES = (
    "Fatima Benali", "Jan Vermeulen", "Léa Dupont", "Omar Khalil", "Els Peeters", "Paul Lambert", "Ana Sousa",
    "Tom Janssens", "Inès Martin", "Wout Claes", "Nadia Haddad", "Luc Petit",
)  # fmt: skip

STREET = AgendaItem(
    "street",
    {"nl": "Speelstraat in de Noordstraat", "fr": "Rue aux enfants rue du Nord", "en": "Play street in the Rue du Nord",
     "de": "Spielstraße in der Nordstraße", "ar": "شارع للعب في Rue du Nord"},
    ItemKind.ADVICE, 20, presenter="Léa Dupont", influence=Influence.ADVISE,
    dossier=Dossier(aim={"en": "A street for playing on Wednesdays.", "nl": "Een straat om te spelen op woensdag."}),
)  # fmt: skip
BUDGET = AgendaItem("budget", {"nl": "Buurtbudget", "fr": "Budget du quartier", "en": "Budget"}, ItemKind.DECISION, 30)
SECRET = Poll(
    "play", {"nl": "Speelstraat op woensdag?", "fr": "Rue aux enfants le mercredi ?",
             "en": "Play street on Wednesdays?", "ar": "شارع للعب أيام الأربعاء؟"}, item="street",
)  # fmt: skip
NAMED = Poll("rollcall", {"en": "Adopt the minutes?", "nl": "Verslag goedkeuren?"}, secret=False)
TREES = Poll(
    "trees", {"en": "Which trees?", "nl": "Welke bomen?"}, PollKind.MULTIPLE,
    tuple(Option(name, {"en": label}) for name, label in
          (("lime", "Lime"), ("plane", "London plane"), ("cherry", "Japanese flowering cherry"), ("oak", "Oak"))),
    minimum=1, maximum=2, secret=True, live=True,
)  # fmt: skip
STRAW = Poll("straw", {"en": "A break now?", "nl": "Nu een pauze?"}, electorate=Electorate.ROOM)
MOOD = Poll(
    "mood", {"en": "Shorter now?", "nl": "Nu korter?"}, secret=False, live=True, electorate=Electorate.ROOM, revote=True
)


class Evening:
    """A session with its server, and how its people come by."""

    def __init__(self, desk: Desk, url: str) -> None:
        self.desk = desk
        self.url = url

    def code(self, index: int) -> str:
        """The code on the badge of the person with this number."""
        return self.desk.tickets()[f"p{index}"].code

    async def phone(self, index: int) -> SimulatedPhone:
        """A phone that scanned a badge."""
        phone = SimulatedPhone(self.url)
        await phone.scan(self.code(index))
        return phone

    async def phones(self, count: int) -> list[SimulatedPhone]:
        """The phones of the first people."""
        return list(await asyncio.gather(*(self.phone(index) for index in range(count))))


def fill(desk: Desk) -> None:
    """People, items and polls; the session is open and the street runs."""
    desk.execute(commands.Enrol(tuple(Person(f"p{n}", name) for n, name in enumerate(NAMES))))
    desk.execute(commands.Enrol((Person("watcher", "Ola Nowak", role=Role.OBSERVER, may_vote=False),)))
    for item in (STREET, BUDGET):
        desk.execute(commands.AddItem(item))
    for poll in (SECRET, NAMED, TREES, STRAW, MOOD):
        desk.execute(commands.AddPoll(poll))
    desk.execute(commands.OpenSession())
    desk.execute(commands.StartItem("street"))


@pytest.fixture
def evening(desk: Desk) -> Iterator[Evening]:
    fill(desk)
    with running(desk) as url:
        yield Evening(desk, url)


Play = Callable[[Awaitable[T]], T]


def _within(seconds: float) -> Play[T]:
    def run(story: Awaitable[T]) -> T:
        async def whole() -> T:
            async with asyncio.timeout(seconds):
                return await story

        return asyncio.run(whole())

    return run


@pytest.fixture
def play() -> Play[T]:
    """Runs what phones do, to its end."""
    return _within(60)


@pytest.fixture
def play_long() -> Play[T]:
    """The same for what takes minutes."""
    return _within(900)
