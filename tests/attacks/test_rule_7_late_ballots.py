"""Rule 7: late ballots, and a server that is killed at any moment.

No ballot is acknowledged and then not counted; none is counted that was refused; none counts twice after a retry.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.store.verify import verify
from tests.attacks.means import ballots, open_large, rows, tally
from tests.phones.conftest import Evening

PHONES = 30
OPTIONS = ("yes", "no", "abstain")


def test_a_vote_after_the_close_is_refused_and_not_counted(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        evening.desk.close_poll("play")
        with pytest.raises(Answered, match="Your ballot was not counted"):
            await phones[0].vote("play", ["yes"])

    play(story())
    assert ballots(evening, "play") == (0, 0)


@pytest.mark.parametrize("poll", ["play", "rollcall"])
def test_votes_in_flight_at_the_close_are_counted_if_and_only_if_they_are_acknowledged(
    evening: Evening, play, poll: str
) -> None:
    async def story() -> None:
        phones = await evening.phones(12)
        for number in range(8):
            asked = f"{poll}-{number}"
            evening.desk.execute(commands.AddPoll(Poll(asked, {"en": "Now?"}, secret=poll == "play")))
            evening.desk.execute(commands.OpenPoll(asked))
            votes = [asyncio.create_task(phone.vote(asked, ["yes"])) for phone in phones]
            await asyncio.sleep(random.random() * 0.04)
            await asyncio.to_thread(evening.desk.close_poll, asked)
            answers = await asyncio.gather(*votes, return_exceptions=True)
            assert all(isinstance(answer, str | Answered) for answer in answers)
            acknowledged = sum(isinstance(answer, str) for answer in answers)
            assert tally(evening, asked).counts["yes"] == acknowledged
            assert ballots(evening, asked)[0] == acknowledged

    play(story())


# --- the server is killed ---


class Mortal:
    """A server that is killed without a word and started again on the port that phones know."""

    def __init__(self, file: Path) -> None:
        script = Path(__file__).with_name("forking_server.py")
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        self._parent = subprocess.Popen(
            [sys.executable, str(script), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment,
        )  # fmt: skip
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}/"
        self.start()

    def start(self) -> None:
        """Start it; phones find out by themselves when it listens."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(f"{self._port}\n")
        self._parent.stdin.flush()
        self._server = int(self._parent.stdout.readline())

    def kill(self) -> None:
        """Kill it, and go on when it is gone: on a busy machine it still holds its port for a moment."""
        with suppress(ProcessLookupError):
            while True:
                os.kill(self._server, signal.SIGKILL)
                time.sleep(0.001)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self.kill()
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.close()
        self._parent.stdout.close()
        self._parent.wait(20)


@pytest.fixture
def mortal(desk: Desk) -> Iterator[Mortal]:
    desk.execute(commands.Enrol(tuple(Person(f"p{n}", f"Person {n}") for n in range(PHONES))))
    desk.execute(commands.OpenSession())
    server = Mortal(desk.store.path)
    yield server
    server.end()


async def insist(phone: SimulatedPhone, poll: str, choice: str, after: float) -> str:
    """Vote like the page's script: with one key, until it is acknowledged."""
    key = secrets.token_hex(16)
    await asyncio.sleep(after)  # people do not all press at once
    while True:
        try:
            return await phone.vote(poll, [choice], key)
        except httpx.TransportError:
            await asyncio.sleep(0.02)


async def arrive(phone: SimulatedPhone, code: str) -> None:
    """Scan the badge as soon as the server listens."""
    while True:
        try:
            await phone.scan(code)
            return
        except httpx.TransportError:
            await asyncio.sleep(0.02)


async def crash_during(desk: Desk, server: Mortal, phones: list[SimulatedPhone], poll: str, secret: bool) -> None:
    """One vote with a crash in it; every acknowledged ballot must be in the box, each once, with its choice."""
    desk.execute(commands.AddPoll(Poll(poll, {"en": f"{poll}?"}, secret=secret)))
    desk.execute(commands.OpenPoll(poll))
    choices = [random.choice(OPTIONS) for _ in phones]
    votes = [
        asyncio.create_task(insist(phone, poll, choice, random.random() * 0.2))
        for phone, choice in zip(phones, choices, strict=True)
    ]
    await asyncio.sleep(random.random() * 0.3)
    server.kill()
    server.start()
    receipts = await asyncio.gather(*votes)
    await asyncio.to_thread(desk.close_poll, poll)
    counted = desk.state.poll(poll).tally
    assert counted is not None
    assert counted.counts == {option: choices.count(option) for option in OPTIONS}
    stored = rows(desk.store.path, f"SELECT {'id' if secret else chr(39) * 2} FROM {'' if secret else 'named_'}ballot "
                  "WHERE poll = ?", poll)  # fmt: skip
    assert sorted(receipts) == sorted(row[0] for row in stored)


def crashes(desk: Desk, server: Mortal, play, kills: int) -> None:
    async def story() -> None:
        phones = [SimulatedPhone(server.url) for _ in range(PHONES)]
        tickets = desk.tickets()
        await asyncio.gather(*(arrive(phone, tickets[f"p{n}"].code) for n, phone in enumerate(phones)))
        desk.refresh()
        for number in range(kills):
            await crash_during(desk, server, phones, f"poll{number}", secret=bool(number % 4))
        for phone in phones:
            await phone.close()

    play(story())
    assert verify(desk.store).findings == ()


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="servers are forked")


@forks
def test_every_acknowledged_vote_is_there_once_after_the_server_was_killed_20_times(
    desk: Desk, mortal: Mortal, play_long
) -> None:
    crashes(desk, mortal, play_long, 20)


@forks
@pytest.mark.slow
def test_every_acknowledged_vote_is_there_once_after_the_server_was_killed_200_times(
    desk: Desk, mortal: Mortal, play_long
) -> None:
    crashes(desk, mortal, play_long, 200)
