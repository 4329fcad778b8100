"""The first form: assembly, people, tickets, sessions, journal, marks and ballots."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "assembly",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.JSON, nullable=False),
        sa.Column("created", sa.String, nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("group", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("may_vote", sa.Boolean, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("traits", sa.JSON, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("code", sa.String(32), nullable=False, unique=True),
        sa.Column("person", sa.String, sa.ForeignKey("person.id"), nullable=False, unique=True),
    )
    op.create_table(
        "session",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False, unique=True),
    )
    op.create_table(
        "journal",
        sa.Column("session", sa.Integer, sa.ForeignKey("session.number"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "mark",
        sa.Column("poll", sa.String, primary_key=True),
        sa.Column("ticket", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot",
        sa.Column("poll", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("choice", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "named_ballot",
        sa.Column("poll", sa.String, primary_key=True),
        sa.Column("ticket", sa.String, primary_key=True),
        sa.Column("choice", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
