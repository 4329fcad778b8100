"""The journal: entries that are appended and never changed, each carrying the hash of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, insert, select

from assembly_app.domain.counting import exact
from assembly_app.domain.events import AnyEvent, Entry
from assembly_app.store.tables import JournalRow

_encode = msgspec.json.Encoder(order="deterministic", enc_hook=exact.plain).encode
_decode = msgspec.json.Decoder(AnyEvent, dec_hook=exact.fraction).decode


def chain(previous: str, session: int, number: int, at: str, event: str) -> str:
    """The hash of an entry: SHA-256 over the one before it (empty for the first) and its own content."""
    return hashlib.sha256(f"{previous}\n{session}\n{number}\n{at}\n{event}".encode()).hexdigest()


def append(
    connection: Connection, session: int, last: Entry | None, events: Iterable[AnyEvent], at: datetime
) -> list[Entry]:
    """Write events behind `last`. If another writer was faster, the primary key makes this fail whole."""
    number, previous = (last.number, last.hash) if last else (0, "")
    entries: list[Entry] = []
    rows: list[dict[str, object]] = []
    moment = at.astimezone(UTC).isoformat()
    for event in events:
        number += 1
        body = _encode(event).decode()
        previous = chain(previous, session, number, moment, body)
        entries.append(Entry(number, at, event, previous))
        rows.append({"session": session, "number": number, "at": moment, "event": body, "hash": previous})
    if rows:
        connection.execute(insert(JournalRow), rows)
    return entries


def read(connection: Connection, session: int, since: int = 0) -> list[Entry]:
    """The entries after number `since`, in order."""
    return [
        Entry(row.number, datetime.fromisoformat(row.at), _decode(row.event), row.hash)
        for row in _rows(connection, session, since)
    ]


def broken(connection: Connection, session: int) -> int | None:
    """The number of the first entry whose hash or number does not fit the chain; None when all do."""
    previous = ""
    for expected, row in enumerate(_rows(connection, session, 0), start=1):
        if row.number != expected or row.hash != chain(previous, session, row.number, row.at, row.event):
            return expected
        previous = row.hash
    return None


def _rows(connection: Connection, session: int, since: int) -> Iterator[JournalRow]:
    yield from connection.execute(
        select(JournalRow.number, JournalRow.at, JournalRow.event, JournalRow.hash)
        .where(JournalRow.session == session, JournalRow.number > since)
        .order_by(JournalRow.number)
    )  # type: ignore[misc]
