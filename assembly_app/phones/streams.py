"""Server-sent events: each phone hears at once of what changed on its page, and of nothing else.

One loop walks over all phones and writes to each. None has a task that would be woken for every message, and a phone
that does not read holds up nobody: it is left out until its line is free, and then told what is new by then.
"""

from __future__ import annotations

import asyncio
import logging
import types
from collections.abc import Awaitable, Callable, Collection, Generator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from assembly_app.i18n import PHONE_LANGUAGES, Translator, translator
from assembly_app.phones.border import reader
from assembly_app.phones.doors import Known
from assembly_app.phones.pages import Marks

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones

BEAT_SECONDS = 10.0
"""How often a phone hears that the line is alive; the script takes it for dead after three beats."""

STREAMS_PER_DEVICE = 4
STREAMS = 3000
"""The most event streams at once: of one device (the oldest gives way), and of all."""

TURN = 100
"""How many phones are told in a row before votes and other requests get their turn."""


async def events(phones: Phones, request: Request) -> Response:
    """The stream of a phone. It says which sections it has (`have=now.1a2b,…`) and is sent the others."""
    known = await phones.doors.who(request)
    if known is None:
        return Response("event: out\ndata:\n\n", media_type="text/event-stream")  # the page loads again: the door
    if phones.streams.full:
        return Response(status_code=503, headers={"Retry-After": "5"})
    wanted = request.query_params.get("lang", "")
    _ = translator(wanted) if wanted in PHONE_LANGUAGES else reader(request)
    return Stream(phones, known, _, _marks(request.query_params.get("have", "")))


class Stream(Response):
    """One phone that listens; the answer to it lasts until it hangs up or is ended."""

    media_type = "text/event-stream"

    def __init__(self, phones: Phones, known: Known, _: Translator, has: Marks) -> None:
        self.status_code, self.background = 200, None
        self.init_headers({"X-Accel-Buffering": "no"})  # and no length: it is not known
        self.device = known.device
        self._phones, self._known, self._, self._has = phones, known, _, has
        self._sending: asyncio.Task[None] | None = None
        self._missed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        self._send = send
        self._listening = asyncio.ensure_future(_hangs_up(receive))
        streams = self._phones.streams
        streams.add(self)
        try:
            streams.tell([self], beat=True)
            await asyncio.wait({self._listening})
        finally:
            streams.remove(self)
            self._listening.cancel()
        if self._listening.cancelled():
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    def end(self) -> None:
        """Have the phone hang up; its script comes back by itself."""
        self._listening.cancel()

    def news(self, *, beat: bool = False) -> bytes:
        """The sections that are new, as JSON: none of them only at a beat, and empty when nothing is to be sent now."""
        if self._sending is not None:
            self._missed = True
            return b""
        phones, known, seen = self._phones, self._known, self._phones.hall.snapshot
        news, self._has = phones.painter.news(seen, phones.you(seen, known), self._, self._has, known.ticket.id)
        return news if beat or news != _NOTHING else b""

    def send(self, message: bytes) -> None:
        """Send a message now, or as soon as the line is free."""
        self._sending = _at_once(self._send({"type": "http.response.body", "body": message, "more_body": True}))
        if self._sending is not None:
            self._sending.add_done_callback(self._sent)

    def _sent(self, sending: asyncio.Task[None]) -> None:
        self._sending = None
        if not sending.cancelled() and sending.exception() is None and self._missed:
            self._missed = False
            self._phones.streams.tell([self])


_NOTHING = b"{}"


class Streams:
    """All phones that listen, and the loop that tells them."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._open: dict[Stream, None] = {}
        self._of: dict[str, list[Stream]] = {}
        self._news = asyncio.Event()

    def start(self) -> None:
        """Begin to tell."""
        self._tasks = [asyncio.create_task(self._tell()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        """End every stream."""
        self.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def full(self) -> bool:
        """Whether the server has all it can bear."""
        return len(self._open) >= STREAMS

    @property
    def phones(self) -> int:
        """How many distinct devices listen."""
        return len(self._of)

    def add(self, stream: Stream) -> None:
        """A phone listens from now on. The oldest streams of the same device give way to it."""
        own = self._of.setdefault(stream.device, [])
        for oldest in own[: max(0, len(own) - STREAMS_PER_DEVICE + 1)]:
            oldest.end()
        own.append(stream)
        self._open[stream] = None

    def remove(self, stream: Stream) -> None:
        """A phone hung up."""
        del self._open[stream]
        self._of[stream.device].remove(stream)
        if not self._of[stream.device]:
            del self._of[stream.device]

    def look(self) -> None:
        """Have every phone told what is new for it."""
        self._news.set()

    def look_again(self, devices: Collection[str]) -> None:
        """Have these devices told what is new for them."""
        for device in devices:
            self.tell(self._of.get(device, []))

    def end(self) -> None:
        """Have every phone hang up; they come back by themselves when there is a server again."""
        for stream in self._open:
            stream.end()

    async def _tell(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            await self._walk()

    async def _beat(self) -> None:
        """Have every phone hear something, so that it knows its line from a dead one."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await self._walk(beat=True)

    async def _walk(self, *, beat: bool = False) -> None:
        streams = list(self._open)
        for start in range(0, len(streams), TURN):
            self.tell(streams[start : start + TURN], beat=beat)
            await asyncio.sleep(0)

    def tell(self, streams: Collection[Stream], *, beat: bool = False) -> None:
        """Send these phones what is new for them. All is put together before the first is sent: that is quicker."""
        told = [(stream, _news(stream, beat)) for stream in streams if stream in self._open]
        beginning = b'data: {"now":%d,"sections":' % round(self._clock().timestamp() * 1000)
        for stream, news in told:
            if news:
                stream.send(b"%b%b}\n\n" % (beginning, news))


def _news(stream: Stream, beat: bool) -> bytes:
    try:
        return stream.news(beat=beat)
    except Exception as error:  # whatever it was, the others must hear
        logging.getLogger("assembly_app").error("a phone could not be told: %s", type(error).__name__)
        stream.end()
        return b""


async def _hangs_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _at_once(sending: Awaitable[None]) -> asyncio.Task[None] | None:
    """Send here and now where nothing hinders it, as nearly always; else return the task that sends as soon as it can.

    A task for each phone would cost as much as the sending. (From Python 3.12 on, eager tasks do the same.)
    """
    steps = sending.__await__()
    try:
        hindrance = next(steps)
    except StopIteration:
        return None
    return asyncio.ensure_future(_go_on(steps, hindrance))


@types.coroutine
def _go_on(steps: Generator[Any, Any, None], hindrance: Any) -> Generator[Any, Any, None]:
    yield hindrance
    yield from steps


def _marks(have: str) -> Marks:
    pairs = (part.partition(".") for part in have[:400].split(","))
    return tuple((name, mark) for name, _dot, mark in pairs)
