"""axe-core finds nothing on any page of the phones, in every language, in light and in dark."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from assembly_app.desk import Cast, Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.i18n import PHONE_LANGUAGES
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening

pytestmark = pytest.mark.browser

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
STRUCTURE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {
        "target-size": {"enabled": True},  # part of WCAG 2.2 AA, and not asked for by axe unless named
        "color-contrast": {"enabled": False}, "link-in-text-block": {"enabled": False},
    },
    "resultTypes": ["violations"], "preload": False,
}  # fmt: skip
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"], "preload": False,
}  # fmt: skip
"""The rules that can find something in one colour scheme and not in the other: they take most of the time."""

ASK = """
const [rules, colours, scheme, done] = arguments, page = document.documentElement;
for (const part of document.querySelectorAll('details')) part.open = true;
const told = (found) => found.violations.flatMap((rule) => rule.nodes.map(
  (node) => `${rule.id}: ${node.html.slice(0, 200)} (${node.any.concat(node.all, node.none).map((c) => c.message)})`
));
// A section that stood like this on a page before has the colours that were looked at there.
const seen = new Set(JSON.parse(sessionStorage.getItem('seen') || '[]'));
const hash = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) | 0, 0);
const signs = new Map([...document.querySelectorAll('section[id]')].map((part) => [part, [
  scheme, page.lang, part.id, Boolean(document.querySelector('#poll form')), part.outerHTML.length, hash(part.outerHTML)
].join()]));
const known = [...signs.keys()].filter((part) => part.textContent.trim() && seen.has(signs.get(part)));
(async () => [
  ...(rules ? told(await axe.run(document, rules)) : []),
  ...told(await axe.run({ include: [page], exclude: known }, colours)),
])().then((all) => {
  sessionStorage.setItem('seen', JSON.stringify([...seen, ...signs.values()]));
  done(all);
}, (error) => done([String(error)]));
"""

PLACES = tuple(
    Option(key, {"en": text, "nl": text, "fr": text, "de": text}, cost)
    for key, text, cost in (("park", "Park", 600), ("pool", "Pool", 300), ("tap", "Tap", 200))
)


def _asked(key: str, kind: PollKind, **more: object) -> Poll:
    question = {"en": "Where?", "nl": "Waar?", "fr": "Où ?", "de": "Wo?"}
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


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": AXE})
        yield browser


class Reader:
    """Looks at page after page in one language, and notes what axe finds in light and in dark."""

    def __init__(self, browser: Browser, url: str, language: str) -> None:
        self.browser, self.url, self.language = browser, url, language
        self.found: list[str] = []
        self.seen: list[str] = []

    def look(self, page: str, *, at: str | None = None, shows: str = "main") -> None:
        """Open an address, unless the page is there already; `shows` must be on it."""
        if at is not None:
            self.browser.open(self.url + at)
        self.browser.wait.until(lambda _: self.browser.has(shows), f"{shows} on the page “{page}”")
        assert self._language() == self.language, page
        for scheme, rules in (("light", STRUCTURE), ("dark", None)):
            self.browser.colours(dark=scheme == "dark")
            told = self.browser.driver.execute_async_script(ASK, rules, COLOURS, scheme)
            self.found += [f"{page}, {scheme}: {one}" for one in told]
        self.seen.append(page)

    def _language(self) -> str:
        return str(self.browser.driver.execute_script("return document.documentElement.lang"))

    def send(self, form: str, **fields: str) -> None:
        """Fill in a form and send it as a browser without scripts does."""
        self.browser.driver.execute_script(
            "const form = document.querySelector(arguments[0]);"
            "for (const [name, value] of Object.entries(arguments[1])) form.elements[name].value = value;"
            "HTMLFormElement.prototype.submit.call(form);",
            form, fields,
        )  # fmt: skip


@pytest.mark.parametrize("language", PHONE_LANGUAGES)
def test_axe_finds_nothing_on_any_page(browser: Browser, evening: Evening, language: str) -> None:
    browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.open(f"{evening.url}language/{language}")
    reader = Reader(browser, evening.url, language)
    at_the_door(reader, evening)
    in_the_room(reader, evening)
    small_vote(reader, evening)
    every_ballot(reader, evening)
    afterwards(reader, evening)
    assert reader.found == []
    assert len(reader.seen) == len(set(reader.seen)) >= 28


def test_axe_sees_a_field_whose_label_is_gone(browser: Browser, evening: Evening) -> None:
    reader = Reader(browser, evening.url, "en")
    browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.open(f"{evening.url}language/en")
    browser.driver.execute_script("document.querySelector('label').remove()")
    reader.look("join without a label")
    assert any(told.startswith('join without a label, light: label: <input id="code"') for told in reader.found)


def at_the_door(reader: Reader, evening: Evening) -> None:
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


def in_the_room(reader: Reader, evening: Evening) -> None:
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


def small_vote(reader: Reader, evening: Evening) -> None:
    """A ballot that waits for company, and a result that would show how people voted."""
    desk, browser = evening.desk, reader.browser
    desk.execute(commands.OpenPoll("play"))
    browser.open(reader.url)
    browser.press("#poll .option")
    browser.press("#poll button")
    reader.look("vote, waiting", shows="#poll .waiting")
    desk.close_poll("play")
    reader.look("a result that reveals", at="", shows="#result details")


def every_ballot(reader: Reader, evening: Evening) -> None:
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


def own_vote(reader: Reader) -> None:
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


def afterwards(reader: Reader, evening: Evening) -> None:
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
