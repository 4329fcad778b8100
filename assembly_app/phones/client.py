"""A simulated phone: real HTTP and the forms of the real pages, as a browser without scripts sends them."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from html.parser import HTMLParser
from types import TracebackType
from typing import Self

import httpx
import msgspec

from assembly_app.domain.signals import Signal

for _noisy in ("httpx", "httpcore"):  # they would log addresses of badges and cookies
    logging.getLogger(_noisy).setLevel(logging.WARNING)


Fields = Mapping[str, list[str]]
"""The fields of a form by name."""


class Answered(Exception):  # noqa: N818 - it says what the page said
    """The page said no; its sentence is the message, `status` the HTTP answer."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class Seen(msgspec.Struct, frozen=True):
    """What a phone's page shows. Texts are in the phone's language; empty where there is nothing."""

    signed_in: bool
    present: bool
    item: str
    """The id of the item that runs."""
    title: str
    """The heading of what happens now: the item's number and title, or the session's."""
    poll: str
    """The id of the poll in which this phone can vote now."""
    question: str
    options: tuple[str, ...]
    """The ids of its options."""
    place: int
    """The phone's place on the list of speakers, from 1; 0 when it is not on it."""
    can_speak: bool
    """Whether there is a button to ask for the floor."""
    voted: bool
    can_change: bool
    """Whether the vote that is in can be changed."""
    givers: tuple[str, ...]
    """The ids of those for whom it can vote by proxy now."""
    error: str
    text: str
    """All that stands on the page."""


class Stored(msgspec.Struct, frozen=True):
    """What a vote's answer says: the receipt (empty in a named poll), and whether it still waits for company."""

    receipt: str
    waiting: bool


