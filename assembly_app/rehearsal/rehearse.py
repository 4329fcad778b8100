"""A rehearsal: simulated phones join, raise hands and vote in a copy of an assembly, on a server process of its own."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

import httpx
import msgspec

from assembly_app.desk import Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.people import Role
from assembly_app.domain.polls import Electorate, Poll, needs_company
from assembly_app.i18n import Explained, Translator
from assembly_app.phones.client import Answered, Seen, SimulatedPhone
from assembly_app.rehearsal_copy import made_ready
from assembly_app.store.store import Store

T = TypeVar("T")

MOST = 2000
AT_ONCE = 20
"""How many phones act at the same moment: people do not all tap within one second."""

PATIENCE = 60.0
"""Seconds after which something that does not happen is an error."""

ALONE = 1.0
"""Seconds until a small secret poll is closed although ballots may still wait for company."""


class Latency(msgspec.Struct, frozen=True):
    """How long phones waited for an answer, in milliseconds."""

    count: int
    median: float
    p95: float
    maximum: float


class Report(msgspec.Struct, frozen=True):
    """What a rehearsal found. Of votes: requests sent, phones with one receipt, and ballots in the counts."""

    phones: int
    badges: int
    guests: int
    seconds: float
    join: Latency
    hand: Latency
    vote: Latency
    sent: int
    acknowledged: int
    counted: int
    errors: dict[str, int]
    """How often each thing went wrong."""

    @property
    def sound(self) -> bool:
        """Whether all went well: every acknowledged vote counted, no other, and no error."""
        return self.acknowledged == self.counted and not self.errors


def rehearse(file_or_url: str, phones: int) -> Report:
    """Rehearse with so many phones. The assembly itself is only read. Raises `Explained`."""
    if not 1 <= phones <= MOST:
        raise Explained("Choose 1 to {most} phones.", most=MOST)
    with tempfile.TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "rehearsal.assembly"
        with closing(Store.open(file_or_url)) as store:
            store.copy_to(copy)
        with closing(Store.open(copy)) as store:
            desk = made_ready(store, phones)
            try:
                return asyncio.run(_Rehearsal(desk, phones).whole())
            finally:
                desk.close()


def as_json(report: Report) -> str:
    """The report for other programs."""
    told = {"sound": report.sound, **msgspec.to_builtins(report)}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


def summary(report: Report, _: Translator) -> str:
    """The report for people."""
    steps = ((_("Joined"), report.join), (_("Hands raised"), report.hand), (_("Votes"), report.vote))
    lines = [
        _.plural("{n} phone: {badges} with a badge, {guests} as guests.",
                 "{n} phones: {badges} with a badge, {guests} as guests.",
                 report.phones, badges=_.number(report.badges), guests=_.number(report.guests)),
        *(_("{step}: {n}, half within {median} ms, 95 of 100 within {p95} ms, the slowest {maximum} ms.",
            step=step, n=_.number(told.count), median=_.number(round(told.median)), p95=_.number(round(told.p95)),
            maximum=_.number(round(told.maximum))) for step, told in steps),
        _("Votes: {sent} sent, {acknowledged} acknowledged, {counted} counted.", sent=_.number(report.sent),
          acknowledged=_.number(report.acknowledged), counted=_.number(report.counted)),
        *(_("Went wrong {n} times: {what}", n=_.number(number), what=what) for what, number in report.errors.items()),
        _("All went well. The assembly itself was not touched.") if report.sound
        else _("Something went wrong. The assembly itself was not touched."),
    ]  # fmt: skip
    return "\n".join(lines)


class _Rehearsal:
    """One rehearsal on the desk of the copy."""

    def __init__(self, desk: Desk, phones: int) -> None:
        self._desk = desk
        self._number = phones
        self._free = asyncio.Semaphore(AT_ONCE)
        self._waited: dict[str, list[float]] = {"join": [], "hand": [], "vote": []}
        self._errors: Counter[str] = Counter()
        self._sent = self._acknowledged = self._counted = 0

    async def whole(self) -> Report:
        """From the first phone to the last count."""
        started = time.perf_counter()
        async with _server(self._desk) as url:
            phones = [SimulatedPhone(url) for _ in range(self._number)]
            listening: list[asyncio.Task[None]] = []
            try:
                members = await self._join(phones)
                listening += [asyncio.create_task(_listen(phone)) for phone in phones]
                await self._raise_hands(phones)
                await self._hold(members, secret=True, electorate=Electorate.MEMBERS)
                await self._hold(phones, secret=False, electorate=Electorate.ROOM)
            finally:
                for task in listening:
                    task.cancel()
                await asyncio.gather(*listening, return_exceptions=True)
                await asyncio.gather(*(phone.close() for phone in phones))
        return self._report(len(members), time.perf_counter() - started)

    def _report(self, badges: int, seconds: float) -> Report:
        join, hand, vote = (_latency(waited) for waited in self._waited.values())
        return Report(
            self._number, badges, self._number - badges, round(seconds, 3), join, hand, vote,
            self._sent, self._acknowledged, self._counted, dict(self._errors),
        )  # fmt: skip

    # --- what phones do ---

    async def _join(self, phones: Sequence[SimulatedPhone]) -> list[SimulatedPhone]:
        """Everyone comes in: by badge while there are members with a vote, then as guests. The members' phones."""
        tickets = self._desk.tickets()
        voters = sorted(m.person for m in self._desk.state.members.values() if m.may_vote and m.role is not Role.GUEST)
        badges = [tickets[person].code for person in voters if person in tickets][: len(phones)]
        ways = [*(_scan(code) for code in badges), *(_as_guest(n) for n in range(len(phones) - len(badges)))]
        seen = await asyncio.gather(
            *(self._act("join", way, phone) for way, phone in zip(ways, phones, strict=True))
        )  # fmt: skip
        self._expect("A phone that joined was not checked in.", [not found or found.present for found in seen])
        return list(phones[: len(badges)])

    async def _raise_hands(self, phones: Sequence[SimulatedPhone]) -> None:
        """Everyone asks for the floor, and half of them think better of it."""
        seen = await asyncio.gather(*(self._act("hand", SimulatedPhone.raise_hand, phone) for phone in phones))
        self._expect("A raised hand is not on the list of speakers.", [not found or found.place > 0 for found in seen])
        await asyncio.gather(*(self._act("hand", SimulatedPhone.withdraw, phone) for phone in phones[::2]))

    async def _hold(self, phones: Sequence[SimulatedPhone], *, secret: bool, electorate: Electorate) -> None:
        """Open a vote, let every phone vote, close it, and compare."""
        if not phones:
            return
        poll = Poll(new_id(), {"en": "Rehearsal"}, secret=secret, electorate=electorate)
        await self._do(commands.AddPoll(poll), commands.OpenPoll(poll.id))
        await self._until_shown(phones[0], poll.id)
        voting = asyncio.gather(*(self._vote(phone, poll.id, place) for place, phone in enumerate(phones)))
        state = self._desk.state
        small = needs_company(poll, state.entitled(poll))
        await asyncio.wait({voting}, timeout=ALONE if small else None)
        closed = await asyncio.to_thread(self._desk.close_poll, poll.id)
        await voting
        tally = closed.poll(poll.id).tally
        self._counted += tally.ballots if tally else 0

    async def _vote(self, phone: SimulatedPhone, poll: str, place: int) -> None:
        """Vote; every tenth phone loses the answer and sends the same again."""
        key, choice = token_hex(16), (("yes", "no", "abstain")[place % 3],)
        receipts: set[str | None] = set()
        for _ in range(2 if place % 10 == 0 else 1):
            self._sent += 1
            receipts.add(await self._act("vote", lambda voter: voter.vote(poll, choice, key), phone))
        if len(receipts) == 1 and None not in receipts:
            self._acknowledged += 1
        elif None not in receipts:
            self._errors["A vote that was sent twice got two receipts."] += 1

    async def _until_shown(self, phone: SimulatedPhone, poll: str) -> None:
        """Wait until the server knows of a vote that was opened at the desk."""
        with suppress(httpx.HTTPError, Answered):
            async with asyncio.timeout(PATIENCE):
                while (await phone.see()).poll != poll:
                    await asyncio.sleep(0.02)

    # --- help ---

    async def _act(self, step: str, act: Callable[[SimulatedPhone], Awaitable[T]], phone: SimulatedPhone) -> T | None:
        """What a phone's act gives, its time noted; None, and an error noted, when it fails."""
        async with self._free:
            started = time.perf_counter()
            try:
                result = await act(phone)
            except Answered as answer:
                self._errors[str(answer)] += 1
                return None
            except (httpx.HTTPError, OSError) as error:
                self._errors[type(error).__name__] += 1
                return None
            self._waited[step].append((time.perf_counter() - started) * 1000)
            return result

    def _expect(self, otherwise: str, kept: Sequence[bool]) -> None:
        if missed := len(kept) - sum(kept):
            self._errors[otherwise] += missed

    async def _do(self, *asked: commands.Command) -> None:
        for command in asked:
            await asyncio.to_thread(self._desk.execute, command)


