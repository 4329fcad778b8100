"""The server is killed in the middle of a vote: whatever was acknowledged is there once, and nobody's vote is lost."""

from __future__ import annotations

import asyncio
import random
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.phones.client import SimulatedPhone
from assembly_app.store.verify import verify
from tests.phones.process import ServerProcess

PHONES = 30


async def insist(phone: SimulatedPhone, poll: str, choice: str, after: float) -> str:
    """Vote like the page's script: with one key, until it is acknowledged."""
    key = secrets.token_hex(16)
    await asyncio.sleep(after)  # people do not all press at once
    while True:
        try:
            return await phone.vote(poll, [choice], key)
        except httpx.TransportError:
            await asyncio.sleep(0.05)


async def crash_during(desk: Desk, server: ServerProcess, phones: list[SimulatedPhone], poll: str) -> ServerProcess:
    """One vote with a crash in it; every receipt must be in the box, each once, with its choice."""
    desk.execute(commands.AddPoll(Poll(poll, {"en": f"{poll}?"})))
    desk.execute(commands.OpenPoll(poll))
    choices = [random.choice(("yes", "no", "abstain")) for _ in phones]
    votes = [
        asyncio.create_task(insist(phone, poll, choice, random.random() * 0.3))
        for phone, choice in zip(phones, choices, strict=True)
    ]
    await asyncio.sleep(random.random() * 0.3)
    port = server.port
    await asyncio.to_thread(server.kill)
    server = await asyncio.to_thread(ServerProcess, desk.store.path, port)
    receipts = await asyncio.gather(*votes)
    await asyncio.to_thread(desk.close_poll, poll)
    tally = desk.state.poll(poll).tally
    assert tally is not None
    assert tally.counts == {option: choices.count(option) for option in ("yes", "no", "abstain")}
    assert sorted(receipts) == sorted(stored(desk.store.path, poll))
    return server


def stored(file: Path, poll: str) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return [row[0] for row in database.execute("SELECT id FROM ballot WHERE poll = ?", (poll,))]


def crashes(desk: Desk, play, kills: int) -> None:
    desk.execute(commands.Enrol(tuple(Person(f"p{n}", f"Person {n}") for n in range(PHONES))))
    desk.execute(commands.OpenSession())

    async def story() -> None:
        server = await asyncio.to_thread(ServerProcess, desk.store.path)
        try:
            phones = [SimulatedPhone(server.url) for _ in range(PHONES)]
            tickets = desk.tickets()
            await asyncio.gather(*(phone.scan(tickets[f"p{n}"].code) for n, phone in enumerate(phones)))
            for number in range(kills):
                server = await crash_during(desk, server, phones, f"poll{number}")
            for phone in phones:
                await phone.close()
        finally:
            await asyncio.to_thread(server.kill)

    play(story())
    assert verify(desk.store).findings == ()


def test_every_acknowledged_vote_is_there_once_after_the_server_was_killed(desk: Desk, play) -> None:
    crashes(desk, play, 3)


@pytest.mark.slow
def test_every_acknowledged_vote_is_there_once_after_many_crashes(desk: Desk, play_long) -> None:
    crashes(desk, play_long, 25)
