"""An evening with a poll of every kind, and with everything that minutes must show of one: proxies, weights, paper,
help, ties, corrections."""

from __future__ import annotations

from msgspec.structs import replace

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.ballots import Ranking, Scores, Selection, Writing
from assembly_app.domain.counting.majority import Base, Majority, TieRule
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import QuorumKind, QuorumRule
from assembly_app.domain.polls import Electorate, Method, Option, Poll, PollKind, Scale
from assembly_app.domain.voting import PaperSheet, Pile
from tests.conftest import Clock
from tests.minutes.conftest import Evening, roll

PLACES = tuple(
    Option(id_, {"nl": dutch, "fr": french}, cost)
    for id_, dutch, french, cost in (
        ("park", "Park", "Parc", 500), ("pool", "Zwembad", "Piscine", 900), ("bench", "Banken", "Bancs", 100),
        ("lamp", "Slimme lantaarns langs het hele fietspad", "Éclairage le long de la piste", 450),
    )
)  # fmt: skip
SHARE = Majority(2, 3, at_least=True, base=Base.CAST, tie=TieRule.CHAIR)


def asked(id_: str, dutch: str, french: str, kind: PollKind, **more: object) -> Poll:
    """A poll about the places."""
    return Poll(id_, {"nl": dutch, "fr": french}, kind, PLACES, **more)  # type: ignore[arg-type]


POLLS = (
    asked("named", "Akkoord met het reglement?", "D'accord avec le règlement ?", PollKind.YES_NO_ABSTAIN, secret=False,
          majority=SHARE),
    asked("chair", "Beginnen we om 19 uur?", "Commencer à 19 h ?", PollKind.YES_NO_ABSTAIN,
          majority=Majority(tie=TieRule.CHAIR)),
    asked("lot", "Waar eerst?", "Où d'abord ?", PollKind.SINGLE, majority=Majority(0, 1, tie=TieRule.DRAW)),
    asked("redo", "En daarna?", "Et ensuite ?", PollKind.SINGLE),
    asked("score", "Hoe goed is elk voorstel?", "Que vaut chaque projet ?", PollKind.SCORE,
          scale=Scale(1, 5, {"nl": "slecht", "fr": "mauvais"}, {"nl": "heel goed", "fr": "très bon"})),
    asked("grade", "Welk oordeel?", "Quel jugement ?", PollKind.SCORE, method=Method.MAJORITY_JUDGEMENT),
    asked("runoff", "Jouw volgorde?", "Votre ordre ?", PollKind.RANKING, secret=False),
    asked("schulze", "Paarsgewijs?", "Par paires ?", PollKind.RANKING, method=Method.SCHULZE),
    asked("borda", "Met punten per plaats?", "Par points ?", PollKind.RANKING, method=Method.BORDA),
    asked("points", "Verdeel tien punten", "Répartissez dix points", PollKind.POINTS, publish=True),
    asked("budget", "Buurtbudget", "Budget de quartier", PollKind.BUDGET, budget=1000),
    asked("greedy", "Buurtbudget, tweede keer", "Budget, encore", PollKind.BUDGET, budget=1000, method=Method.GREEDY),
    asked("elect", "Twee plaatsen", "Deux lieux", PollKind.ELECTION, seats=2, method=Method.TRANSFERABLE_VOTE),
    asked("text", "Wat missen we?", "Que manque-t-il ?", PollKind.TEXT),
    asked("words", "De wijk in een woord?", "Le quartier en un mot ?", PollKind.WORDS, maximum=3),
    asked("straw", "Fijne avond?", "Bonne soirée ?", PollKind.YES_NO_ABSTAIN, secret=False,
          electorate=Electorate.ROOM),
)  # fmt: skip


def orders(*names: str) -> list[Ranking]:
    """Ballots such as "park pool"."""
    return [Ranking(tuple(name.split())) for name in names]


