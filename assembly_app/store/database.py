"""Opening a database: is it an assembly, from which version, and how transactions begin.

All that is particular to SQLite is in this module; PostgreSQL gets its place beside it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from assembly_app.store.errors import StoreError, explained
from assembly_app.store.tables import Table

APPLICATION_ID = 0x41534D42  # "ASMB"; SQLite keeps it in bytes 68 to 71 of the file
FORMAT = 4
"""The form of the database that this program writes; SQLite keeps it as the user version, bytes 60 to 63."""

SUFFIX = ".assembly"


def as_url(file_or_url: str | Path) -> URL:
    """The database's URL for a file name or a URL."""
    if isinstance(file_or_url, str) and "://" in file_or_url:
        try:
            url = make_url(file_or_url)
        except ArgumentError:
            raise StoreError("{url} is not the address of a database.", url=file_or_url) from None
        if url.get_backend_name() != "sqlite":
            raise StoreError("This version opens assembly files only, not {kind}.", kind=url.get_backend_name())
        return url
    return URL.create("sqlite", database=str(Path(file_or_url).absolute()))


def identify(path: Path) -> int:
    """The format of an assembly file, read from its first 100 bytes without opening it as a database.

    Raises StoreError when the file is missing, is no assembly, or was made by a newer version.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise StoreError("The file {name} is not there. Was it moved or renamed?", name=path.name) from None
    except OSError as error:
        raise StoreError(
            "The file {name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error
        ) from None
    ours = header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72]) == APPLICATION_ID
    if len(header) < 100 or not ours:
        raise StoreError("The file {name} is not an assembly. Choose a file that ends in .assembly.", name=path.name)
    version = int.from_bytes(header[60:64])
    if version > FORMAT:
        raise StoreError(
            "The file {name} was made by a newer version of this program. Update the program to open it; "
            "the file was not changed.",
            name=path.name,
        )
    return version


def _no_rows(record: logging.LogRecord) -> bool:
    """Whether a line may stand in a log: below warnings the engine would tell rows, whatever level is set (rule 3)."""
    return record.levelno >= logging.WARNING


def connect(url: URL) -> Engine:
    """An engine whose transactions are durable when they end and leave no freed page readable."""
    logging.getLogger("sqlalchemy.engine.Engine").addFilter(_no_rows)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 10}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        begin = connection.get_execution_options().get("begin", "BEGIN")
        if begin:
            connection.exec_driver_sql(begin)

    return engine


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """One transaction. A writing one has the database to itself from its first statement on."""
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    try:
        with engine.connect() as connection, connection.execution_options(begin=begin).begin():
            yield connection
    except IntegrityError:
        raise  # not the disk's doing: the caller knows what collided
    except DBAPIError as error:
        raise explained(error) from error


# A group goes to SQLite in one statement a table, as JSON. With a statement a row, Python's lock would change hands
# at each row while the server parses other requests, and most of the time would go to waiting for it.


def insert_group(
    connection: Connection,
    table: type[Table],
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    replacing: bool = False,
) -> None:
    """Insert rows of texts at once, in their order; with `replacing` each takes the place of one with its key."""
    values = ", ".join(f"value ->> {place}" for place in range(len(columns)))
    verb = "INSERT OR REPLACE INTO" if replacing else "INSERT INTO"
    statement = f"{verb} {table.__tablename__} ({', '.join(columns)}) SELECT {values} FROM json_each(:rows)"
    connection.execute(text(statement), {"rows": _json(rows)})


def those_in(
    connection: Connection, table: type[Table], columns: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> set[tuple[str, ...]]:
    """Which of these rows of texts the table has."""
    name = table.__tablename__
    same = " AND ".join(f"{name}.{column} = asked.value ->> {place}" for place, column in enumerate(columns))
    found = ", ".join(f"{name}.{column}" for column in columns)
    statement = f"SELECT {found} FROM json_each(:rows) AS asked JOIN {name} ON {same}"
    return {tuple(row) for row in connection.execute(text(statement), {"rows": _json(rows)})}


def _json(rows: Sequence[tuple[str, ...]]) -> str:
    return msgspec.json.encode(rows).decode()


def seal(engine: Engine) -> bool:
    """Write the file anew in the order of its keys and empty the write-ahead log into it (rule 3).

    A page of SQLite keeps its rows in the order in which they came, whatever their key: only a rewrite forgets that
    order. False where another program was reading: then the log still tells, and this must be done again.
    """
    try:
        with engine.connect() as connection:
            connection.execution_options(begin="")
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    except DBAPIError as error:
        raise explained(error) from error
    return not busy


def copy(engine: Engine, target: Path) -> None:
    """Write a whole copy beside `target` and then put it there (SQLite's backup), while others write on."""
    aside = target.with_name(target.name + ".part")
    try:
        aside.unlink(missing_ok=True)
        with engine.connect() as connection:
            source: Any = connection.connection.dbapi_connection
            copied = sqlite3.connect(aside)
            try:
                source.backup(copied)
            finally:
                copied.close()
        aside.replace(target)
    except (OSError, sqlite3.Error) as error:
        aside.unlink(missing_ok=True)
        raise StoreError("The copy could not be written: {reason}. Choose another folder.", reason=error) from error


class Watcher:
    """Tells whether anybody changed the database since the last question. Belongs to one thread."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(begin="")
        self._seen: int | None = None

    def changed(self) -> bool:
        """Whether there was a commit by any other connection, of this process or another, since last time."""
        seen = self._connection.execute(text("PRAGMA data_version")).scalar_one()
        before, self._seen = self._seen, seen
        return bool(seen != before)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
