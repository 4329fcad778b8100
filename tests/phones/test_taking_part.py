"""Taking part by phone, over real HTTP and without scripts."""

from __future__ import annotations

import pytest

from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.people import Door, Role
from assembly_app.phones import urn
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
    assert evening.desk.roll_call("rollcall") == {"p3": Selection(("no",))}


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


def test_another_badge_on_the_same_phone_is_asked_about_first(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        asked = await phone.scan(evening.code(1))
        assert "Sign in as Jan Vermeulen?" in asked.text
        assert "Signed in as Fatima Benali." in (await phone.see()).text
        assert "p1" not in evening.desk.state.present
        assert "Signed in as Jan Vermeulen." in (await phone.join_with_code(evening.code(1))).text

    play(story())


def test_a_vote_that_waits_for_company_can_be_asked_about_without_scripts(evening: Evening, play, monkeypatch) -> None:
    monkeypatch.setattr(urn, "HOLD_SECONDS", 0.05)

    async def story() -> None:
        phones = await evening.phones(3)
        evening.desk.execute(commands.OpenPoll("play"))
        key = "0123456789abcdef"
        assert (await phones[0].try_vote("play", ["yes"], key)).waiting
        assert (await phones[0].try_vote("play", ["yes"], key)).waiting
        await phones[1].vote("play", ["no"])
        stored = await phones[0].try_vote("play", ["yes"], key)
        assert not stored.waiting
        assert stored.receipt

    play(story())


def test_a_phone_that_is_signed_out_hears_it_on_its_stream(evening: Evening, play) -> None:
    async def story() -> None:
        async with SimulatedPhone(evening.url) as phone:
            with pytest.raises(Answered, match="not signed in"):
                await anext(phone.listen())

    play(story())


def test_before_and_after_the_session_the_page_says_so(evening: Evening, play) -> None:
    async def story() -> None:
        phone = await evening.phone(0)
        evening.desk.execute(commands.CloseSession())
        seen = await phone.see()
        assert "The session is closed." in seen.text
        assert not seen.can_speak
        late = await evening.phone(1)  # may read along, but is not noted as present
        assert "p1" not in evening.desk.state.present
        assert (await late.see()).signed_in
        async with SimulatedPhone(evening.url) as guest:
            with pytest.raises(Answered, match="The session is closed"):
                await guest.join("Too Late")

    play(story())