def play(desk: Desk, clock: Clock) -> Evening:
    """From the door to the close; twenty-four voters, two of them represented at first."""
    evening = Evening(desk, clock)
    people = [replace(person, weight=3) if person.id == "p000" else person for person in roll(30)]
    evening.do(c.ChangeSession(replace(desk.state.session(), proxies=2)), c.Enrol(tuple(people)))
    evening.do(*(c.AddPoll(poll) for poll in POLLS))
    evening.do(*(c.CheckIn(f"p{n:03}") for n in range(26)))
    evening.do(
        c.GiveProxy("p028", "p003"), c.GiveProxy("p029", "p004"), c.SetExcuse("p027"), c.OpenSession(), minutes=1
    )
    _motions(evening)
    _options(evening)
    evening.vote("text", *[Writing((f"Antwoord {n:02}",)) for n in range(6)], who=evening.voters()[:6])
    evening.vote("words", *[Writing(("Groen", "druk"))] * 3, *[Writing(("groen", "thuis"))] * 2)
    evening.vote("straw", ("yes",), ("no",), ("yes",), who=["p001", "p000", "p005"])
    evening.do(c.CloseSession(), minutes=5)
    return evening


def _motions(evening: Evening) -> None:
    desk = evening.desk
    evening.do(c.OpenPoll("named"))
    evening.cast("named", *[("yes",)] * 10, *[("no",)] * 5)
    assert desk.cast([evening.ballot("named", "p003", ("no",), "p028")]) == [""]
    assert desk.cast([evening.ballot("named", "p004", ("yes",), "p029")]) == [""]
    evening.do(c.CheckIn("p029"), minutes=1)
    desk.help_vote(evening.ballot("named", "p020", ("abstain",)))
    evening.do(c.ClosePoll("named"), minutes=1)
    evening.vote("chair", *[("yes",)] * 8, *[("no",)] * 8)
    evening.do(c.DecideTie("chair", chair="yes"))
    evening.vote("lot", *[("park",)] * 6, *[("pool",)] * 6)
    evening.do(c.DecideTie("lot", seed="4 2 6 1"))
    evening.do(c.OpenPoll("redo"))
    evening.cast("redo", *[("park",)] * 6, *[("pool",)] * 4)
    evening.do(*(c.CountPaper("redo", sheet) for sheet in sheets(2)))
    evening.do(c.ClosePoll("redo"), minutes=1)
    evening.do(c.CorrectPoll("redo", "Een briefje lag onder de tafel.", sheets(3)), minutes=7)


def sheets(ballots: int) -> tuple[PaperSheet, PaperSheet]:
    """Paper ballots for the pool, as two people counted them."""
    piles = (Pile(Selection(("pool",)), ballots),)
    return PaperSheet("Bram M.", piles), PaperSheet("Chloé D.", piles)


def _options(evening: Evening) -> None:
    def marks(**given: int) -> Scores:
        return Scores(tuple(sorted(given.items())))

    evening.vote("score", *[marks(park=5, pool=2, bench=4)] * 4, *[marks(park=4, pool=3)] * 3)
    evening.vote("grade", *[marks(park=5, pool=2, bench=4, lamp=1)] * 4, *[marks(park=3, pool=4, bench=2, lamp=0)] * 3)
    lists = orders(*["park pool"] * 5, *["pool park"] * 4, *["bench pool"] * 3, *["lamp bench"] * 2)
    evening.vote("runoff", *lists)
    evening.vote("schulze", *lists)
    evening.vote("borda", *lists)
    evening.vote("points", *[marks(park=6, pool=4)] * 5, *[marks(bench=10)] * 2)
    evening.vote("budget", *[("park", "bench")] * 6, *[("pool",)] * 4, *[("lamp", "bench")] * 5)
    evening.desk.count_budget("budget")
    evening.vote("greedy", *[("park", "bench")] * 6, *[("pool",)] * 4, *[("lamp",)] * 5)
    evening.desk.count_budget("greedy")
    evening.vote("elect", *lists)


def with_proxies(details: SessionDetails) -> SessionDetails:
    """With a proxy for each member, and a quorum of six voters."""
    return replace(details, proxies=1, quorum=QuorumRule(QuorumKind.NUMBER, 6))


def many_projects(number: int) -> Poll:
    """A budget whose table is longer than a page."""
    options = tuple(Option(f"o{n}", {"nl": f"Project nummer {n} van de lange lijst"}, 10 + n) for n in range(number))
    return Poll("many", {"nl": "Veel projecten"}, PollKind.BUDGET, options, budget=100, method=Method.GREEDY)
