"""A small real evening, played through the desk: late and early people, and a poll of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assembly_app.desk import Cast, Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem, Dossier, Influence, ItemKind
from assembly_app.domain.ballots import Choice, Selection
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person, QuorumKind, QuorumRule, Role
from assembly_app.domain.polls import Electorate, Option, Poll, PollKind
from assembly_app.domain.record import NextMeeting, Record, RecordKind
from tests.conftest import Clock

FIRST = [
    "Aïcha",
    "Bram",
    "Chloé",
    "Dirk",
    "Éloïse",
    "Fatima",
    "Gert",
    "Hélène",
    "Ilse",
    "Jan",
    "Karim",
    "Léa",
    "Mehmet",
    "Nadia",
    "Omar",
    "Pieter",
    "Queenie",
    "Rachid",
]
LAST = [
    "Benali",
    "Claes",
    "De Smet",
    "Dubois",
    "El Amrani",
    "Janssens",
    "Lefèvre",
    "Maes",
    "Peeters",
    "Van den Broeck",
    "Özdemir",
]
GROUPS = ("Noordwijk", "Quartier des Écoles", "Handelaars · commerçants", "")
ROLES = {0: Role.CHAIR, 1: Role.SECRETARY, 2: Role.FACILITATOR, 41: Role.SUBSTITUTE, 42: Role.SUBSTITUTE,
         43: Role.GUEST, 44: Role.GUEST, 45: Role.OBSERVER, 46: Role.OBSERVER, 47: Role.OBSERVER}  # fmt: skip


def roll(count: int = 48) -> tuple[Person, ...]:
    """Invented people; the first three chair, write and facilitate."""
    return tuple(
        Person(
            id=f"p{number:03}",
            name=f"{FIRST[number % len(FIRST)]} {LAST[number * 7 % len(LAST)]}",
            group=GROUPS[number % len(GROUPS)],
            role=ROLES.get(number, Role.MEMBER),
            may_vote=ROLES.get(number, Role.MEMBER) in (Role.CHAIR, Role.MEMBER),
        )
        for number in range(count)
    )


AGENDA = (
    AgendaItem("welcome", {"nl": "Welkom", "fr": "Accueil"}, ItemKind.INFORMATION, 5, presenter="Aïcha Benali"),
    AgendaItem(
        "street",
        {"nl": "Speelstraat in de Noordstraat", "fr": "Rue aux enfants dans la rue du Nord"},
        ItemKind.ADVICE,
        20,
        presenter="Dienst Mobiliteit",
        influence=Influence.ADVISE,
        dossier=Dossier(
            aim={"nl": "Een autovrije straat op woensdagnamiddag.", "fr": "Une rue sans voitures le mercredi."},
            history={"nl": "Proef in 2025 met 120 kinderen.", "fr": "Essai en 2025 avec 120 enfants."},
            limits={"nl": "Hoogstens € 4.000 voor materiaal.", "fr": "Au plus 4 000 € de matériel."},
        ),
    ),
    AgendaItem("traffic", {"nl": "Verkeersplan", "fr": "Plan de circulation"}, minutes=10, parent="street"),
    AgendaItem("pause", {"nl": "Pauze", "fr": "Pause"}, ItemKind.BREAK, 10),
    AgendaItem("budget", {"nl": "Buurtbudget", "fr": "Budget de quartier"}, ItemKind.DECISION, 30,
               influence=Influence.CODECIDE),
    AgendaItem("trees", {"nl": "Bomen", "fr": "Arbres"}, ItemKind.LISTENING, 25),
    AgendaItem("varia", {"nl": "Varia", "fr": "Divers"}, ItemKind.INFORMATION, 10),
)  # fmt: skip

POLLS = (
    Poll("play", {"nl": "Elke woensdag een speelstraat?", "fr": "Une rue aux enfants chaque mercredi ?"}, secret=False,
         item="street"),
    Poll("first", {"nl": "Eerste stemming", "fr": "Premier vote"}, item="street"),
    Poll("projects", {"nl": "Welke projecten?", "fr": "Quels projets ?"}, PollKind.MULTIPLE,
         (Option("a", {"nl": "Fietsenstalling", "fr": "Parking vélos"}), Option("b", {"nl": "Banken", "fr": "Bancs"}),
          Option("c", {"nl": "Een openluchtkeuken met een lange tafel voor de hele buurt",
                       "fr": "Une cuisine en plein air avec une longue table pour tout le quartier"})),
         1, 2, item="budget"),
    Poll("tie", {"nl": "Gelijk?", "fr": "Égalité ?"}, PollKind.SINGLE,
         (Option("x", {"nl": "Linde", "fr": "Tilleul"}), Option("y", {"nl": "Eik", "fr": "Chêne"})), item="budget"),
    Poll("mood", {"nl": "Hoe was het?", "fr": "C'était comment ?"}, PollKind.SINGLE,
         (Option("good", {"nl": "Goed", "fr": "Bien"}), Option("long", {"nl": "Te lang", "fr": "Trop long"})),
         electorate=Electorate.ROOM),
    Poll("never", {"nl": "Nooit gesteld", "fr": "Jamais posée"}, item="varia"),
)  # fmt: skip


class Evening:
    """The desk of one evening and the hand that plays it."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk = desk
        self.clock = clock

    def do(self, *commands: c.Command, minutes: float = 0) -> None:
        """Turn the clock, then carry out the commands."""
        self.clock.turn(minutes=minutes)
        for command in commands:
            self.desk.execute(command)

    def voters(self) -> list[str]:
        """Everyone present with a vote, in order of id."""
        return sorted(person for person in self.desk.state.present if self.desk.state.may_vote(person))

    def speak(self, *speeches: tuple[str, float]) -> None:
        """Each person speaks for so many seconds."""
        for person, seconds in speeches:
            self.desk.execute(c.StartSpeech(person))
            self.clock.turn(seconds=seconds)
            self.desk.execute(c.EndSpeech())

    def vote(self, poll: str, *ballots: tuple[str, ...] | Choice, who: list[str] | None = None) -> None:
        """Open, have each voter cast the ballot in the same place, close."""
        self.do(c.OpenPoll(poll))
        self.cast(poll, *ballots, who=who)
        self.do(c.ClosePoll(poll), minutes=3)

    def cast(self, poll: str, *ballots: tuple[str, ...] | Choice, who: list[str] | None = None) -> None:
        """Each voter casts the ballot in the same place."""
        people = who or self.voters()
        casts = [self.ballot(poll, person, ballot) for person, ballot in zip(people, ballots, strict=False)]
        assert all(isinstance(answer, str) for answer in self.desk.cast(casts))

    def ballot(self, poll: str, person: str, chosen: tuple[str, ...] | Choice, giver: str = "") -> Cast:
        """The ballot as a phone would hand it in; with `giver` by proxy."""
        ticket = self.desk.tickets()[giver or person].id
        choice = Selection(chosen) if isinstance(chosen, tuple) else chosen
        return Cast(poll, person, ticket, f"device-{person}", choice, f"key-{poll}-{giver or person}", giver)


