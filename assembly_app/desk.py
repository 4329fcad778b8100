"""The one door: a command comes in, the journal grows, and every face hears of the new state.

A `Desk` is safe to use from several threads. It blocks on the disk, so a window calls it from a worker thread.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from assembly_app.domain import commands, events
from assembly_app.domain.ballots import Choice, Writing, valid_choice
from assembly_app.domain.commands import Command
from assembly_app.domain.counting.equal_shares import Watch
from assembly_app.domain.counting.majority import TieBreak
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import Entry, SessionDetails
from assembly_app.domain.people import Person, Role
from assembly_app.domain.polls import Electorate, Poll, needs_company
from assembly_app.domain.results import Tally, budget_result, result, reveals_votes
from assembly_app.domain.session import apply, decide
from assembly_app.domain.state import SessionState
from assembly_app.store import ballot_box, journal
from assembly_app.store import people as people_table
from assembly_app.store.ballot_box import Vote
from assembly_app.store.count import count_poll, piles
from assembly_app.store.errors import StoreError
from assembly_app.store.people import Ticket
from assembly_app.store.store import Store

Listener = Callable[[SessionState, Sequence[Entry]], None]
"""Hears the new state and the entries that led to it; no entries: only ballots or names changed."""

ATTEMPTS = 20
"""How often a command is decided again when other writers are faster."""

LAST_CALL_SECONDS = 1.0
"""How long a small secret poll stays open after the last call, for ballots that waited for company."""


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id for a new thing."""
    return secrets.token_hex(8)


class Cast(msgspec.Struct, frozen=True):
    """A ballot as a face hands it in. `device` stands for the voter in a secret straw poll.

    `giver` is the absent member for whom `person` votes by proxy; `ticket` is then the giver's.
    """

    poll: str
    person: str
    ticket: str
    device: str
    choice: Choice
    key: str
    giver: str = ""


