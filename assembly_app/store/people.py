"""The people table and the tickets that let them in."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from assembly_app.domain.people import Person, Role
from assembly_app.store.tables import PersonRow, TicketRow

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread on a badge: no 0, 1, I, L, O or U


class Ticket(msgspec.Struct, frozen=True):
    """A person's right to take part; `code` is what the badge shows."""

    id: str
    code: str
    person: str


def new_code() -> str:
    """A code of eight letters and digits, 39 bits: enough against guessing with a limit on the rate."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def tidy_code(typed: str) -> str:
    """The code in what someone typed or a scanner read: "…/b/k7fq2m9d", "k7fq 2m9d" are K7FQ-2M9D."""
    letters = "".join(c for c in typed.strip().rstrip("/").rsplit("/", 1)[-1].upper() if c.isalnum())
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == 8 else letters


def save(connection: Connection, people: Iterable[Person]) -> None:
    """Add people or change them, and give each newcomer a ticket."""
    rows = [msgspec.structs.asdict(person) for person in people]
    known = set(connection.execute(select(PersonRow.id)).scalars())
    fresh = {row["id"]: row for row in rows if row["id"] not in known}
    changed = [{**row, "key": row["id"]} for row in rows if row["id"] in known]
    if fresh:
        connection.execute(insert(PersonRow), list(fresh.values()))
        tickets = [{"id": secrets.token_hex(8), "code": new_code(), "person": person} for person in fresh]
        connection.execute(insert(TicketRow), tickets)
    if changed:
        table = PersonRow.__table__
        values: dict[str, Any] = {
            column.name: bindparam(column.name) for column in table.columns if column.name != "id"
        }
        connection.execute(update(PersonRow).where(table.c.id == bindparam("key")).values(values), changed)


def load(connection: Connection) -> dict[str, Person]:
    """Everyone by id, in order of name."""
    rows = connection.execute(select(PersonRow.__table__).order_by(PersonRow.name, PersonRow.id)).mappings()
    return {row["id"]: Person(**{**row, "role": Role(row["role"])}) for row in rows}


def tickets(connection: Connection) -> dict[str, Ticket]:
    """Every ticket by its person."""
    rows = connection.execute(select(TicketRow.id, TicketRow.code, TicketRow.person))
    return {row.person: Ticket(row.id, row.code, row.person) for row in rows}


def ticket(connection: Connection, code: str) -> Ticket | None:
    """The ticket with this code."""
    query = select(TicketRow.id, TicketRow.code, TicketRow.person).where(TicketRow.code == tidy_code(code))
    row = connection.execute(query).first()
    return Ticket(row.id, row.code, row.person) if row else None
