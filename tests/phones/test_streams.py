"""The streams of events over real sockets: alive, quick for all though one is slow, picked up where they broke off."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from assembly_app.domain import commands
from assembly_app.phones import hall, streams
from assembly_app.phones.app import Phones
from assembly_app.phones.doors import Known
from assembly_app.phones.views import You
from tests.phones.conftest import STREET, Evening

LARGE, TIMES = 1_000_000, 16
"""Letters in a message, and messages: far more than the system keeps for a phone that does not read."""


class Line:
    """A phone's connection, read message by message."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, evening: Evening, person: int, have: str = "", kept: int = 0) -> Line:
        """Listen; `kept` is how much the phone's system keeps of what it has not read, in bytes."""
        address, code = urlsplit(evening.url), evening.code(person)
        plain = socket.socket()
        if kept:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, kept)
        plain.connect((address.hostname, address.port))
        reader, writer = await asyncio.open_connection(sock=plain, limit=4 * LARGE)
        writer.write(
            f"GET /events?lang=en&have={have} HTTP/1.1\r\nHost: {address.netloc}\r\n"
            f"Cookie: ticket={code}; device={code}\r\n\r\n".encode()
        )
        return cls(reader, writer)

    async def message(self) -> dict[str, tuple[str, str]]:
        """The sections of the next message, each with its mark."""
        told = await self._reader.readuntil(b"}}\n\n")
        sections: dict[str, tuple[str, str]] = json.loads(told[told.index(b'{"now"') :])["sections"]
        return sections

    async def until(self, fits: Callable[[dict[str, tuple[str, str]]], bool]) -> int:
        """Read until a message fits; how many were read."""
        read = 1
        while not fits(await self.message()):
            read += 1
        return read

    async def end(self) -> None:
        """Read to the end that the server makes."""
        await self._reader.readuntil(b"\r\n0\r\n\r\n")

    def close(self) -> None:
        self._writer.transport.abort()


@pytest.fixture
def quick_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones hear very often that their line is alive."""
    monkeypatch.setattr(streams, "BEAT_SECONDS", 0.02)


def test_a_phone_hears_that_the_line_is_alive_though_nothing_happens(quick_beats: None, evening: Evening, play) -> None:
    async def story() -> None:
        with closing(await Line.open(evening, 0)) as line:
            assert "now" in await line.message()
            assert await line.message() == {}
            assert await line.message() == {}

    play(story())


def test_a_phone_that_does_not_read_holds_up_nobody_and_is_told_the_newest_when_it_reads(
    evening: Evening, play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "PAUSE_SECONDS", 0.0)

    def shows(number: int) -> Callable[[dict[str, tuple[str, str]]], bool]:
        return lambda sections: f"number {number} " in sections.get("now", ("", ""))[1]

    async def story() -> None:
        slow, quick = await Line.open(evening, 0, kept=4096), await Line.open(evening, 1)
        with closing(slow), closing(quick):
            await quick.message()
            for number in range(TIMES):
                title = {"en": f"number {number} " + "x" * LARGE}
                await asyncio.to_thread(evening.desk.execute, commands.ChangeItem(replace(STREET, title=title)))
                await quick.until(shows(number))
            assert await slow.until(shows(TIMES - 1)) < TIMES  # what it missed was not kept for it

    play(story())


def test_a_phone_that_comes_back_is_sent_only_what_it_lacks(evening: Evening, play) -> None:
    async def story() -> None:
        with closing(await Line.open(evening, 0)) as line:
            sections = await line.message()
        evening.desk.execute(commands.NextItem())
        have = ",".join(f"{name}.{mark}" for name, (mark, _html) in sections.items())
        with closing(await Line.open(evening, 0, have)) as line:
            fresh = await line.message()
            while "now" not in fresh:
                fresh |= await line.message()
        assert "Budget" in fresh["now"][1]
        assert "poll" not in fresh

    play(story())


def test_a_phone_that_cannot_be_told_is_let_go_and_the_others_hear(
    evening: Evening, play, monkeypatch: pytest.MonkeyPatch
) -> None:
    you = Phones.you

    def fail(phones: Phones, seen: hall.Snapshot, known: Known) -> You:
        if known.person.id == "p0":
            raise ValueError("what nobody thought of")
        return you(phones, seen, known)

    async def story() -> None:
        first, second = await Line.open(evening, 0), await Line.open(evening, 1)
        with closing(first), closing(second):
            await first.message()
            await second.message()
            monkeypatch.setattr(Phones, "you", fail)
            evening.desk.execute(commands.NextItem())
            assert "Budget" in (await second.message())["now"][1]
            await first.end()

    play(story())
