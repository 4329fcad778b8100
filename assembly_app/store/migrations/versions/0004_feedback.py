"""Feedback after a session: the answers, and apart from them which ticket has answered."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("session", sa.Integer, sa.ForeignKey("session.number"), primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("answers", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feedback_mark",
        sa.Column("session", sa.Integer, sa.ForeignKey("session.number"), primary_key=True),
        sa.Column("ticket", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
