"""The window and the phones together: badges, votes over HTTP, and a server that is killed in the middle of a vote."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from assembly_app.desk import Desk
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.phones_server import Health
from assembly_app.desktop.window import Window
from assembly_app.domain.commands import AddPoll, ClosePoll, OpenPoll, OpenSession, StartItem
from assembly_app.domain.polls import Poll
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.phones.client import SimulatedPhone
from tests.desktop.conftest import NAMES

PATIENT = 30_000

Phones = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture
def window(evening: Desk, preferences: Preferences, qtbot: QtBot) -> Iterator[Window]:
    """The evening, open in the window, its session open, its server running."""
    file = Path(evening.store.path)
    evening.execute(OpenSession())
    evening.execute(StartItem("street"))
    evening.close()
    window = Window(PdfDocuments(), preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_file(file)
    qtbot.waitUntil(lambda: window.phones is not None and window.phones.health is Health.RUNNING, timeout=PATIENT)
    yield window
    window.end()


@pytest.fixture
def phones(qtbot: QtBot) -> Iterator[Phones]:
    """Lets phones do something over HTTP while the window lives on."""
    with ThreadPoolExecutor(1) as pool:

        def run(doing: Coroutine[Any, Any, Any]) -> Any:
            asked = pool.submit(asyncio.run, asyncio.wait_for(doing, PATIENT / 1000))
            qtbot.waitUntil(asked.done, timeout=PATIENT)
            return asked.result()

        yield run


async def vote(url: str, codes: dict[str, str]) -> None:
    """Everyone scans the badge and votes yes, with a key of their own."""

    async def one(person: str, code: str) -> None:
        async with SimulatedPhone(url) as phone:
            await phone.scan(code)
            await phone.vote("roll", ["yes"], key=person.encode().hex().ljust(32, "0"))

    await asyncio.gather(*(one(person, code) for person, code in codes.items()))


def test_phones_come_in_vote_and_survive_a_killed_server(
    window: Window, evening: Desk, phones: Phones, qtbot: QtBot
) -> None:
    live, server = window.live, window.phones
    assert live is not None
    assert server is not None
    codes = {person: ticket.code for person, ticket in evening.tickets().items()}
    first = {person: codes[person] for person in list(NAMES)[:4]}
    url = f"http://127.0.0.1:{server.port}/"
    live.do(AddPoll(Poll("roll", {"nl": "Akkoord?"}, secret=False)))  # a secret vote of so few waits for company
    live.do(OpenPoll("roll"))
    phones(vote(url, first))
    qtbot.waitUntil(lambda: live.scene.turnout == len(first))
    assert live.state.present == set(first)

    os.kill(server.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: server.health is not Health.RUNNING)
    qtbot.waitUntil(lambda: server.health is Health.RUNNING, timeout=PATIENT)
    assert f"http://127.0.0.1:{server.port}/" == url

    phones(vote(url, codes))  # the first ones repeat theirs, as a phone does that heard no answer
    live.do(ClosePoll("roll"))
    qtbot.waitUntil(lambda: live.state.polls["roll"].tally is not None)
    tally = live.state.polls["roll"].tally
    assert tally is not None
    assert (tally.ballots, tally.counts["yes"]) == (len(NAMES), len(NAMES))
