"""Who may vote at all: forged, guessed and borrowed tickets, and those of people who have no vote here."""

from __future__ import annotations

from contextlib import suppress

import pytest

from assembly_app.domain import commands
from assembly_app.domain.people import Person
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.store import people
from tests.attacks.means import ballots, open_large
from tests.phones.conftest import Evening


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


async def guess(phone: SimulatedPhone, cookie: str) -> None:
    """Show one made-up code after another until the server has enough of it."""
    for n in range(30):
        phone.cookies.delete(cookie)
        phone.cookies.set(cookie, f"BBBB-{n:04}")
        with suppress(Answered):
            await phone.see()


def test_guessing_codes_in_cookies_is_slowed_down_too(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as phone:
            await guess(phone, "ticket")
            phone.cookies.set("ticket", evening.code(0))
            with pytest.raises(Answered, match="Too many wrong codes") as answer:
                await phone.see()
            assert answer.value.status == 429

    play(story())


def test_a_phone_that_is_in_stays_in_while_someone_on_its_network_guesses(evening: Evening, play) -> None:
    async def story() -> bool:
        phone = await evening.phone(0)
        async with SimulatedPhone(evening.url) as guesser:
            await guess(guesser, "ticket")
            for known in (evening.code(0), evening.code(1)):  # a right guess is worth no more than a wrong one now
                with pytest.raises(Answered, match="Too many wrong codes"):
                    await guesser.scan(known)
        return (await phone.see()).signed_in

    assert play(story())


def test_a_ticket_of_an_earlier_session_is_told_to_sign_in_again(evening: Evening, play) -> None:
    with evening.desk.store.writing() as tx:  # someone who is in the assembly, but not on this session's roll
        people.save(tx, [Person("old", "Old Guest")])

    async def story() -> str:
        async with SimulatedPhone(evening.url) as phone:
            phone.cookies.set("ticket", evening.desk.tickets()["old"].code)
            seen = await phone.see()
            assert not seen.signed_in
            return seen.text

    assert "not valid in this session" in play(story())


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


def test_a_made_up_device_costs_its_phone_one_try_and_a_guess_each_another(evening: Evening, play) -> None:
    async def story() -> bool:
        phone = await evening.phone(0)
        phone.cookies.delete("device")
        phone.cookies.set("device", "DDDD-0000")  # of an assembly last week
        for _ in range(30):
            assert (await phone.see()).signed_in
        await guess(phone, "device")
        with pytest.raises(Answered, match="Too many wrong codes"):
            await phone.see()
        async with SimulatedPhone(evening.url) as other:
            with pytest.raises(Answered, match="Too many wrong codes"):
                await other.scan(evening.code(3))

    play(story())
