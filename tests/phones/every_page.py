"""A walk past every page of the phones, for whoever wants to see them all: axe, and a photographer."""

from __future__ import annotations

from abc import ABC, abstractmethod

from msgspec.structs import replace

from assembly_app.desk import Cast, Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing
from assembly_app.domain.polls import Option, Poll, PollKind
from tests.phones.browser import Browser
from tests.phones.conftest import Evening

PLACES = tuple(
    Option(key, {"en": text, "nl": text, "fr": text, "de": text, "ar": arabic}, cost)
    for key, text, arabic, cost in (
        ("park", "Park", "حديقة عامة", 600),
        ("pool", "Pool", "مسبح", 300),
        ("tap", "Tap", "صنبور ماء", 200),
    )
)


def _asked(key: str, kind: PollKind, **more: object) -> Poll:
    question = {"en": "Where?", "nl": "Waar?", "fr": "Où ?", "de": "Wo?", "ar": "أين؟"}
    options = () if kind in (PollKind.TEXT, PollKind.WORDS, PollKind.YES_NO_ABSTAIN) else PLACES
    return Poll(key, question, kind, options, **more)  # type: ignore[arg-type]


FORMS: tuple[tuple[Poll, Choice], ...] = (
    (_asked("mark", PollKind.YES_NO_ABSTAIN, publish=True), Selection(("yes",))),
    (_asked("several", PollKind.BUDGET, budget=1000), Selection(("park", "pool"))),
    (_asked("score", PollKind.SCORE), Scores((("park", 4), ("pool", 2)))),
    (_asked("rank", PollKind.RANKING), Ranking(("pool", "park"))),
    (_asked("spread", PollKind.POINTS), Scores((("park", 6), ("tap", 4)))),
    (_asked("text", PollKind.TEXT), Writing(("A bench",))),
    (_asked("words", PollKind.WORDS, maximum=3), Writing(("green", "calm"))),
)
"""A poll of each form of ballot, and what everyone answers."""


class Visitor(ABC):
    """Sees page after page in one language. What is done with a page that is there is up to who derives from it."""

    def __init__(self, browser: Browser, url: str, language: str) -> None:
        self.browser, self.url, self.language = browser, url, language
        self.seen: list[str] = []

    def come(self) -> None:
        """Begin as a phone that nobody knows, in the visitor's language."""
        self.browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.browser.open(f"{self.url}language/{self.language}")

    def look(self, page: str, *, at: str | None = None, shows: str = "main") -> None:
        """Open an address, unless the page is there already; `shows` must be on it."""
        if at is not None:
            self.browser.open(self.url + at)
        self.browser.wait.until(lambda _: self.browser.has(shows), f"{shows} on the page “{page}”")
        assert self.browser.driver.execute_script("return document.documentElement.lang") == self.language, page
        self.see(page)
        self.seen.append(page)

    @abstractmethod
    def see(self, page: str) -> None:
        """Do with the page what the visit is for."""

    def send(self, form: str, **fields: str) -> None:
        """Fill in a form and send it as a browser without scripts does."""
        self.browser.driver.execute_script(
            "const form = document.querySelector(arguments[0]);"
            "for (const [name, value] of Object.entries(arguments[1])) form.elements[name].value = value;"
            "HTMLFormElement.prototype.submit.call(form);",
            form, fields,
        )  # fmt: skip


def every_page(reader: Visitor, evening: Evening) -> None:
    """The whole walk; a new page is one line in it."""
    at_the_door(reader, evening)
    in_the_room(reader, evening)
    small_vote(reader, evening)
    every_ballot(reader, evening)
    afterwards(reader, evening)


def at_the_door(reader: Visitor, evening: Evening) -> None:
    """Before anyone is signed in."""
    reader.look("join", at="", shows="#code")
    reader.send("form[action='/code']", code="WRONG")
    reader.look("join, wrong code", shows="#code-error")
    reader.browser.open(reader.url)
    reader.send("form[action='/join']", name=" ")
    reader.look("join, no name", shows="#name-error")
    reader.look("help, signed out", at="help", shows="h1")
    reader.look("a wrong badge", at="b/WRONG", shows=".alarm")
    reader.look("nothing there", at="nowhere", shows=".alarm")


