"""Where votes wait for their group: many are made durable in one transaction, and none is answered before it is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice

from assembly_app.desk import Cast, Desk, voter
from assembly_app.domain.ballots import valid_choice
from assembly_app.domain.errors import Refused
from assembly_app.domain.polls import needs_company
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PollStatus
from assembly_app.phones.hall import Hall

GROUP = 500
"""The most ballots in one transaction."""

HOLD_SECONDS = 10.0
"""How long a request is held open while its ballot waits for company; then the phone asks again."""

Answer = str | Refused
"""The receipt (empty in a named poll), or why the ballot was refused."""


class Urn:
    """Ballots on their way into the box, on the server's event loop."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._desk: Desk = hall.desk
        self._waiting: dict[Cast, asyncio.Future[Answer]] = {}
        self._voters: dict[tuple[str, str], Cast] = {}
        self._small: tuple[SessionState, dict[str, bool]] | None = None
        self._closing = False
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="urn")

    async def start(self) -> None:
        """Begin to take ballots."""
        self._hall.changed.append(self._wake.set)
        self._working = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Answer nobody any more; ballots that still wait are sent again by their phones."""
        self._working.cancel()
        with suppress(asyncio.CancelledError):
            await self._working
        self._thread.shutdown(wait=True)
        self.let_go()

    def let_go(self) -> None:
        """Answer everyone who waits for company that they must ask again."""
        self._closing = True
        for future in self._waiting.values():
            future.cancel()

    async def put(self, cast: Cast) -> Answer | None:
        """The answer when it is durable; None when the ballot still waits for company. Raises `StoreError`."""
        if self._closing:
            return None
        future = self._waiting.get(cast)
        if future is None:
            if self._voters.setdefault(self._voter(cast), cast) != cast and not self._changes(cast):
                return Refused("You have voted already. Your first vote counts.")
            future = self._waiting[cast] = asyncio.get_running_loop().create_future()
            self._wake.set()
        done, _ = await asyncio.wait({future}, timeout=HOLD_SECONDS)
        return future.result() if done and not future.cancelled() else None

    def holds(self, poll: str, voter_: str) -> bool:
        """Whether a ballot of this voter (ticket or device) waits to be put in."""
        return (poll, voter_) in self._voters

    def _voter(self, cast: Cast) -> tuple[str, str]:
        found = self._desk.state.polls.get(cast.poll)
        return cast.poll, voter(found.poll, cast.ticket, cast.device) if found else cast.ticket

    def _changes(self, cast: Cast) -> bool:
        """Whether a further vote of this voter may take the place of the one that waits: in the order they came."""
        found = self._desk.state.polls.get(cast.poll)
        return found is not None and found.poll.revote and found.poll.can_revote

    def _take(self, cast: Cast) -> asyncio.Future[Answer]:
        voter_ = self._voter(cast)
        if self._voters.get(voter_) == cast:
            del self._voters[voter_]
        return self._waiting.pop(cast)

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            group = list(islice(self._waiting, GROUP))
            if len(self._waiting) > GROUP:
                self._wake.set()
            if group:
                await self._commit(group)

    async def _commit(self, group: list[Cast]) -> None:
        try:
            answers = await asyncio.get_running_loop().run_in_executor(self._thread, self._cast, group)
        except Exception as error:  # whatever it was, each voter must hear that the vote is not in
            for cast in group:
                if not (future := self._take(cast)).done():
                    future.set_exception(error)
                    future.exception()  # its phone may have hung up: then nobody else looks
            return
        for cast, answer in answers.items():
            if not (future := self._take(cast)).done():
                future.set_result(answer)
        self._hall.touch()

    def _cast(self, group: Sequence[Cast]) -> dict[Cast, Answer]:
        ready = self._ready(group)
        return dict(zip(ready, self._desk.cast(ready), strict=True)) if ready else {}

    def _ready(self, group: Sequence[Cast]) -> list[Cast]:
        """All but the ballots that would be stored alone in a small secret poll (rule 2)."""
        state = self._desk.state
        held: set[Cast] = set()
        for poll in {cast.poll for cast in group}:
            if self._needs_company(state, poll):
                voted = self._desk.voted(poll)
                fresh = {
                    cast for cast in group
                    if cast.poll == poll and self._voter(cast)[1] not in voted and _would_count(state, cast)
                }  # fmt: skip
                held |= fresh if len(fresh) < 2 else set()
        return [cast for cast in group if cast not in held]

    def _needs_company(self, state: SessionState, poll: str) -> bool:
        """As the rule says, worked out once for each state: it counts the whole room."""
        if self._small is None or self._small[0] is not state:
            self._small = (state, {})
        known = self._small[1]
        if poll not in known:
            found = state.polls.get(poll)
            known[poll] = (
                found is not None
                and found.status is PollStatus.OPEN
                and needs_company(found.poll, state.entitled(found.poll))
            )
        return known[poll]


def _would_count(state: SessionState, cast: Cast) -> bool:
    try:
        valid_choice(state.check_voter(cast.poll, cast.person, cast.giver).poll, cast.choice)
    except Refused:
        return False
    return True