def play(desk: Desk, clock: Clock) -> Evening:
    """The whole evening, from the door to the close."""
    evening = Evening(desk, clock)
    people = roll()
    evening.do(c.Enrol(people), *(c.AddItem(item) for item in AGENDA), *(c.AddPoll(poll) for poll in POLLS))
    evening.do(*(c.CheckIn(person.id) for person in people if int(person.id[1:]) not in (8, 9, 10, 11, 12, 13)))
    evening.do(c.SetExcuse("p008"), c.SetExcuse("p009"))
    evening.do(c.CheckOut("p007"), c.OpenSession(), minutes=2)
    evening.do(c.StartItem("welcome"), c.WriteRecord(Record("n1", "welcome", RecordKind.NOTE, "De voorzitter opent.")))
    evening.do(c.CheckIn("p010"), c.NextItem(), minutes=6)
    evening.speak(("p005", 72), ("p014", 130.4), ("p005", 61))
    evening.do(c.CheckOut("p020"), c.PauseItem(), minutes=2)
    evening.do(c.ResumeItem(), c.CheckIn("p020"), minutes=4)
    evening.do(c.OpenPoll("first"))
    evening.do(c.CancelPoll("first", "De vraag was niet duidelijk."), minutes=1)
    evening.vote("play", *[("yes",)] * 20, *[("no",)] * 9, *[("abstain",)] * 3)
    evening.do(
        c.WriteRecord(Record("d1", "street", RecordKind.DECISION, "De raad adviseert een speelstraat op woensdag.")),
        c.WriteRecord(Record("a1", "street", RecordKind.ACTION, "Buren aanschrijven", "Jan Peeters", date(2026, 4, 1))),
        c.NextItem(), minutes=1,
    )  # fmt: skip
    evening.do(c.NextItem(), minutes=5)
    evening.do(c.CheckOut("p030"), c.CheckOut("p031"), c.NextItem(), minutes=10)
    evening.vote("projects", *[("a", "c")] * 12, *[("b",)] * 8, *[("c",)] * 5)
    evening.vote("tie", *[("x",)] * 10, *[("y",)] * 10)
    evening.do(c.SkipItem("trees"), c.WriteRecord(Record("a2", None, RecordKind.ACTION, "Sleutel terugbrengen")))
    evening.vote("mood", *[("good",)] * 3, who=["p043", "p044", "p000"])
    evening.do(*(c.CheckOut(f"p{number:03}") for number in range(14, 30)), minutes=1)
    evening.do(c.SetNextMeeting(NextMeeting(datetime(2026, 4, 16, 17, 30, tzinfo=UTC), "Zaal Noord")))
    evening.do(c.CloseSession(), minutes=4)
    return evening


@pytest.fixture
def details(details: SessionDetails) -> SessionDetails:
    """With a quorum of half of the members."""
    return SessionDetails(details.title, details.starts, details.place, quorum=QuorumRule(QuorumKind.SHARE, 1, 2))


@pytest.fixture
def evening(desk: Desk, clock: Clock) -> Evening:
    """A small evening that is over."""
    return play(desk, clock)
