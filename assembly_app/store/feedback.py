"""Answers to the questions after a session: who has answered, what was answered, and no way from one to the other."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, insert, select

from assembly_app.domain.feedback import Feedback
from assembly_app.store.tables import FeedbackMarkRow, FeedbackRow

_shuffle = random.SystemRandom().shuffle
_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Feedback).decode


def put(connection: Connection, session: int, given: Mapping[str, Feedback]) -> None:
    """Write answers by ticket, inside the caller's writing transaction; a ticket that has answered is left out.

    Marks and answers are each written in random order.
    """
    before = answered(connection, session)
    fresh = {ticket: one for ticket, one in given.items() if ticket not in before}
    marks = [{"session": session, "ticket": ticket} for ticket in fresh]
    answers = [
        {"session": session, "id": secrets.token_hex(16), "answers": _encode(one).decode()} for one in fresh.values()
    ]
    for table, rows in ((FeedbackMarkRow, marks), (FeedbackRow, answers)):
        if rows:
            _shuffle(rows)
            connection.execute(insert(table), rows)


def answered(connection: Connection, session: int) -> frozenset[str]:
    """The tickets that have answered, for the phones' own pages; no face shows this list."""
    query = select(FeedbackMarkRow.ticket).where(FeedbackMarkRow.session == session)
    return frozenset(connection.execute(query).scalars())


def read(connection: Connection, session: int) -> list[Feedback]:
    """Every answer, in the order of random ids."""
    query = select(FeedbackRow.answers).where(FeedbackRow.session == session).order_by(FeedbackRow.id)
    return [_decode(row) for row in connection.execute(query).scalars()]
