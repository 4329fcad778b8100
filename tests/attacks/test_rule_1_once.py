"""Rule 1: once. Second votes, replayed and altered requests, two phones with one ticket, one phone with two."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from assembly_app.domain import commands
from assembly_app.phones.client import Answered
from assembly_app.store.tables import MarkRow
from tests.attacks.means import KEY, OTHER_KEY, ballots, open_large, rows, send, tally
from tests.phones.conftest import Evening


def test_a_second_vote_from_the_same_ticket_counts_once(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        await phones[0].vote("play", ["yes"], KEY)
        with pytest.raises(Answered, match="Your first vote counts"):
            await phones[0].vote("play", ["no"], OTHER_KEY)
        with pytest.raises(Answered, match="You have voted already"):
            await phones[0].vote("play", ["no"], KEY)

    play(story())
    evening.desk.close_poll("play")
    assert (tally(evening, "play").ballots, tally(evening, "play").counts["yes"]) == (1, 1)


@pytest.mark.parametrize("poll", ["play", "rollcall", "straw"])
def test_two_phones_with_one_ticket_vote_once(evening: Evening, play, poll: str) -> None:
    async def story() -> list[object]:
        await open_large(evening, poll)
        twins = [await evening.phone(0), await evening.phone(0)]
        votes = (twin.vote(poll, [choice]) for twin, choice in zip(twins, ("yes", "no"), strict=True))
        return await asyncio.gather(*votes, return_exceptions=True)

    answers = play(story())
    assert sum(isinstance(answer, Answered) for answer in answers) == 1
    assert ballots(evening, poll)[0] == 1


def test_a_hundred_votes_at_once_from_one_ticket_count_once(evening: Evening, play) -> None:
    async def story() -> list[object]:
        phones = await open_large(evening)
        tries = (phones[0].vote("play", ["yes" if n % 2 else "no"], f"{n:016}") for n in range(100))
        return await asyncio.gather(*tries, return_exceptions=True)

    answers = play(story())
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert ballots(evening, "play") == (1, 1)


def test_a_repeated_request_gets_the_same_receipt(evening: Evening, play) -> None:
    async def story() -> set[str]:
        phones = await open_large(evening)
        return set(await asyncio.gather(*(phones[0].vote("play", ["yes"], KEY) for _ in range(10))))

    assert len(play(story())) == 1
    assert ballots(evening, "play") == (1, 1)


def test_a_request_repeated_after_the_close_is_answered_like_the_first_time(evening: Evening, play) -> None:
    async def story() -> tuple[str, str]:
        phones = await open_large(evening)
        before = await phones[0].vote("play", ["yes"], KEY)
        evening.desk.close_poll("play")
        evening.desk.execute(commands.CheckOut("p0"))
        with pytest.raises(Answered, match="Your ballot was not counted"):
            await phones[1].vote("play", ["yes"], KEY)
        return before, await phones[0].vote("play", ["yes"], KEY)

    before, after = play(story())
    assert before == after


def test_the_bytes_of_a_vote_replayed_from_elsewhere_count_once(evening: Evening, play) -> None:
    fields = [("poll", "play"), ("key", KEY), ("option", "yes")]

    async def story() -> list[str]:
        await open_large(evening)
        return await asyncio.gather(*(send(evening, evening.code(0), fields) for _ in range(20)))

    assert all('"answer":"in"' in answer for answer in play(story()))
    assert ballots(evening, "play") == (1, 1)


ALTERED = {
    "another badge in the form": [("ticket", "p1"), ("person", "p1"), ("device", "p1")],
    "someone else's proxy": [("giver", "p1")],
    "a second key": [("key", OTHER_KEY)],
    "a second option": [("option", "no")],
    "another poll behind it": [("poll", "rollcall")],
}


@pytest.mark.parametrize("more", ALTERED.values(), ids=ALTERED.keys())
def test_an_altered_request_is_never_a_vote_of_someone_else_or_elsewhere(
    evening: Evening, play, more: list[tuple[str, str]]
) -> None:
    fields = [("poll", "play"), ("key", KEY), ("option", "yes"), *more]

    async def story() -> str:
        await open_large(evening)
        return await send(evening, evening.code(0), fields, "X-Forwarded-For: 10.0.0.1\r\n")

    answer = play(story())
    own = evening.desk.tickets()["p0"].id
    marks = rows(evening.desk.store.path, "SELECT poll, ticket FROM mark")
    assert marks == ([("play", own)] if '"answer":"in"' in answer else [])
    assert ballots(evening, "play")[0] == len(marks)


def test_a_straw_poll_takes_one_vote_a_device_and_one_a_ticket(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "straw")
        await phones[0].vote("straw", ["yes"])
        await phones[0].join("Someone else")  # another name on the same device
        with pytest.raises(Answered, match="You have voted already"):
            await phones[0].vote("straw", ["yes"])
        twin = await evening.phone(1)
        await phones[1].vote("straw", ["no"])
        with pytest.raises(Answered, match="You have voted already"):
            await twin.vote("straw", ["no"])
        for forged in ("", "x" * 50, "AAAA-AAAA"):  # a device that was made up is the ticket's own
            twin.cookies.delete("device")
            twin.cookies.set("device", forged)
            with pytest.raises(Answered, match="You have voted already"):
                await twin.vote("straw", ["no"])

    play(story())
    assert ballots(evening, "straw") == (2, 2)


def test_the_database_itself_takes_no_second_mark(evening: Evening) -> None:
    mark = MarkRow.__table__.insert().values(poll="play", ticket="t")
    with evening.desk.store.writing() as tx:
        tx.execute(mark)
        with pytest.raises(IntegrityError):
            tx.execute(mark)
    assert ballots(evening, "play") == (1, 0)
