"""Votes that can be changed: the keys by which a late one is told from a newer one (rule 5)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "vote_key",
        sa.Column("poll", sa.String, primary_key=True),
        sa.Column("ticket", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
