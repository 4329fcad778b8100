"""The one door: a command comes in, the journal grows, and every face hears of the new state.

A `Desk` is safe to use from several threads. It blocks on the disk, so a window calls it from a worker thread.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from assembly_app.domain import commands, events
from assembly_app.domain.ballots import Choice, valid_choice
from assembly_app.domain.commands import Command
from assembly_app.domain.counting.equal_shares import Watch
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent, Entry, SessionDetails
from assembly_app.domain.history import ASIDE, lasting
from assembly_app.domain.people import Role
from assembly_app.domain.polls import Electorate, Poll, needs_company
from assembly_app.domain.results import budget_result, result
from assembly_app.domain.session import decide
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import ACCEPTING, PollState, PollStatus
from assembly_app.following import Following
from assembly_app.i18n import N_
from assembly_app.store import ballot_box, journal, retention
from assembly_app.store import people as people_table
from assembly_app.store.ballot_box import Vote
from assembly_app.store.count import count_poll, piles
from assembly_app.store.store import Store

ATTEMPTS = 20
"""How often a command is decided again when other writers are faster."""

CHANGES = 200
"""How many votes of one ticket a poll takes in which votes can be changed: enough for people, and an end for others."""

LAST_CALL_SECONDS = 1.0
"""How long a small secret poll stays open after the last call, for ballots that waited for company."""


NEWER = N_("A newer vote of yours counts instead of this one.")


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id for a new thing."""
    return secrets.token_hex(8)


class Cast(msgspec.Struct, frozen=True):
    """A ballot as a face hands it in. `device` stands for the voter in a secret straw poll.

    `giver` is the absent member for whom `person` votes by proxy; `ticket` is then the giver's. `instead` are the keys
    of earlier votes of this phone that may still be under way, where votes can be changed.
    """

    poll: str
    person: str
    ticket: str
    device: str
    choice: Choice
    key: str
    giver: str = ""
    instead: tuple[str, ...] = ()


class Act(msgspec.Struct, frozen=True):
    """What one command of this desk wrote in the journal, from entry `first` to `last`; `event` is its first event."""

    first: int
    last: int
    event: AnyEvent


