"""The numbered changes of the database's form, run by Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring a database to the newest form, or to an older one for a test, inside the caller's transaction."""
    from alembic import command  # imported here: only a new or an old file needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