def _scan(code: str) -> Callable[[SimulatedPhone], Awaitable[Seen]]:
    return lambda phone: phone.scan(code)


def _as_guest(number: int) -> Callable[[SimulatedPhone], Awaitable[Seen]]:
    return lambda phone: phone.join(f"Rehearsal {number + 1}")


def _latency(waited: Sequence[float]) -> Latency:
    if len(waited) < 2:
        only = round(sum(waited), 1)
        return Latency(len(waited), only, only, only)
    p95 = statistics.quantiles(waited, n=20, method="inclusive")[-1]
    return Latency(len(waited), round(statistics.median(waited), 1), round(p95, 1), round(max(waited), 1))


async def _listen(phone: SimulatedPhone) -> None:
    """Follow the session as a real phone does; a connection that breaks is taken up again."""
    while True:
        with suppress(httpx.HTTPError, Answered):
            async for _sections in phone.listen():
                pass
        await asyncio.sleep(0.5)


@asynccontextmanager
async def _server(desk: Desk) -> AsyncIterator[str]:
    """The phones' server as a process of its own, as the desktop runs it; gives its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "assembly_app", "serve", str(desk.store.path), "--session", str(desk.session),
        "--host", "127.0.0.1", "--port", "0", "--child",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            first = await process.stdout.readline()
        if not first:
            raise Explained("The phones' server did not start. Try again.")
        draining = asyncio.create_task(process.stdout.read())
        yield f"http://127.0.0.1:{msgspec.json.decode(first)['ready']}/"
        process.stdin.close()
        await draining
    finally:
        process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(10):
                await process.wait()
        if process.returncode is None:
            process.kill()
            await process.wait()