def in_the_room(reader: Visitor, evening: Evening) -> None:
    """An item, speakers, the own place, and the pages beside."""
    desk = evening.desk
    reader.look("now", at=f"b/{evening.code(0)}", shows="#hand")
    for person in ("p1", "p2", "p3"):
        desk.execute(commands.CheckIn(person))
        desk.execute(commands.JoinQueue(person))
    desk.execute(commands.StartSpeech("p1"))
    desk.execute(commands.JoinQueue("p0"))
    reader.look("now, on the list", at="", shows="#withdraw")
    reader.send("form[action='/signal']")
    reader.look("now, a signal sent", shows="#signals [data-say]")
    reader.look("about an item", at="item/street", shows=".promise")
    reader.look("help", at="help", shows="form[action='/out']")
    reader.look("another's badge", at=f"b/{evening.code(5)}", shows="form[action='/code']")
    desk.execute(commands.CheckOut("p0"))
    reader.look("away", at="", shows="form[action='/back']")
    desk.execute(commands.CheckIn("p0"))
    reader.browser.open(reader.url)
    reader.browser.driver.execute_script("document.getElementById('offline').textContent = "
                                         "document.getElementById('offline').dataset.lost")  # fmt: skip
    reader.look("no connection")  # a connection that opens this moment may take the words away again


def small_vote(reader: Visitor, evening: Evening) -> None:
    """A ballot that waits for company, and a result that would show how people voted."""
    desk, browser = evening.desk, reader.browser
    desk.execute(commands.OpenPoll("play"))
    browser.open(reader.url)
    browser.press("#poll .option")
    browser.press("#poll button")
    reader.look("vote, waiting", shows="#poll .waiting")
    desk.close_poll("play")
    reader.look("a result that reveals", at="", shows="#result details")


def every_ballot(reader: Visitor, evening: Evening) -> None:
    """Each form of ballot, one sent empty, the vote that is in, and a vote by proxy."""
    desk = evening.desk
    for number in range(4, 11):
        desk.execute(commands.CheckIn(f"p{number}"))
    desk.execute(commands.ChangeSession(replace(desk.state.session(), proxies=1)))
    desk.execute(commands.GiveProxy("p11", "p0"))
    for poll, choice in FORMS:
        desk.execute(commands.AddPoll(poll))
        desk.execute(commands.OpenPoll(poll.id))
        reader.look(f"ballot, {poll.id}", at="", shows="#poll form")
        if poll.id == "mark":
            own_vote(reader)
        all_vote(desk, poll, choice)
        desk.close_poll(poll.id)
        if poll.kind is PollKind.BUDGET:
            desk.count_budget(poll.id)
        reader.look(f"result, {poll.id}", at="", shows="#result")


def own_vote(reader: Visitor) -> None:
    """The ballot refused, then given, and the one by proxy still to give."""
    reader.send("#poll form")
    reader.look("ballot, refused", shows="#summary")
    reader.browser.open(reader.url)
    reader.browser.press("#poll .option")
    reader.browser.press("#poll button")
    reader.look("vote, in", shows="#poll .voted")


def all_vote(desk: Desk, poll: Poll, choice: Choice) -> None:
    """Everyone but the reader gives the same ballot."""
    tickets = desk.tickets()
    desk.cast([Cast(poll.id, who, tickets[who].id, "", choice, new_id()) for who in (f"p{n}" for n in range(1, 11))])


def afterwards(reader: Visitor, evening: Evening) -> None:
    """Lists, receipts, and the session's end."""
    receipt, _choice = evening.desk.published("mark")[0]
    reader.look("published list", at="result/mark", shows="details")
    reader.look("all answers", at="result/text", shows=".answers")
    reader.look("receipt", at="receipt", shows="#receipt")
    reader.send("form[action='/receipt']", receipt="AAAA-BBBB-CCCC")
    reader.look("receipt, not found", shows="#receipt-error")
    reader.send("form[action='/receipt']", receipt=receipt)
    reader.look("receipt, found", shows=".found")
    evening.desk.execute(commands.CloseSession())
    reader.look("closed", at="", shows="#now")
    reader.look("questions", at="feedback", shows="#better")
    reader.send("form[action='/feedback']")
    reader.look("questions, none answered", shows="#summary")
    reader.send("form[action='/feedback']", said="4")
    reader.look("questions, answered", shows="#you .note")
