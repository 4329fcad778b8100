"""How a desk keeps up with what other processes write, and tells its listeners of every change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from assembly_app.domain import events
from assembly_app.domain.events import Entry
from assembly_app.domain.session import follow
from assembly_app.domain.state import SessionState
from assembly_app.reading import Reading
from assembly_app.store import journal
from assembly_app.store import people as people_table
from assembly_app.store.errors import StoreError
from assembly_app.store.store import Store

Listener = Callable[[SessionState, Sequence[Entry]], None]
"""Hears the new state and the entries that led to it; no entries: only ballots or names changed."""


class Following(Reading):
    """A session that is read anew as its journal grows. Safe to use from several threads."""

    def __init__(self, store: Store, session: int, clock: Callable[[], datetime]) -> None:
        super().__init__(store, session, clock)
        self._lock = threading.RLock()
        self._last: Entry | None = None
        self._listeners: list[Listener] = []
        self._untold: list[Entry] = []
        self._telling = threading.RLock()
        self._following: threading.Event | None = None
        self._nudged = threading.Event()
        self._unsealed = False
        self._load_people()
        self.refresh()  # nobody listens yet, so this also empties what is untold

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called after each change, in the thread that made or noticed it. Returns the way out."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def refresh(self) -> SessionState:
        """Read what other processes wrote."""
        self._read_on()
        self._announce()
        return self._state

    def _read_on(self) -> None:
        with self._lock, self.store.reading() as tx:
            self._catch_up(tx)

    def follow(self, interval: float = 0.05) -> None:
        """Watch the database in a thread of its own, until `close`; `interval` is in seconds."""
        if self._following is None:
            self._following = threading.Event()
            threading.Thread(target=self._watch, args=(self._following, interval), daemon=True).start()

    def look(self) -> None:
        """Have the thread that follows look now, for somebody knows that there is something new. Never waits."""
        self._nudged.set()

    def _watch(self, stop: threading.Event, interval: float) -> None:
        watcher = self.store.watch()
        try:
            while True:
                self._nudged.wait(interval)
                self._nudged.clear()
                if stop.is_set():
                    break
                if self._unsealed:
                    self._seal()
                try:
                    if watcher.changed():
                        self._read_on()
                        self._announce(even_without_entries=True)
                except (StoreError, DBAPIError):
                    continue  # the file is out of reach for now; the next look may find it again
        finally:
            watcher.close()

    def close(self) -> None:
        """Stop following. The store stays open."""
        if self._following is not None:
            self._following.set()
            self._following = None
            self._nudged.set()

    def _catch_up(self, tx: Connection) -> None:
        entries = journal.read(tx, self.session, self._last.number if self._last else 0)
        self._take(entries)
        if any(isinstance(entry.event, events.Enrolled) for entry in entries):
            self._people = people_table.load(tx)

    def _take(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._last = entries[-1]
            self._state = follow(self._state, entries, self._whole)
            self._untold.extend(entries)

    def _whole(self) -> list[Entry]:
        """The journal as far as this desk has read it."""
        return [entry for entry in self.entries() if self._last is None or entry.number <= self._last.number]

    def _load_people(self) -> None:
        with self.store.reading() as tx:
            self._people = people_table.load(tx)

    def _announce(self, even_without_entries: bool = False) -> None:
        """Tell the listeners, one thread at a time so that they hear entries in order, and outside the lock."""
        with self._telling:
            with self._lock:
                entries, self._untold = self._untold, []
                state = self._state
            if entries or even_without_entries:
                for listener in list(self._listeners):
                    listener(state, entries)

    def _seal(self) -> None:
        """Have the file forget the order of the ballots; what hinders that now is tried again while following."""
        try:
            self._unsealed = not self.store.seal()
        except StoreError:
            self._unsealed = True  # the close itself is durable, so it must not seem to have failed
