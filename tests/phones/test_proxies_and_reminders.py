"""Ballots for absent members, each of its own, and the reminder to those whose ballot is not in."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.polls import Poll
from assembly_app.phones.client import Answered
from tests.phones.browser import chromium
from tests.phones.conftest import Evening

YES, NO = Selection(("yes",)), Selection(("no",))


@pytest.fixture
def represented(evening: Evening) -> Evening:
    """Two absent members, p10 and p11, have given their proxy to p0."""
    desk = evening.desk
    desk.execute(commands.ChangeSession(replace(desk.state.session(), proxies=2)))
    for person in ("p0", "p1", "p2"):
        desk.execute(commands.CheckIn(person))
    for giver in ("p10", "p11"):
        desk.execute(commands.GiveProxy(giver, "p0"))
    return evening


def test_a_phone_gives_one_ballot_for_each_proxy_that_its_person_holds(represented: Evening, play) -> None:
    async def story() -> None:
        phone = await represented.phone(0)
        represented.desk.execute(commands.OpenPoll("rollcall"))
        seen = await phone.see()
        assert (seen.givers, seen.options) == (("p10", "p11"), ("yes", "no", "abstain"))
        assert "For Nadia Haddad, who is absent" in seen.text
        await phone.vote("rollcall", ["yes"])
        await phone.vote("rollcall", ["no"], giver="p11")
        seen = await phone.see()
        assert seen.givers == ("p10",)
        assert "The vote for Luc Petit is in." in seen.text
        with pytest.raises(Answered, match="You have voted already"):
            await phone.vote("rollcall", ["yes"], giver="p11")
        assert await phone.vote("rollcall", ["no"], giver="p11") == ""  # the same again is answered like the first

    play(story())
    assert represented.desk.roll_call("rollcall") == {"p0": YES, "p11": NO}


def test_each_ballot_on_the_page_has_a_key_of_its_own(represented: Evening, play) -> None:
    async def story() -> str:
        phone = await represented.phone(0)
        represented.desk.execute(commands.OpenPoll("rollcall"))
        async with httpx.AsyncClient(base_url=represented.url, cookies=phone.cookies) as client:
            return (await client.get("/")).text

    assert len(set(re.findall(r'name="key" value="(\w+)"', play(story())))) == 3


def test_nobody_votes_for_an_absent_member_without_a_proxy_or_learns_what_their_ballot_says(
    represented: Evening, play
) -> None:
    async def story() -> None:
        holder, other = await represented.phones(2)
        represented.desk.execute(commands.OpenPoll("rollcall"))
        await holder.vote("rollcall", ["no"], giver="p10")
        for giver in ("p10", "p2", "nobody"):
            for choice in ("yes", "no"):  # the same choice as in the box is refused alike
                with pytest.raises(Answered, match="You do not hold this person's proxy"):
                    await other.vote("rollcall", [choice], giver=giver)

    play(story())
    assert represented.desk.roll_call("rollcall") == {"p10": NO}


def test_a_secret_vote_knows_no_proxies(represented: Evening, play) -> None:
    async def story() -> None:
        phone = await represented.phone(0)
        represented.desk.execute(commands.OpenPoll("play"))
        assert (await phone.see()).givers == ()
        with pytest.raises(Answered, match="You do not hold this person's proxy"):
            await phone.vote("play", ["yes"], giver="p10")

    play(story())
    assert represented.desk.turnout("play") == 0


def test_only_phones_that_have_not_voted_are_reminded(evening: Evening, play) -> None:
    poll = Poll("asked", {"en": "Adopt the budget?"}, secret=False, reminders=True)
    evening.desk.execute(commands.AddPoll(poll))

    async def story() -> None:
        first, second = await evening.phones(2)
        evening.desk.execute(commands.OpenPoll("asked"))
        await first.vote("asked", ["yes"])
        assert "not in yet" not in (await second.see()).text
        evening.desk.execute(commands.RemindVoters("asked"))
        assert "Your vote is not in yet. You can still vote." in (await second.see()).text
        assert "not in yet" not in (await first.see()).text

    play(story())


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_three_ballots_are_given_one_after_another(represented: Evening, tmp_path: Path, scripts: bool) -> None:
    represented.desk.execute(commands.OpenPoll("rollcall"))
    with chromium(tmp_path, scripts=scripts) as browser:
        browser.open(f"{represented.url}b/{represented.code(0)}")
        for number, choice, told in (
            (1, "yes", "Your vote is in."),
            (2, "no", "The vote for Nadia Haddad is in."),
            (3, "abstain", "The vote for Luc Petit is in."),
        ):
            card = f"#poll .card:nth-of-type({number})"
            browser.until(card, "Adopt the minutes?")
            browser.press(f"{card} [value={choice}]")
            assert browser.overflow() <= 0
            browser.press(f"{card} button")
            browser.until(f"{card} .in" if scripts else ".voted", told)
            if not scripts:
                browser.press("main .button")
    assert represented.desk.roll_call("rollcall") == {"p0": YES, "p10": NO, "p11": Selection(("abstain",))}
