"""One assembly's database, opened: sessions, transactions, copies."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, func, insert, select, text, update

from assembly_app.domain.preferences import Preferences
from assembly_app.i18n import LocalText
from assembly_app.store import database, migrations
from assembly_app.store.database import Watcher
from assembly_app.store.errors import StoreError
from assembly_app.store.tables import AssemblyRow, SessionRow


class Store:
    """An open assembly. `Store.create` makes a new one, `Store.open` opens what is there."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = database.connect(url)

    @classmethod
    def create(cls, file: str | Path, name: LocalText) -> Store:
        """Make a new assembly; an existing file is refused and stays as it is."""
        url = database.as_url(file)
        path = Path(url.database or "")
        if path.exists():
            raise StoreError("There is already a file {name}. Choose another name, or open that file.", name=path.name)
        if not path.parent.is_dir():
            raise StoreError("The folder {folder} does not exist. Choose another one.", folder=path.parent)
        store = cls(url)
        try:
            with store.writing() as tx:
                tx.execute(text(f"PRAGMA application_id = {database.APPLICATION_ID}"))
                store._upgrade(tx)
                created = datetime.now(UTC).isoformat()
                tx.execute(insert(AssemblyRow).values(id=secrets.token_hex(8), name=name, created=created))
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise
        database.seal(store._engine)
        return store

    @classmethod
    def open(cls, file_or_url: str | Path) -> Store:
        """Open an assembly, bringing an older one to today's form after keeping a copy of it."""
        url = database.as_url(file_or_url)
        path = Path(url.database or "")
        version = database.identify(path)
        store = cls(url)
        if version < database.FORMAT:
            database.copy(store._engine, path.with_name(f"{path.stem}.format-{version}{path.suffix}"))
            with store.writing() as tx:
                store._upgrade(tx)
            database.seal(store._engine)
        return store

    @staticmethod
    def _upgrade(tx: Connection) -> None:
        migrations.upgrade(tx)
        tx.execute(text(f"PRAGMA user_version = {database.FORMAT}"))

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.url.database or "")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with database.transaction(self._engine, writing=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: durable when the block ends, undone when it raises."""
        with database.transaction(self._engine, writing=True) as connection:
            yield connection

    def name(self) -> LocalText:
        """The assembly's name by language."""
        with self.reading() as tx:
            return tx.execute(select(AssemblyRow.name)).scalar_one()

    def rename(self, name: LocalText) -> None:
        """Give the assembly another name."""
        with self.writing() as tx:
            tx.execute(AssemblyRow.__table__.update().values(name=name))  # type: ignore[attr-defined]

    def preferences(self) -> Preferences:
        """The assembly's choices for all its sessions."""
        with self.reading() as tx:
            return msgspec.convert(tx.execute(select(AssemblyRow.preferences)).scalar_one(), Preferences)

    def prefer(self, preferences: Preferences) -> None:
        """Keep the assembly's choices."""
        with self.writing() as tx:
            tx.execute(update(AssemblyRow).values(preferences=msgspec.to_builtins(preferences)))

    def sessions(self) -> list[int]:
        """The numbers of the sessions, in order."""
        with self.reading() as tx:
            return list(tx.execute(select(SessionRow.number).order_by(SessionRow.number)).scalars())

    def add_session(self) -> int:
        """The number of a new session with an empty journal."""
        with self.writing() as tx:
            number = tx.execute(select(func.coalesce(func.max(SessionRow.number), 0) + 1)).scalar_one()
            tx.execute(insert(SessionRow).values(number=number, id=secrets.token_hex(8)))
            return int(number)

    def copy_to(self, target: Path) -> None:
        """Write a whole copy to `target`, replacing what is there only when the copy is complete."""
        database.copy(self._engine, target)

    def seal(self) -> bool:
        """Forget in which order ballots came, after a secret poll closed. False: not now, do it again."""
        return database.seal(self._engine)

    def watch(self) -> Watcher:
        """A watcher for one thread that follows what others write."""
        return Watcher(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
