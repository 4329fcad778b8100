"""What the phones' server knows of the session: the newest snapshot, taken anew when something changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

import msgspec

from assembly_app.desk import Desk
from assembly_app.domain.ballots import Choice
from assembly_app.domain.events import Entry
from assembly_app.domain.people import Person
from assembly_app.domain.polls import BallotForm
from assembly_app.domain.results import Tally
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PollState
from assembly_app.i18n import LocalText
from assembly_app.store.errors import StoreError
from assembly_app.store.people import Ticket

T = TypeVar("T")

PAUSE_SECONDS = 0.15
"""How long changes are gathered before the phones are told again, so that a burst is one push."""


class Snapshot(msgspec.Struct, frozen=True):
    """All that the phones' pages are drawn from, at one moment."""

    assembly: LocalText
    state: SessionState
    people: dict[str, Person]
    voted: frozenset[str] = frozenset()
    """Who (by ticket, or device) has voted in the open poll."""
    live: Tally | None = None
    """The count so far, where the open poll shows it."""
    tickets: dict[str, str] = {}
    """The tickets, by person, of those who vote by proxy in the open poll."""
    written: dict[str, tuple[str, ...]] = {}
    """What people wrote in the polls that are over, by poll."""
    chosen: dict[str, Choice] = {}
    """What each ticket chose in the open poll, where it is named."""
    named: dict[str, dict[str, Choice]] = {}
    """What each ticket chose in the named polls that are over, by poll."""
    open_poll: PollState | None = None
    """The state's own, looked up once for all phones."""


class Hall:
    """The session as the server's event loop sees it. The desk blocks on the disk, so it is asked in threads."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.changed: list[Callable[[], None]] = []
        """Called on the event loop when the session changed."""
        self._tickets: dict[str, Ticket] = {}
        self._published: dict[tuple[str, str], dict[str, Choice]] = {}
        self._written: dict[tuple[str, int], tuple[str, ...]] = {}
        self._named: dict[str, dict[str, Choice]] = {}
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="desk")
        self._dirty = asyncio.Event()
        self._reading = asyncio.Lock()

    async def start(self) -> None:
        """Begin to follow the desk."""
        self._loop = asyncio.get_running_loop()
        self._assembly = await self.ask(self.desk.store.name)
        self._snapshot = await self.ask(self._look)
        self._leave = self.desk.subscribe(self._heard)
        self._telling = asyncio.create_task(self._tell())

    async def stop(self) -> None:
        """Let the desk go."""
        self._leave()
        self._telling.cancel()
        with suppress(asyncio.CancelledError):
            await self._telling
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def ask(self, question: Callable[..., T], *arguments: object) -> T:
        """The answer of something that blocks."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(question, *arguments))

    # --- the snapshot ---

    @property
    def snapshot(self) -> Snapshot:
        """The last snapshot: at most a moment old."""
        return self._snapshot

    async def latest(self) -> Snapshot:
        """A snapshot that holds everything that this process did so far."""
        if self._stale() or self._reading.locked():  # a look that has begun may have missed what was done since
            async with self._reading:
                if self._stale():
                    await self._read()
        return self._snapshot

    def _stale(self) -> bool:
        return self._dirty.is_set() or self.desk.state is not self._snapshot.state

    def touch(self) -> None:
        """Say that something changed (on the event loop)."""
        self._dirty.set()

    def _heard(self, _state: SessionState, _entries: Sequence[Entry]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._dirty.set)

    def _look(self) -> Snapshot:
        state = self.desk.state
        people, written = self.desk.people, self._read_answers(state)
        open_poll = state.open_poll
        named = self._read_named(state)
        if open_poll is None:
            return Snapshot(self._assembly, state, people, written=written, named=named)
        poll = open_poll.poll
        live = self.desk.live_tally(poll.id) if poll.live else None
        givers = () if poll.secret else state.represented
        tickets = {giver: found.id for giver in givers if (found := self.ticket_of(giver))}
        voted = self.desk.voted(poll.id)
        chosen = {} if poll.secret else self.desk.chosen(poll.id)
        return Snapshot(self._assembly, state, people, voted, live, tickets, written, chosen, named, open_poll)

    def ticket_of(self, person: str) -> Ticket | None:
        """A person's ticket; blocks on the disk the first time."""
        if person not in self._tickets:
            self._tickets = self.desk.tickets()
        return self._tickets.get(person)

    def published(self, found: PollState) -> dict[str, Choice]:
        """The choices of a closed poll by receipt, where it publishes them; blocks on the disk the first time."""
        seal = (found.poll.id, found.digest)
        if seal not in self._published:
            self._published[seal] = dict(self.desk.published(found.poll.id))
        return self._published[seal]

    def _read_named(self, state: SessionState) -> dict[str, dict[str, Choice]]:
        """What tickets chose in the named polls that are over, read once for each."""
        over = {found.poll.id for found in state.polls.values() if found.tally and not found.poll.secret}
        for poll in over - self._named.keys():
            self._named[poll] = self.desk.chosen(poll)
        return {poll: self._named[poll] for poll in over}

    def _read_answers(self, state: SessionState) -> dict[str, tuple[str, ...]]:
        """What was written in the polls that are over, read once for each count."""
        counted = {
            (found.poll.id, len(found.corrections))
            for found in state.polls.values() if found.tally and found.poll.form is BallotForm.WRITE
        }  # fmt: skip
        for poll, corrections in counted - self._written.keys():
            self._written[poll, corrections] = tuple(self.desk.written(poll))
        return {poll: self._written[poll, corrections] for poll, corrections in counted}

    async def _read(self) -> None:
        self._dirty.clear()
        try:
            self._snapshot = await self.ask(self._look)
        except BaseException:
            self._dirty.set()  # to be looked at again
            raise
        for tell in self.changed:
            tell()

    async def _tell(self) -> None:
        while True:
            await self._dirty.wait()
            async with self._reading:
                if self._dirty.is_set():
                    with suppress(StoreError):  # out of reach for a moment
                        await self._read()
            await asyncio.sleep(PAUSE_SECONDS)