class Desk(Following):
    """One session of an assembly, live."""

    def __init__(self, store: Store, session: int, clock: Callable[[], datetime] = now) -> None:
        super().__init__(store, session, clock)
        self._acts: list[Act] = []
        self._undone: list[tuple[Act, int]] = []
        self._held: dict[Cast, None] = {}

    @classmethod
    def create(cls, store: Store, details: SessionDetails, clock: Callable[[], datetime] = now) -> Desk:
        """Begin a new session with everyone of the assembly on its roll, guests of earlier evenings left out."""
        desk = cls(store, store.add_session(), clock)
        desk.execute(commands.CreateSession(details))
        regulars = tuple(person for person in desk.people.values() if person.role is not Role.GUEST)
        desk.execute(commands.Enrol(regulars))
        return desk

    # --- the door ---

    def execute(self, command: Command) -> SessionState:
        """Do what is asked and return the new state. Raises `Refused` or `StoreError`; then nothing changed."""
        try:
            with self._lock:
                self._remember(self._write(command))
                return self._state
        finally:
            self._announce()

    @property
    def undoable(self) -> Act | None:
        """The newest act of this desk that can be taken back. Waits for an act under way."""
        with self._lock:
            return self._acts[-1] if self._acts else None

    @property
    def redoable(self) -> Act | None:
        """The act that was taken back last. Waits for an act under way."""
        with self._lock:
            return self._undone[-1][0] if self._undone else None

    def undo(self) -> SessionState:
        """Take back the newest act of this desk; what phones did since stays. Raises `Refused` if it cannot."""
        try:
            with self._lock:
                if not self._acts:
                    raise Refused("There is nothing to undo.")
                act = self._acts[-1]
                [entry] = self._write(commands.TakeBack(act.first, act.last))
                self._undone.append((self._acts.pop(), entry.number))
                return self._state
        finally:
            self._announce()

    def redo(self) -> SessionState:
        """Bring back the act that was taken back last, unless another one followed."""
        try:
            with self._lock:
                if not self._undone:
                    raise Refused("There is nothing to redo.")
                act, number = self._undone[-1]
                self._write(commands.TakeBack(number, number))
                self._undone.pop()
                self._acts.append(act)
                return self._state
        finally:
            self._announce()

    def _remember(self, fresh: Sequence[Entry]) -> None:
        """Keep what can be undone. An act on ballots lasts, and with it all that came before."""
        if lasting(entry.event for entry in fresh):
            self._acts.clear()
            self._undone.clear()
        elif fresh and not isinstance(fresh[0].event, ASIDE):
            self._acts.append(Act(fresh[0].number, fresh[-1].number, fresh[0].event))
            self._undone.clear()

    def _write(self, command: Command) -> list[Entry]:
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
        if any(self._shuts_a_secret_box(entry.event) for entry in fresh):
            self._seal()
        return fresh

    def _shuts_a_secret_box(self, event: AnyEvent) -> bool:
        """Whether there now are ballots of whose order the file must keep no trace; in a named poll they have names."""
        return isinstance(event, events.PollClosed | events.PollCancelled) and self._state.poll(event.poll).poll.secret

    def _append(self, tx: Connection, *asked: Command) -> list[Entry]:
        at = max(self._clock(), self._last.at) if self._last else self._clock()
        at = at.astimezone(UTC)
        decided = [event for command in asked for event in decide(self._state, command, at)]
        return journal.append(tx, self.session, self._last, decided, at)

    def _counted(self, tx: Connection, command: Command) -> Command:
        """What the box says goes with the command that needs it: a close carries the count of the box that it shuts."""
        if isinstance(command, commands.ClosePoll):
            poll = self._state.poll(command.poll)
            found = count_poll(tx, self._state, poll, poll.paper_agreed)
            return commands.ClosePoll(command.poll, found.tally, found.digest, found.result)
        if isinstance(command, commands.RemindVoters):
            return replace(command, voted=ballot_box.turnout(tx, command.poll))
        if isinstance(command, commands.CorrectPoll):
            found = count_poll(tx, self._state, self._state.poll(command.poll), command.sheets[0])
            return replace(command, tally=found.tally, result=found.result)
        if isinstance(command, commands.DecideTie):
            poll = self._state.poll(command.poll)
            laid = piles(tx, self._state, poll, poll.paper_agreed)
            return replace(command, result=result(poll.poll, laid, poll.broken(command.chair, command.seed)))
        if isinstance(command, commands.TakeBack):
            entries = tuple(journal.read(tx, self.session))
            voted = frozenset(poll for poll in self._state.polls if ballot_box.turnout(tx, poll))
            return replace(command, entries=entries, voted=voted)
        return command

    def _beside(self, tx: Connection, command: Command, entries: Sequence[Entry]) -> None:
        """What is kept beside the journal, in the same transaction: names, and no ballots of a cancelled poll."""
        if isinstance(command, commands.Enrol):
            people_table.save(tx, command.people)
        for entry in entries:
            if isinstance(entry.event, events.PollCancelled):
                ballot_box.destroy(tx, entry.event.poll)

    def clear_names(
        self, days: int, pseudonym: Callable[[int], str] | None = None, *, rehearse: bool = False
    ) -> retention.Report:
        """Take away the names of everyone whose last session is more than `days` days ago; see `store.retention`."""
        report = retention.clear(self.store, days, self.now(), pseudonym, rehearse=rehearse)
        if report.cleared and not rehearse:
            with self._lock:
                self._load_people()
            self._announce(even_without_entries=True)
        return report

    def close_poll(self, poll: str) -> SessionState:
        """Close a vote; a small secret one after a last call, so that a ballot which waits alone gets in."""
        if self._small(self.state.poll(poll)):
            self.execute(commands.CallLastVotes(poll))
            self._put_held(poll)
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

    def help_vote(self, cast: Cast) -> str | None:
        """Put in the ballot of someone without a phone, and have the journal say that they were helped.

        Returns the receipt as `cast` does. None: it is not in yet, as it would be stored alone in a small secret poll
        (rule 2); it goes in with the next ballot that is helped, or at the last call. Until then only this desk's
        memory has it, as a server has those of phones. Ask again with the same cast. Raises `Refused` or `StoreError`.
        """
        try:
            with self._lock:
                with self.store.writing() as tx:
                    self._catch_up(tx)
                    answer, ready = self._helped(tx, cast)
                    helped = [commands.HelpVote(each.poll, each.person) for each in ready]
                    fresh = self._append(tx, *helped)
                self._take(fresh)
                for each in ready:
                    self._held.pop(each, None)
                return answer
        finally:
            self._announce()

    def _helped(self, tx: Connection, cast: Cast) -> tuple[str | None, list[Cast]]:
        """What to answer, and the helped ballots that went in."""
        vote = self._check(tx, cast)
        if isinstance(vote, Vote) and vote.secret and ballot_box.repeats(tx, vote):
            return vote.receipt, []  # it went in with another one
        if isinstance(vote, Vote) and not vote.revote and ballot_box.has_voted(tx, vote.poll, vote.ticket):
            vote = Refused("This person has voted already.")
        if isinstance(vote, Refused):
            self._held.pop(cast, None)
            raise vote
        if any(each.poll == cast.poll and each.ticket == cast.ticket for each in self._held if each != cast):
            raise Refused("This person has voted already: the vote waits to go into the box.")
        ready = self._ready(tx, cast, vote)
        found = self._state.poll(cast.poll)
        if len(ready) == 1 and found.status is PollStatus.OPEN and self._small(found):
            self._held[cast] = None
            return None, []
        ballot_box.cast(tx, list(ready.values()))
        return (vote.receipt if vote.secret else ""), list(ready)

    def _ready(self, tx: Connection, cast: Cast, vote: Vote) -> dict[Cast, Vote]:
        """This ballot, and those that wait for company and still may go in."""
        ready = {cast: vote}
        for held in self._held:
            waits = self._check(tx, held) if held.poll == cast.poll else None
            if isinstance(waits, Vote) and not ballot_box.has_voted(tx, waits.poll, waits.ticket):
                ready[held] = waits
        return ready

    def _small(self, found: PollState) -> bool:
        return needs_company(found.poll, self._state.entitled(found.poll))

    def _put_held(self, poll: str) -> None:
        """Put in the helped ballots that waited for company; the dialogs that wait for them ask by themselves."""
        with self._lock:
            for cast in [each for each in self._held if each.poll == poll]:
                with suppress(Refused):
                    self.help_vote(cast)

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
            revote = poll.revote and poll.can_revote
            vote = Vote(poll.id, voter(poll, cast.ticket, cast.device), valid_choice(poll, cast.choice), cast.key,
                        poll.secret, revote, cast.instead if revote else ())  # fmt: skip
        except Refused as refusal:
            return refusal
        try:
            self._state.check_voter(cast.poll, cast.person, cast.giver)
        except Refused as refusal:  # a vote that got in before, whose answer was lost, is answered like the first time
            return vote if ballot_box.repeats(tx, vote) else self._late(tx, vote, refusal)
        if vote.revote and ballot_box.changes(tx, vote.poll, vote.ticket) >= CHANGES:
            return Refused("You have changed your vote too often. Your last vote counts.")
        return vote

    def _late(self, tx: Connection, vote: Vote, refusal: Refused) -> Refused:
        """What to tell of a vote that came after the close, when another of its ticket is in the box."""
        if vote.revote and self._state.poll(vote.poll).status not in ACCEPTING:
            if ballot_box.gave_way(tx, vote):
                return Refused(NEWER)
            if ballot_box.has_voted(tx, vote.poll, vote.ticket):
                return Refused("This vote is closed. It came too late to change yours: your earlier vote counts.")
        return refusal

    @staticmethod
    def _answer(vote: Vote, stored: bool) -> str | Refused:
        if not stored and vote.revote:
            return Refused(NEWER)
        if not stored:
            return Refused("You have voted already. Your first vote counts.")
        return vote.receipt if vote.secret else ""


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
