"""Simulated phones that take part in a rehearsal for as long as a facilitator practises."""

from __future__ import annotations

import asyncio
import random
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import httpx

from assembly_app.desk import Desk, opened
from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing, to_form
from assembly_app.domain.feedback import SCALE
from assembly_app.domain.people import Role
from assembly_app.domain.polls import BallotForm, BudgetBallot, Poll
from assembly_app.domain.signals import Signal
from assembly_app.domain.state import Phase
from assembly_app.i18n import Explained
from assembly_app.phones.client import Answered, SimulatedPhone

Pause = tuple[float, float]
"""The shortest and the longest pause, in seconds."""

ARRIVING: Pause = (0.0, 12.0)
THINKING: Pause = (1.0, 9.0)
"""How long someone thinks before voting."""

HANDS: Pause = (4.0, 10.0)
"""The time from one raised hand to the next in the whole room."""

SIGNALS: Pause = (15.0, 40.0)
"""The time from one signal to the next in the whole room."""

WAITING = 5
"""So many on the list of speakers are enough."""

LOOKING = 0.2
"""How often each phone looks at what happens, in seconds."""

WORDS = ("bomen", "bancs", "fiets", "calme", "spelen", "lumière")
"""What the simulated people write, in the languages of Brussels."""


def take_part(file_or_url: str, session: int | None, url: str, phones: int) -> int:
    """Let so many phones take part in the rehearsal at `url` until standard input ends; returns 0. Raises `Explained`.

    The file is the rehearsal's copy: the badges come from it.
    """
    if not 1 <= phones <= 2000:
        raise Explained("Choose 1 to {most} phones.", most=2000)
    with opened(file_or_url, session) as desk:
        desk.follow()
        asyncio.run(_until_stdin_ends(Crowd(desk, url, phones, random.Random()).play()))
    return 0


async def _until_stdin_ends(work: Awaitable[None]) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def read() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=read, daemon=True).start()
    working = asyncio.ensure_future(work)
    await ended.wait()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


class Crowd:
    """A room full of people: they come in, raise hands, give signals, and vote when there is something to vote on.

    At the end they answer the questions about the session.
    """

    def __init__(self, desk: Desk, url: str, phones: int, chance: random.Random, pace: float = 1.0) -> None:
        self._desk = desk
        self._chance = chance
        self._pace = pace
        self._phones = [SimulatedPhone(url) for _ in range(phones)]

    async def play(self) -> None:
        """Take part until it is cancelled."""
        try:
            await asyncio.gather(
                *(self._attend(phone, way) for phone, way in zip(self._phones, self._ways(), strict=True)),
                self._raise_hands(),
                self._give_signals(),
            )
        finally:
            await asyncio.gather(*(phone.close() for phone in self._phones), return_exceptions=True)

    def _ways(self) -> list[Callable[[SimulatedPhone], Awaitable[object]]]:
        """How each phone comes in: by badge while there are members with a vote, then as guests."""
        tickets, state = self._desk.tickets(), self._desk.state
        voters = sorted(m.person for m in state.members.values() if m.may_vote and m.role is not Role.GUEST)
        badges = [tickets[person].code for person in voters if person in tickets][: len(self._phones)]
        guests = range(1, len(self._phones) - len(badges) + 1)
        return [*map(_scan, badges), *map(_as_guest, guests)]

    async def _attend(self, phone: SimulatedPhone, way: Callable[[SimulatedPhone], Awaitable[object]]) -> None:
        await self._pause(ARRIVING)
        while not await self._try(way(phone)):
            await self._pause(THINKING)  # the server is being started, perhaps
        listening = asyncio.create_task(self._listen(phone))
        try:
            await asyncio.gather(self._vote_always(phone), self._answer(phone))
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self, phone: SimulatedPhone) -> None:
        """Be connected, as real phones are; the facilitator sees how many there are."""
        while True:
            with suppress(httpx.HTTPError, Answered, OSError):
                async for _sections in phone.listen():
                    pass
            await asyncio.sleep(1)

    async def _vote_always(self, phone: SimulatedPhone) -> None:
        done: set[str] = set()
        while True:
            found = self._desk.state.open_poll
            if found is None or found.poll.id in done:
                await asyncio.sleep(LOOKING * self._pace)
                continue
            await self._pause(THINKING)
            done.add(found.poll.id)
            await self._try(phone.vote(found.poll.id, to_form(some_choice(found.poll, self._chance))))

    async def _answer(self, phone: SimulatedPhone) -> None:
        """Answer the questions when the session is closed."""
        while self._desk.state.phase is not Phase.CLOSED:
            await asyncio.sleep(LOOKING * self._pace)
        await self._pause(THINKING)
        said, known = (str(self._chance.choice(SCALE)) for _ in range(2))
        await self._try(phone.answer(said, known, self._chance.choice(("", *WORDS))))

    async def _raise_hands(self) -> None:
        while True:
            await self._pause(HANDS)
            state = self._desk.state
            if state.current is None or not state.speakers.open or len(state.speakers.queue) >= WAITING:
                continue
            phone = self._chance.choice(self._phones)
            await self._try(phone.raise_hand())
            if self._chance.random() < 0.1:
                await self._try(phone.withdraw())

    async def _give_signals(self) -> None:
        while True:
            await self._pause(SIGNALS)
            await self._try(self._chance.choice(self._phones).signal(self._chance.choice(list(Signal))))

    async def _pause(self, between: Pause) -> None:
        await asyncio.sleep(self._chance.uniform(*between) * self._pace)

    @staticmethod
    async def _try(act: Awaitable[object]) -> bool:
        """Whether it worked: some have no vote, and the server may be away for a moment."""
        try:
            await act
        except (Answered, httpx.HTTPError, OSError):
            return False
        return True


def _scan(code: str) -> Callable[[SimulatedPhone], Awaitable[object]]:
    return lambda phone: phone.scan(code)


def _as_guest(number: int) -> Callable[[SimulatedPhone], Awaitable[object]]:
    return lambda phone: phone.join(f"Rehearsal {number}")


def some_choice(poll: Poll, chance: random.Random) -> Choice:
    """A valid ballot of this poll."""
    options = [option.id for option in poll.options]
    number = chance.randint(max(1, poll.minimum), max(1, poll.minimum, poll.maximum))
    match poll.form:
        case BallotForm.RANK:
            return Ranking(tuple(chance.sample(options, min(number, len(options)))))
        case BallotForm.SCORE:
            return Scores(tuple((option, chance.randint(poll.scale.low, poll.scale.high)) for option in options))
        case BallotForm.SPREAD:
            return Scores(((chance.choice(options), chance.randint(1, min(poll.points, poll.most_points))),))
        case BallotForm.WRITE:
            return Writing(tuple(chance.sample(WORDS, min(number, len(WORDS)))))
    if poll.budget_ballot is BudgetBallot.BASKET:
        return Selection((chance.choice(options),))
    return Selection(tuple(_some(options, number, chance)))


def _some(options: Sequence[str], number: int, chance: random.Random) -> list[str]:
    return chance.sample(list(options), min(number, len(options)))
