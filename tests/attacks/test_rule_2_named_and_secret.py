"""Rule 2: a named poll keeps ticket and choice together; of a secret one nothing orders, dates or names a ballot."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.errors import Refused
from assembly_app.phones.client import Answered
from assembly_app.phones.server import running
from assembly_app.store.store import Store
from tests.attacks.means import KEY, OTHER_KEY, ballots, open_large, rows, tally
from tests.conftest import Clock
from tests.phones.conftest import Evening, fill

CHOICES = [["yes"], ["no"], ["yes"], ["abstain"], ["no"], ["yes"]] * 2
"""What each of twelve people chooses, whenever they do."""

COUNTERS = (range(24, 28), range(40, 44), range(92, 96))
"""Bytes of SQLite's header that count transactions and rewrites of the whole file."""


def one_by_one(order: list[int]) -> Callable:
    """Everyone votes alone, in this order."""

    async def votes(evening: Evening, poll: str) -> None:
        phones = await evening.phones(12)
        evening.desk.execute(commands.OpenPoll(poll))
        for person in order:
            await phones[person].vote(poll, CHOICES[person], f"key-of-person-{person:04}")

    return votes


async def all_at_once(evening: Evening, poll: str) -> None:
    """Everyone presses at the same moment."""
    phones = await evening.phones(12)
    evening.desk.execute(commands.OpenPoll(poll))
    await asyncio.gather(*(phone.vote(poll, CHOICES[n], f"key-of-person-{n:04}") for n, phone in enumerate(phones)))


def held(file: Path, votes: Callable, play: Callable, clock: Clock) -> bytes:
    """The bytes of the file once a secret poll was held in it and closed, but for counters of its header."""
    store = Store.open(file)
    desk = Desk(store, 1, clock)
    with running(desk) as url:
        play(votes(Evening(desk, url), "play"))
        desk.close_poll("play")
    desk.close()
    store.close()
    assert not file.with_name(f"{file.name}-wal").exists()
    content = bytearray(file.read_bytes())
    for counter in COUNTERS:
        content[counter.start : counter.stop] = bytes(len(counter))
    return bytes(content)


def test_the_file_is_the_same_byte_for_byte_in_whatever_order_people_voted(
    desk: Desk, store: Store, clock: Clock, tmp_path: Path, play
) -> None:
    fill(desk)
    for number in range(12):
        desk.execute(commands.CheckIn(f"p{number}"))
    forwards = list(range(12))
    stories = [one_by_one(forwards), one_by_one(forwards[::-1]), one_by_one(random.sample(forwards, 12)), all_at_once]
    files = []
    for number, votes in enumerate(stories):
        file = tmp_path / f"evening-{number}.assembly"
        store.copy_to(file)
        before = file.read_bytes()
        files.append(held(file, votes, play, clock))
        assert files[-1] != before
    assert len(set(files)) == 1
    assert all(f"key-of-person-{n:04}".encode() not in files[0] for n in forwards)


def test_a_row_of_a_secret_ballot_has_a_poll_a_random_id_and_a_choice_and_a_mark_has_even_less(
    evening: Evening,
) -> None:
    file = evening.desk.store.path
    made = dict(rows(file, "SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    for table, columns in (("ballot", ["poll", "id", "choice"]), ("mark", ["poll", "ticket"])):
        assert [row[1] for row in rows(file, f"PRAGMA table_info({table})")] == columns
        assert made[table].strip().endswith("WITHOUT ROWID")
    assert not rows(file, "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_sequence' OR type = 'trigger'")


def test_a_named_poll_keeps_who_chose_what_and_a_secret_one_only_who_voted(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "rollcall")
        await phones[0].vote("rollcall", ["yes"])
        evening.desk.close_poll("rollcall")
        evening.desk.execute(commands.OpenPoll("play"))
        await phones[0].vote("play", ["no"])
        evening.desk.close_poll("play")

    play(story())
    file, own = evening.desk.store.path, evening.desk.tickets()["p0"].id
    assert evening.desk.roll_call("rollcall") == {"p0": Selection(("yes",))}
    with pytest.raises(Refused, match="This poll is secret"):
        evening.desk.roll_call("play")
    assert [row[:2] for row in rows(file, "SELECT poll, ticket FROM named_ballot")] == [("rollcall", own)]
    [(identity, choice)] = rows(file, "SELECT id, choice FROM ballot")
    assert own not in identity + choice
    told = [event for [event] in rows(file, "SELECT event FROM journal") if "Poll" in event]
    assert not any(own in event or "p0" in event or identity in event for event in told)


def test_a_lone_ballot_of_a_small_secret_poll_waits_for_company(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await evening.phones(3)
        evening.desk.execute(commands.OpenPoll("play"))
        first = asyncio.create_task(phones[0].vote("play", ["yes"], KEY))
        while "not in yet" not in (await phones[0].see()).text:
            await asyncio.sleep(0.01)
        assert ballots(evening, "play") == (0, 0)
        for why, cast in (  # none of these is company
            ("already", phones[0].vote("play", ["no"], OTHER_KEY)),
            ("does not belong", phones[1].vote("play", ["maybe"])),
        ):
            with pytest.raises(Answered, match=why):
                await cast
        assert ballots(evening, "play") == (0, 0)
        assert not first.done()
        receipts = {await phones[1].vote("play", ["no"]), await first}
        assert len(receipts) == 2
        assert ballots(evening, "play") == (2, 2)

    play(story())


def test_a_repeated_ballot_is_no_company_and_the_last_call_lets_the_lone_one_in(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await evening.phones(3)
        evening.desk.execute(commands.OpenPoll("play"))
        await asyncio.gather(phones[0].vote("play", ["yes"], KEY), phones[1].vote("play", ["no"]))
        lone = asyncio.create_task(phones[2].vote("play", ["yes"]))
        while "not in yet" not in (await phones[2].see()).text:
            await asyncio.sleep(0.01)
        await phones[0].vote("play", ["yes"], KEY)
        assert ballots(evening, "play") == (2, 2)
        await asyncio.to_thread(evening.desk.close_poll, "play")
        assert await lone

    play(story())
    assert tally(evening, "play").ballots == 3
