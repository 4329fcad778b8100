"""What faces read of a session, from memory or from its file. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assembly_app.domain.ballots import Choice, Writing
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import Entry
from assembly_app.domain.feedback import Feedback
from assembly_app.domain.people import Person
from assembly_app.domain.results import REVEALING, Tally, reveals_votes
from assembly_app.domain.state import SessionState
from assembly_app.store import ballot_box, feedback, journal
from assembly_app.store import people as people_table
from assembly_app.store.count import count_poll, piles
from assembly_app.store.people import Ticket
from assembly_app.store.store import Store


class Reading:
    """One session of an assembly, as far as it can be read. Everything but `state` and `people` blocks on the disk."""

    def __init__(self, store: Store, session: int, clock: Callable[[], datetime]) -> None:
        if session not in store.sessions():
            raise Refused("There is no session {number} in this assembly.", number=session)
        self.store = store
        self.session = session
        self._clock = clock
        self._state = SessionState()
        self._people: dict[str, Person] = {}
        self._shown: dict[str, Tally] = {}

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
        """The count so far of a poll with live results; None where results stay hidden until the close.

        A secret poll is counted in steps of several ballots, the first of which reveals no vote: a bar that moves with
        each ballot would tell whoever watches the voters what each one chose.
        """
        found = self.state.poll(poll)
        if found.tally is not None or not found.poll.live:
            return found.tally
        with self.store.reading() as tx:
            tally = count_poll(tx, self.state, found, None).tally
        if not found.poll.secret:
            return tally
        shown = self._shown.get(poll)
        if tally.ballots - (shown.ballots if shown else 0) >= REVEALING and not reveals_votes(tally):
            self._shown[poll] = shown = tally
        return shown

    def chosen(self, poll: str) -> dict[str, Choice]:
        """What each ticket chose in a named poll; refused for a secret one."""
        found = self.state.poll(poll)
        if found.poll.secret:
            raise Refused("This poll is secret: nobody can see who chose what.")
        with self.store.reading() as tx:
            return dict(ballot_box.ballots(tx, found.poll))

    def roll_call(self, poll: str) -> dict[str, Choice]:
        """Who (by id) chose what in a named poll; refused for a secret one."""
        chosen = self.chosen(poll)
        person_of = {ticket.id: person for person, ticket in self.tickets().items()}
        return {person_of[ticket]: choice for ticket, choice in chosen.items() if ticket in person_of}

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

    def feedback(self) -> list[Feedback]:
        """What people answered after the session, in random order; nothing leads to who answered what."""
        with self.store.reading() as tx:
            return feedback.read(tx, self.session)

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
