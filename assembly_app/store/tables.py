"""The tables of an assembly, as SQLAlchemy 2 typed mappings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON


class Table(DeclarativeBase):
    """The base of every table."""


class AssemblyRow(Table):
    """The assembly itself: one row."""

    __tablename__ = "assembly"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    created: Mapped[str]
    preferences: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PersonRow(Table):
    """Someone of the assembly. Names are here and nowhere else."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    group: Mapped[str]
    role: Mapped[str]
    may_vote: Mapped[bool]
    language: Mapped[str]
    email: Mapped[str]
    traits: Mapped[dict[str, str]] = mapped_column(JSON)
    weight: Mapped[int]


class TicketRow(Table):
    """The right to take part: the code on a badge, or one handed out at the door, for one person."""

    __tablename__ = "ticket"

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.id"), unique=True)


class SessionRow(Table):
    """A session by its ordinal number; all that happened in it is in its journal."""

    __tablename__ = "session"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(unique=True)


class JournalRow(Table):
    """One entry of a session's journal. `at` is ISO 8601 in UTC, `event` the JSON that the hash covers."""

    __tablename__ = "journal"

    session: Mapped[int] = mapped_column(ForeignKey("session.number"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    event: Mapped[str]
    hash: Mapped[str] = mapped_column(String(64))


class MarkRow(Table):
    """Says that a ticket has voted in a poll, and nothing more: no time, no order."""

    __tablename__ = "mark"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it from the class

    poll: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(primary_key=True)


class BallotRow(Table):
    """What one ballot of a secret poll says. The id is random, so the order on disk says nothing."""

    __tablename__ = "ballot"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    poll: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]


class VoteKeyRow(Table):
    """The key of a vote that was put in, in a named straw poll whose votes can be changed (rule 5).

    A vote that comes late, after a newer one of the same ticket took its place, is known by it. No other poll has any.
    """

    __tablename__ = "vote_key"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    poll: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


class NamedBallotRow(Table):
    """What one person said in a named poll (a roll-call)."""

    __tablename__ = "named_ballot"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    poll: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]


class FeedbackRow(Table):
    """What someone answered after a session. The id is random; there is no person and no time."""

    __tablename__ = "feedback"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    session: Mapped[int] = mapped_column(ForeignKey("session.number"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[str]


class FeedbackMarkRow(Table):
    """Says that a ticket has answered after a session, and nothing more."""

    __tablename__ = "feedback_mark"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    session: Mapped[int] = mapped_column(ForeignKey("session.number"), primary_key=True)
    ticket: Mapped[str] = mapped_column(primary_key=True)
