"""Taking part by phone, over real HTTP and without scripts."""

from __future__ import annotations

import pytest

from assembly_app.domain import commands
from assembly_app.domain.people import Door, Role
from assembly_app.phones.client import Answered, SimulatedPhone
from tests.phones.conftest import Evening


def test_a_badge_signs_its_bearer_in(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as phone:
            assert not (await phone.see()).signed_in
            seen = await phone.scan(evening.code(0))
            assert seen.signed_in
            assert seen.present
            assert seen.item == "street"
            assert seen.title == "1 Play street in the Rue du Nord"
            assert "Your advice goes to the city council" in seen.text

    play(story())
    assert evening.desk.state.spells["p0"][0].door is Door.PHONE


def test_a_code_can_be_typed_in_any_form(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as phone:
            seen = await phone.join_with_code(evening.code(1).lower().replace("-", " "))
            assert "Jan Vermeulen" in seen.text

    play(story())
    assert "p1" in evening.desk.state.present


def test_a_name_makes_a_guest_without_a_vote(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as first, SimulatedPhone(evening.url) as second:
            await first.join("  Zoë \u202e\x07 Claes ")
            await second.join("Zoë Claes")

    play(story())
    guests = [p for p in evening.desk.people.values() if p.role is Role.GUEST]
    assert [(guest.name, guest.may_vote) for guest in guests] == [("Zoë Claes", False)] * 2
    assert {guest.id for guest in guests} <= evening.desk.state.present


def test_a_guest_without_a_name_is_asked_for_it_beside_the_field(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as phone:
            with pytest.raises(Answered, match="Write your name"):
                await phone.join(" \t ")

    play(story())


def test_a_raised_hand_shows_its_place(evening: Evening, play) -> None:
    async def story() -> None:
        first, second = await evening.phones(2)
        assert (await first.raise_hand()).place == 1
        seen = await second.raise_hand()
        assert seen.place == 2
        assert "You are number 2 on the list." in seen.text
        await first.withdraw()
        assert (await second.see()).place == 1

    play(story())


def test_who_left_sees_it_and_comes_back_with_one_press(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        evening.desk.execute(commands.CheckOut("p0"))
        assert not (await phone.see()).present
        assert (await phone.come_back()).present

    play(story())
    assert len(evening.desk.state.spells["p0"]) == 2


def test_a_secret_vote_gives_a_receipt_once(evening: Evening, play) -> None:
    async def story() -> str:
        phones = await evening.phones(12)
        evening.desk.execute(commands.OpenPoll("play"))
        seen = await phones[0].see()
        assert seen.poll == "play"
        assert seen.question == "Play street on Wednesdays?"
        assert seen.options == ("yes", "no", "abstain")
        receipt = await phones[0].vote("play", ["yes"])
        seen = await phones[0].see()
        assert seen.voted
        assert receipt not in seen.text
        return receipt

    assert len(play(story())) == 14
    assert evening.desk.close_poll("play").poll("play").tally.counts["yes"] == 1


def test_a_named_vote_has_no_receipt(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(3)
        evening.desk.execute(commands.OpenPoll("rollcall"))
        assert await phone.vote("rollcall", ["no"]) == ""

    play(story())
    assert evening.desk.roll_call("rollcall") == {"p3": ("no",)}


def test_the_phone_hears_what_changes_and_nothing_else(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        heard = phone.listen()
        assert "street" in (await anext(heard))["now"]
        evening.desk.execute(commands.NextItem())
        sections = await anext(heard)
        assert "Budget" in sections["now"]
        assert "poll" not in sections
        await heard.aclose()

    play(story())


def test_a_result_that_reveals_votes_says_so_before_it_is_shown(evening: Evening, play) -> None:
    async def story() -> str:
        phones = await evening.phones(12)
        evening.desk.execute(commands.OpenPoll("play"))
        for phone in phones[:3]:
            await phone.vote("play", ["yes"])
        evening.desk.close_poll("play")
        return (await phones[5].see()).text

    text = play(story())
    assert text.index("this result shows how people voted") < text.index("Adopted: 3 yes, 0 no, 0 abstentions")
