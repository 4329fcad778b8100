"""What an attacker has: phones, the bytes they send, and the file read by another program than ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from assembly_app.domain import commands
from assembly_app.domain.results import Tally
from assembly_app.phones.client import SimulatedPhone
from tests.phones.conftest import Evening

KEY = "0123456789abcdef"
OTHER_KEY = "fedcba9876543210"


def rows(file: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    """What the file answers to SQL."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query, values).fetchall()


def ballots(evening: Evening, poll: str) -> tuple[int, int]:
    """How many marks and secret ballots of a poll are in the file."""
    file = evening.desk.store.path
    [[marks]] = rows(file, "SELECT count(*) FROM mark WHERE poll = ?", poll)
    [[secret]] = rows(file, "SELECT count(*) FROM ballot WHERE poll = ?", poll)
    return marks, secret


def tally(evening: Evening, poll: str) -> Tally:
    """The count of a closed poll."""
    found = evening.desk.state.poll(poll).tally
    assert found is not None
    return found


async def open_large(evening: Evening, poll: str = "play") -> list[SimulatedPhone]:
    """Twelve phones, so that a ballot need not wait for company, and the poll open."""
    phones = await evening.phones(12)
    evening.desk.execute(commands.OpenPoll(poll))
    return phones


async def send(evening: Evening, code: str, fields: Sequence[tuple[str, str]], more: str = "") -> str:
    """Send a ballot as bytes over a connection of its own, with the cookies of a badge; the whole answer."""
    address, body = urlsplit(evening.url), urlencode(fields)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(
        f"POST /vote HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: application/json\r\nConnection: close\r\n"
        f"Cookie: ticket={code}; device={code}\r\nContent-Type: application/x-www-form-urlencoded\r\n{more}"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()
