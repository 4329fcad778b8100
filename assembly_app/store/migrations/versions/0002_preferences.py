"""The assembly's preferences: languages of the minutes, theme, phrases, how long names are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("assembly", sa.Column("preferences", sa.JSON, nullable=False, server_default="{}"))