class SimulatedPhone:
    """One phone. `async with SimulatedPhone(url) as phone:` closes its connection at the end."""

    def __init__(self, base_url: str, language: str = "en") -> None:
        self._client = httpx.AsyncClient(
            base_url=base_url, headers={"Accept-Language": language}, follow_redirects=True, timeout=30,
            verify=False, trust_env=False,  # no certificates to load: the server speaks plain HTTP in the room
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()

    @property
    def cookies(self) -> httpx.Cookies:
        """The phone's cookies, for those who try to forge them."""
        return self._client.cookies

    async def scan(self, code: str) -> Seen:
        """Scan a badge."""
        return _read(await self._client.get(f"/b/{code.replace('-', '')}"))

    async def join(self, name: str) -> Seen:
        """Come in as a guest."""
        return _read(await self._client.post("/join", data={"name": name}))

    async def join_with_code(self, code: str) -> Seen:
        """Type the code from the door."""
        return _read(await self._client.post("/code", data={"code": code}))

    async def come_back(self) -> Seen:
        """Press "I am back"."""
        return _read(await self._client.post("/back"))

    async def see(self) -> Seen:
        """Load the page."""
        return _read(await self._client.get("/"))

    async def raise_hand(self) -> Seen:
        """Ask for the floor."""
        return _read(await self._client.post("/hand"))

    async def withdraw(self) -> Seen:
        """Leave the list of speakers."""
        return _read(await self._client.post("/withdraw"))

    async def signal(self, signal: Signal, *, back: bool = False) -> Seen:
        """Give a signal to the facilitator, or take it back."""
        return _read(await self._client.post("/signal", data={"signal": signal, **({"back": "1"} if back else {})}))

    async def answer(self, said: str = "", known: str = "", better: str = "") -> Seen:
        """Answer the questions after the session. Raises `Answered` when they are not asked or not answered."""
        fields = {"said": said, "known": known, "better": better}
        return _read(await self._client.post("/feedback", data=fields))

    async def vote(self, poll: str, options: Sequence[str] | Fields, key: str | None = None, giver: str = "") -> str:
        """Vote and return the receipt ("" in a named poll) once the vote is durable.

        `options` are the marked ones, or the fields of another form of ballot (`domain.ballots.to_form`); `giver` is
        the absent member for whom it votes by proxy.
        Raises `Answered` when it is refused. When the connection breaks, send it again with the same `key`.
        """
        key = key or secrets.token_hex(16)
        while (stored := await self.try_vote(poll, options, key, giver)).waiting:
            pass  # the server holds each request for a while
        return stored.receipt

    async def try_vote(self, poll: str, options: Sequence[str] | Fields, key: str, giver: str = "") -> Stored:
        """Send a vote once."""
        fields = options if isinstance(options, Mapping) else {"option": list(options)}
        response = await self._client.post("/vote", data={"poll": poll, "key": key, "giver": giver, **fields})
        page = _Page(response.text)
        if response.status_code not in (200, 202) or not page.answer:
            raise Answered(_sentence(page), response.status_code)
        return Stored(page.receipt, page.answer == "waiting")

    async def listen(self) -> AsyncIterator[dict[str, str]]:
        """The sections of the page (HTML by name) as they change, over server-sent events; all of them at first."""
        async with self._client.stream("GET", "/events", timeout=httpx.Timeout(30, read=60)) as response:
            if response.status_code != 200:
                raise Answered("", response.status_code)
            async for line in response.aiter_lines():
                if line == "event: out":
                    raise Answered("The phone is not signed in.", 401)
                if line.startswith("data: "):
                    told = msgspec.json.decode(line.removeprefix("data: "))["sections"]
                    if told:
                        yield {name: html for name, (_mark, html) in told.items()}


def _read(response: httpx.Response) -> Seen:
    page = _Page(response.text)
    seen = Seen(
        signed_in=page.signed_in, present=page.signed_in and not page.away, item=page.item, title=page.title,
        poll=page.poll, question=page.question, options=tuple(page.options), place=page.place,
        can_speak=page.can_speak, voted=page.voted, can_change=page.can_change, givers=tuple(page.givers),
        error=page.error, text=" ".join("".join(page.texts).split()),
    )  # fmt: skip
    if response.status_code >= 400:
        raise Answered(_sentence(page), response.status_code)
    return seen


def _sentence(page: _Page) -> str:
    return page.error or " ".join("".join(page.texts).split())


class _Page(HTMLParser):
    """Picks from a page what stands in its landmarks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.signed_in = self.away = self.can_speak = self.voted = False
        self.item = self.title = self.poll = self.question = self.error = self.answer = self.receipt = ""
        self.options: list[str] = []
        self.can_change = False
        self.givers: list[str] = []
        self.place = 0
        self.texts: list[str] = []
        self._section = ""
        self._path: list[str] = []
        self.feed(html)
        self.title, self.question = (" ".join(text.split()) for text in (self.title, self.question))
        self.error, self.receipt = self.error.strip(), self.receipt.strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("section", "main") or given.get("id") == "summary":
            self._section = given.get("id", "")
        if tag not in _VOID:
            self._path.append(tag)
        if tag in ("p", "h1", "h2", "div", "li", "dd"):
            self.texts.append(" ")
        self.signed_in |= "data-you" in given
        self.item = given.get("data-item", self.item)
        self.place = int(given.get("data-place", self.place))
        if "data-change" in given:
            self.can_change = True
        else:
            self.poll = given.get("data-vote", self.poll)
        self.answer = given.get("data-answer", self.answer)
        self.away |= given.get("action") == "/back"
        self.can_speak |= given.get("action") == "/hand"
        self.voted |= "voted" in given.get("class", "").split()
        if given.get("data-giver"):
            self.givers.append(given["data-giver"])
        if self._section == "poll":
            self._option(given.get("name", ""), given.get("value", ""))

    def _option(self, field: str, value: str) -> None:
        """Note an option; further ballots, by proxy, have the same ones."""
        option = value if field == "option" else field.partition("-")[2]
        if (field == "option" or field.startswith(("number-", "rank-"))) and option not in self.options:
            self.options.append(option)

    def handle_endtag(self, tag: str) -> None:
        while self._path and self._path.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in self._path for tag in ("head", "noscript")):
            return
        self.texts.append(data)
        if "h2" in self._path and self._section == "now":
            self.title += data
        if "h2" in self._path and self._section == "poll":
            self.question += data
        if "a" in self._path and self._section == "summary":
            self.error += data
        if "strong" in self._path and self.answer:
            self.receipt += data


_VOID = {"meta", "link", "input", "br", "img", "hr", "rect"}