class Desk:
    """One session of an assembly, live."""

    def __init__(self, store: Store, session: int, clock: Callable[[], datetime] = now) -> None:
        if session not in store.sessions():
            raise Refused("There is no session {number} in this assembly.", number=session)
        self.store = store
        self.session = session
        self._clock = clock
        self._lock = threading.RLock()
        self._state = SessionState()
        self._last: Entry | None = None
        self._people: dict[str, Person] = {}
        self._listeners: list[Listener] = []
        self._untold: list[Entry] = []
        self._telling = threading.RLock()
        self._following: threading.Event | None = None
        self._unsealed = False
        self._load_people()
        self.refresh()  # nobody listens yet, so this also empties what is untold

    @classmethod
    def create(cls, store: Store, details: SessionDetails, clock: Callable[[], datetime] = now) -> Desk:
        """Begin a new session with everyone of the assembly on its roll, guests of earlier evenings left out."""
        desk = cls(store, store.add_session(), clock)
        desk.execute(commands.CreateSession(details))
        regulars = tuple(person for person in desk.people.values() if person.role is not Role.GUEST)
        desk.execute(commands.Enrol(regulars))
        return desk

    # --- what faces read ---

    @property
    def state(self) -> SessionState:
        """The newest state that this process knows."""
        return self._state

    @property
    def people(self) -> dict[str, Person]:
        """Everyone by id; a new dictionary after each change, so it may be kept."""
        return self._people

    def now(self) -> datetime:
        """The moment on this desk's clock, which every timer on a screen goes by."""
        return self._clock()

    def entries(self, since: int = 0) -> list[Entry]:
        """The journal after entry number `since`."""
        with self.store.reading() as tx:
            return journal.read(tx, self.session, since)

    def turnout(self, poll: str) -> int:
        """How many have voted in a poll."""
        with self.store.reading() as tx:
            return ballot_box.turnout(tx, poll)

    def live_tally(self, poll: str) -> Tally | None:
        """The count so far of a poll with live results.

        None where results stay hidden until the close, and in a secret poll while the count would reveal votes.
        """
        found = self.state.poll(poll)
        if found.tally is not None or not found.poll.live:
            return found.tally
        with self.store.reading() as tx:
            tally = count_poll(tx, self.state, found, None).tally
        return None if found.poll.secret and reveals_votes(tally) else tally

    def roll_call(self, poll: str) -> dict[str, Choice]:
        """Who (by id) chose what in a named poll; refused for a secret one."""
        found = self.state.poll(poll)
        if found.poll.secret:
            raise Refused("This poll is secret: nobody can see who chose what.")
        with self.store.reading() as tx:
            person_of = {ticket.id: person for person, ticket in people_table.tickets(tx).items()}
            return {
                person_of[ticket]: choice
                for ticket, choice in ballot_box.ballots(tx, found.poll)
                if ticket in person_of
            }

    def published(self, poll: str) -> list[tuple[str, Choice]]:
        """The list of (receipt, choice) of a closed secret poll that publishes it, sorted by receipt (rule 6)."""
        found = self.state.poll(poll)
        if found.tally is None or not found.poll.secret or not found.poll.publish:
            raise Refused("This poll does not publish its ballots.")
        with self.store.reading() as tx:
            return ballot_box.ballots(tx, found.poll)

    def written(self, poll: str) -> list[str]:
        """What people wrote in a closed poll, in order of the alphabet; nothing leads to who wrote it."""
        found = self.state.poll(poll)
        if found.tally is None:
            return []
        with self.store.reading() as tx:
            laid = piles(tx, self.state, found, found.paper_agreed)
        return sorted(text for choice, n in laid.items() if isinstance(choice, Writing) for text in choice.texts * n)

    def tickets(self) -> dict[str, Ticket]:
        """Every ticket by its person, for badges."""
        with self.store.reading() as tx:
            return people_table.tickets(tx)

    def ticket(self, code: str) -> Ticket | None:
        """The ticket behind a code that was typed, scanned or kept by a phone."""
        with self.store.reading() as tx:
            return people_table.ticket(tx, code)

    def voted(self, poll: str) -> frozenset[str]:
        """The tickets (devices, in a secret straw poll) that voted: for a phone to know that it has."""
        with self.store.reading() as tx:
            return ballot_box.voted(tx, poll)

    # --- the door ---

    def execute(self, command: Command) -> SessionState:
        """Do what is asked and return the new state. Raises `Refused` or `StoreError`; then nothing changed."""
        try:
            with self._lock:
                self._write(command)
                return self._state
        finally:
            self._announce()

    def _write(self, command: Command) -> None:
        for attempt in range(ATTEMPTS):
            try:
                with self.store.writing() as tx:
                    self._catch_up(tx)
                    fresh = self._append(tx, self._counted(tx, command))
                    self._beside(tx, command, fresh)
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
                continue  # another server was faster: read what it wrote, and decide again
            break
        self._take(fresh)
        if isinstance(command, commands.Enrol):
            self._load_people()
        if any(isinstance(entry.event, events.PollClosed | events.PollCancelled) for entry in fresh):
            self._seal()

    def _append(self, tx: Connection, command: Command) -> list[Entry]:
        at = max(self._clock(), self._last.at) if self._last else self._clock()
        at = at.astimezone(UTC)
        return journal.append(tx, self.session, self._last, decide(self._state, command, at), at)

    def _seal(self) -> None:
        """Have the file forget the order of the ballots; what hinders that now is tried again while following."""
        try:
            self._unsealed = not self.store.seal()
        except StoreError:
            self._unsealed = True  # the close itself is durable, so it must not seem to have failed

    def _counted(self, tx: Connection, command: Command) -> Command:
        """A close carries the count of the box, taken in the transaction that shuts it."""
        if isinstance(command, commands.ClosePoll):
            poll = self._state.poll(command.poll)
            found = count_poll(tx, self._state, poll, poll.paper_agreed)
            return commands.ClosePoll(command.poll, found.tally, found.digest, found.result)
        if isinstance(command, commands.CorrectPoll):
            found = count_poll(tx, self._state, self._state.poll(command.poll), command.sheets[0])
            return replace(command, tally=found.tally, result=found.result)
        if isinstance(command, commands.DecideTie):
            poll = self._state.poll(command.poll)
            laid = piles(tx, self._state, poll, poll.paper_agreed)
            return replace(command, result=result(poll.poll, laid, TieBreak(command.chair, command.seed)))
        return command

    def _beside(self, tx: Connection, command: Command, entries: Sequence[Entry]) -> None:
        """What is kept beside the journal, in the same transaction: names, and no ballots of a cancelled poll."""
        if isinstance(command, commands.Enrol):
            people_table.save(tx, command.people)
        for entry in entries:
            if isinstance(entry.event, events.PollCancelled):
                ballot_box.destroy(tx, entry.event.poll)

    def close_poll(self, poll: str) -> SessionState:
        """Close a vote; a small secret one after a last call, so that a ballot which waits alone gets in."""
        state = self.state
        found = state.poll(poll)
        if needs_company(found.poll, state.entitled(found.poll)):
            self.execute(commands.CallLastVotes(poll))
            time.sleep(LAST_CALL_SECONDS)
        return self.execute(commands.ClosePoll(poll))

    def cast(self, casts: Sequence[Cast]) -> list[str | Refused]:
        """Put a group of ballots in their boxes in one durable transaction.

        For each, in order: the receipt (empty in a named poll), or why it was refused. Whether the poll is open is
        seen by that transaction itself.
        """
        try:
            with self._lock, self.store.writing() as tx:
                self._catch_up(tx)
                checked = [self._check(tx, cast) for cast in casts]
                votes = [vote for vote in checked if isinstance(vote, Vote)]
                stored = iter(ballot_box.cast(tx, votes))
                return [self._answer(vote, next(stored)) if isinstance(vote, Vote) else vote for vote in checked]
        finally:
            self._announce()

    def help_vote(self, cast: Cast) -> str:
        """Put in the ballot of someone without a phone, and have the journal say that they were helped.

        Returns the receipt as `cast` does; raises `Refused` or `StoreError`.
        """
        try:
            with self._lock, self.store.writing() as tx:
                self._catch_up(tx)
                vote = self._check(tx, cast)
                if isinstance(vote, Refused) or ballot_box.has_voted(tx, vote.poll, vote.ticket):
                    raise vote if isinstance(vote, Refused) else Refused("This person has voted already.")
                ballot_box.cast(tx, [vote])
                fresh = self._append(tx, commands.HelpVote(cast.poll, cast.person))
            self._take(fresh)
            return vote.receipt if vote.secret else ""
        finally:
            self._announce()

    def count_budget(self, poll: str, watch: Watch | None = None) -> SessionState:
        """Count a closed participatory budget, which may take minutes; `watch` hears how far it is and can cancel."""
        found = self.state.poll(poll)
        with self.store.reading() as tx:
            laid = piles(tx, self.state, found, found.paper_agreed)
        allocation = budget_result(found.poll, laid, watch)
        return self.execute(commands.RecordResult(poll, allocation)) if allocation else self.state

    def _check(self, tx: Connection, cast: Cast) -> Vote | Refused:
        try:
            poll = self._state.poll(cast.poll).poll
            vote = Vote(poll.id, voter(poll, cast.ticket, cast.device), valid_choice(poll, cast.choice), cast.key,
                        poll.secret)  # fmt: skip
        except Refused as refusal:
            return refusal
        try:
            self._state.check_voter(cast.poll, cast.person, cast.giver)
        except Refused as refusal:  # a vote that got in before, whose answer was lost, is answered like the first time
            return vote if ballot_box.repeats(tx, vote) else refusal
        return vote

    @staticmethod
    def _answer(vote: Vote, stored: bool) -> str | Refused:
        if not stored:
            return Refused("You have voted already. Your first vote counts.")
        return vote.receipt if vote.secret else ""

    # --- following what others write ---

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

    def _watch(self, stop: threading.Event, interval: float) -> None:
        watcher = self.store.watch()
        try:
            while not stop.wait(interval):
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

    def _catch_up(self, tx: Connection) -> None:
        entries = journal.read(tx, self.session, self._last.number if self._last else 0)
        self._take(entries)
        if any(isinstance(entry.event, events.Enrolled) for entry in entries):
            self._people = people_table.load(tx)

    def _take(self, entries: Sequence[Entry]) -> None:
        state = self._state
        for entry in entries:
            state = apply(state, entry.event, entry.at)
            self._last = entry
        self._state = state
        self._untold.extend(entries)

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


def voter(poll: Poll, ticket: str, device: str) -> str:
    """What stands for the voter in the box: the device in a secret straw poll, else the person's ticket."""
    return device if poll.secret and poll.electorate is Electorate.ROOM else ticket


@contextmanager
def opened(file_or_url: str, session: int | None = None) -> Iterator[Desk]:
    """The desk of a session (the last one without a number) of an assembly file, closed again afterwards."""
    with closing(Store.open(file_or_url)) as store:
        numbers = store.sessions()
        if not numbers:
            raise Refused("This assembly has no session yet. Make one in the desktop first.")
        desk = Desk(store, numbers[-1] if session is None else session)
        try:
            yield desk
        finally:
            desk.close()
