"""What a phone that means ill, or a bad line, tries with votes; and what becomes of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing

import httpx
import pytest

from assembly_app.domain import commands
from assembly_app.domain.people import Person
from assembly_app.phones.client import Answered, SimulatedPhone
from tests.phones.conftest import Evening

KEY = "0123456789abcdef"
OTHER_KEY = "fedcba9876543210"


def ballots(evening: Evening, poll: str) -> tuple[int, int]:
    """Marks and secret ballots in the file, read by another program than ours."""
    with closing(sqlite3.connect(evening.desk.store.path)) as file:
        marks = file.execute("SELECT count(*) FROM mark WHERE poll = ?", (poll,)).fetchone()[0]
        return marks, file.execute("SELECT count(*) FROM ballot WHERE poll = ?", (poll,)).fetchone()[0]


async def open_large(evening: Evening, poll: str = "play") -> list[SimulatedPhone]:
    """Enough phones that a ballot need not wait, and the poll open."""
    phones = await evening.phones(12)
    evening.desk.execute(commands.OpenPoll(poll))
    return phones


def test_a_second_vote_from_the_same_ticket_counts_once(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        await phones[0].vote("play", ["yes"], KEY)
        with pytest.raises(Answered, match="Your first vote counts"):
            await phones[0].vote("play", ["no"], OTHER_KEY)
        with pytest.raises(Answered, match="You have voted already"):
            await phones[0].vote("play", ["no"], KEY)

    play(story())
    tally = evening.desk.close_poll("play").poll("play").tally
    assert tally is not None
    assert (tally.ballots, tally.counts["yes"]) == (1, 1)


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


def test_a_forged_code_lets_nobody_in(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as phone:
            with pytest.raises(Answered, match="This code is not valid here") as refusal:
                await phone.scan("AAAA-AAAA")
            assert refusal.value.status == 403
            phone.cookies.set("ticket", "AAAA-AAAA")
            assert not (await phone.see()).signed_in

    play(story())


def test_guessing_codes_is_slowed_down(evening: Evening, play) -> None:
    async def story() -> str:
        async with SimulatedPhone(evening.url) as phone:
            for n in range(30):
                with pytest.raises(Answered):
                    await phone.join_with_code(f"AAAA-{n:04}")
            with pytest.raises(Answered) as refusal:
                await phone.join_with_code(evening.code(0))
            return str(refusal.value)

    assert "Too many wrong codes" in play(story())


def test_a_ticket_of_an_earlier_session_is_told_to_sign_in_again(evening: Evening, play) -> None:
    with evening.desk.store.writing() as tx:  # someone who is in the assembly, but not on this session's roll
        from assembly_app.store import people

        people.save(tx, [Person("old", "Old Guest")])

    async def story() -> str:
        async with SimulatedPhone(evening.url) as phone:
            phone.cookies.set("ticket", evening.desk.tickets()["old"].code)
            seen = await phone.see()
            assert not seen.signed_in
            return seen.text

    assert "not valid in this session" in play(story())


def test_an_option_that_is_not_there_is_refused(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "trees")
        for chosen, why in (
            (["yes"], "This option does not belong to the poll"),
            ([], "Choose at least 1"),
            (["lime", "oak", "plane"], "Choose at most 2"),
        ):
            with pytest.raises(Answered, match=why):
                await phones[0].vote("trees", chosen)
        with pytest.raises(Answered, match="does not exist any more"):
            await phones[0].vote("nothing", ["yes"])
        with pytest.raises(Answered, match="not open yet"):
            await phones[0].vote("play", ["yes"])

    play(story())
    assert ballots(evening, "trees") == (0, 0)


def test_a_vote_after_the_close_is_refused_and_not_counted(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        evening.desk.close_poll("play")
        with pytest.raises(Answered, match="Your ballot was not counted"):
            await phones[0].vote("play", ["yes"])

    play(story())
    assert ballots(evening, "play") == (0, 0)


def test_who_has_no_vote_or_is_not_here_cannot_vote(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        watcher = SimulatedPhone(evening.url)
        await watcher.scan(evening.desk.tickets()["watcher"].code)
        with pytest.raises(Answered, match="Only members with a vote"):
            await watcher.vote("play", ["yes"])
        assert not (await watcher.see()).poll
        evening.desk.execute(commands.CheckOut("p0"))
        with pytest.raises(Answered, match="You are not checked in"):
            await phones[0].vote("play", ["yes"])

    play(story())
    assert ballots(evening, "play") == (0, 0)


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
    tally = evening.desk.state.poll("play").tally
    assert tally is not None
    assert tally.ballots == 3


def test_an_oversized_or_broken_form_is_not_read(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        with pytest.raises(Answered, match="too large") as refusal:
            await phone.vote("play", ["x" * 20_000])
        assert refusal.value.status == 413
        with pytest.raises(Answered, match="could not be read"):
            await phone.vote("play", ["yes"], "short")
        async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
            many = await client.post("/vote", content="&".join(f"option={n}" for n in range(500)))
            assert many.status_code == 400
            assert (await client.post("/vote", content=b"\xff\xfe")).status_code == 400

    play(story())


def test_a_form_from_another_site_is_refused(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
            for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
                assert (await client.post("/hand", headers=headers)).status_code == 403

    play(story())
    assert evening.desk.state.speakers.queue == ()


def test_markup_in_a_name_stays_text(evening: Evening, play) -> None:
    async def story() -> str:
        async with SimulatedPhone(evening.url) as phone:
            await phone.join("<script>alert(1)</script>")
            await phone.raise_hand()
            async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
                return (await client.get("/")).text

    assert "<script>alert" not in play(story())


def test_no_secret_stands_in_any_log(evening: Evening, play, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story() -> list[str]:
        phones = await open_large(evening)
        receipt = await phones[0].vote("play", ["abstain"], KEY)
        with pytest.raises(Answered):
            await phones[0].vote("play", ["abstain"], OTHER_KEY)
        with pytest.raises(Answered):
            await phones[0].scan("QQQQ-7777")
        await phones[0].see()
        return [receipt, KEY, OTHER_KEY, "QQQQ", *(evening.code(n) for n in range(12)), "abstain"]

    secrets = play(story())
    assert caplog.records
    written = caplog.text + "".join(repr(record.args) for record in caplog.records)
    for secret in secrets:
        assert secret not in written
        assert secret.replace("-", "") not in written
