"""Rule 5: a vote can be changed until the close in named straw polls that allow it, and nowhere else.

What comes late never brings an older choice back, and a secret poll keeps nothing by which a ballot could be found.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from assembly_app.desk import CHANGES, Cast, Desk
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.errors import Refused
from assembly_app.domain.polls import Electorate, Poll
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.store.verify import verify
from assembly_app.templates import Template, read
from tests.attacks.means import KEY, OTHER_KEY, ballots, open_large, rows, send, tally
from tests.attacks.test_rule_7_late_ballots import PHONES, Mortal, arrive, forks, insist, mortal
from tests.phones.conftest import MOOD, NAMED, SECRET, Evening

__all__ = ["mortal"]

NEVER = [
    replace(SECRET, revote=True), replace(NAMED, revote=True), replace(SECRET, electorate=Electorate.ROOM, revote=True),
]  # fmt: skip
"""A secret poll, a roll-call of members, and a secret straw poll."""


def choices(evening: Evening, poll: str = "mood") -> list[str]:
    """What the file says in a named poll, each ballot once."""
    return [row[0] for row in rows(evening.desk.store.path, "SELECT choice FROM named_ballot WHERE poll = ?", poll)]


def keys(evening: Evening) -> int:
    [[count]] = rows(evening.desk.store.path, "SELECT count(*) FROM vote_key")
    return int(count)


# --- where votes stand ---


@pytest.mark.parametrize("poll", ["play", "rollcall", "straw"])
def test_a_new_mind_after_the_vote_changes_nothing(evening: Evening, play, poll: str) -> None:
    async def story() -> None:
        phones = await open_large(evening, poll)
        await phones[0].vote(poll, ["yes"], KEY)
        for key in (KEY, OTHER_KEY):
            with pytest.raises(Answered, match="You have voted already"):
                await phones[0].vote(poll, ["no"], key)
        with pytest.raises(Answered, match="You have voted already"):
            await phones[0].vote(poll, {"option": ["no"], "revote": ["1"], "instead": [KEY]}, OTHER_KEY)
        evening.desk.execute(commands.CheckOut("p0"))
        again = await evening.phone(0)  # left, came back, and signed in anew
        with pytest.raises(Answered, match="You have voted already"):
            await again.vote(poll, ["no"], OTHER_KEY)

    play(story())
    evening.desk.close_poll(poll)
    assert tally(evening, poll).counts == {"yes": 1, "no": 0, "abstain": 0}
    assert keys(evening) == 0


def test_a_poll_that_is_over_is_not_opened_again_with_its_ballots(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        await phones[0].vote("play", ["yes"])
        evening.desk.close_poll("play")
        with pytest.raises(Exception, match="held already"):
            evening.desk.execute(commands.OpenPoll("play"))
        with pytest.raises(Answered, match="closed"):
            await phones[1].vote("play", ["yes"])

    play(story())
    assert ballots(evening, "play") == (1, 1)
    assert len(rows(evening.desk.store.path, "SELECT * FROM ballot")) == 1


@pytest.mark.parametrize("poll", NEVER)
def test_no_poll_but_a_named_straw_poll_can_allow_changes(desk: Desk, poll: Poll, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="only in a named straw poll"):
        desk.execute(commands.AddPoll(poll))
    desk.execute(commands.AddPoll(MOOD))
    with pytest.raises(Refused, match="only in a named straw poll"):
        desk.execute(commands.ChangePoll(replace(poll, id="mood")))
    file = tmp_path / "template.json"
    file.write_bytes(msgspec.json.encode(Template({"en": "Bad"}, polls=(replace(poll, item=None),))))
    with pytest.raises(Refused, match="only in a named straw poll"):
        read(file)


def test_a_journal_that_was_forged_to_let_a_secret_poll_be_changed_changes_nothing(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        found = evening.desk.state.polls["play"]
        evening.desk._state = replace(
            evening.desk._state, polls={"play": replace(found, poll=replace(found.poll, revote=True))}
        )
        await phones[0].vote("play", ["yes"], KEY)
        with pytest.raises(Answered, match="You have voted already"):
            await phones[0].vote("play", ["no"], OTHER_KEY)

    play(story())
    assert ballots(evening, "play") == (1, 1)
    assert keys(evening) == 0


# --- where they can be changed ---


def test_the_last_vote_counts_and_the_turnout_stays_at_one(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "mood")
        for choice in ("yes", "no", "abstain", "no"):
            await phones[0].vote("mood", [choice])
            shown = evening.desk.live_tally("mood")
            assert shown is not None
            assert {option for option, n in shown.counts.items() if n} == {choice}
            assert ballots(evening, "mood")[0] == evening.desk.turnout("mood") == 1

    play(story())
    evening.desk.close_poll("mood")
    assert tally(evening, "mood").counts == {"yes": 0, "no": 1, "abstain": 0}
    assert evening.desk.roll_call("mood") == {"p0": Selection(("no",))}
    assert verify(evening.desk.store).findings == ()


def test_the_first_request_replayed_does_not_bring_the_first_choice_back(evening: Evening, play) -> None:
    first = [("poll", "mood"), ("key", KEY), ("option", "yes")]

    async def story() -> None:
        phones = await open_large(evening, "mood")
        await phones[0].vote("mood", ["yes"], KEY)
        await phones[0].vote("mood", ["no"], OTHER_KEY)
        answers = await asyncio.gather(*(send(evening, evening.code(0), first) for _ in range(20)))
        assert all("A newer vote of yours counts" in answer for answer in answers)
        await phones[0].vote("mood", ["no"], OTHER_KEY)  # the newest, repeated, is answered like the first time
        evening.desk.close_poll("mood")
        assert "A newer vote of yours counts" in await send(evening, evening.code(0), first)
        await phones[0].vote("mood", ["no"], OTHER_KEY)

    play(story())
    assert choices(evening) == ['{"kind":"selection","options":["no"]}']


def test_a_first_request_that_arrives_after_the_one_that_took_its_place_is_late(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "mood")
        await phones[0].vote("mood", {"option": ["no"], "instead": [KEY]}, OTHER_KEY)
        with pytest.raises(Answered, match="A newer vote of yours counts"):
            await phones[0].vote("mood", ["yes"], KEY)

    play(story())
    evening.desk.close_poll("mood")
    assert tally(evening, "mood").counts == {"yes": 0, "no": 1, "abstain": 0}


def test_the_keys_of_someone_else_stop_nobody(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "mood")
        await phones[0].vote("mood", {"option": ["no"], "instead": [KEY]}, OTHER_KEY)
        await phones[1].vote("mood", ["yes"], KEY)
        await phones[1].vote("mood", ["yes"], OTHER_KEY)
        for wrong in (["short"], ["x" * 65], ["'; DROP TABLE mark; --"], [KEY] * 51):
            with pytest.raises(Answered, match="did not work"):
                await phones[1].vote("mood", {"option": ["no"], "instead": wrong})

    play(story())
    evening.desk.close_poll("mood")
    assert tally(evening, "mood").counts == {"yes": 1, "no": 1, "abstain": 0}


def test_of_two_phones_with_one_ticket_the_later_one_counts(evening: Evening, play) -> None:
    async def story() -> str:
        phones = await open_large(evening, "mood")
        twin = await evening.phone(0)
        await phones[0].vote("mood", ["yes"])
        await twin.vote("mood", ["no"])
        await asyncio.gather(phones[0].vote("mood", ["yes"]), twin.vote("mood", ["no"]), return_exceptions=True)
        await phones[0].vote("mood", ["abstain"])
        return (await twin.see()).text

    assert "Your vote: Abstain" in play(story())
    assert ballots(evening, "mood")[0] == 1
    evening.desk.close_poll("mood")
    assert tally(evening, "mood").counts == {"yes": 0, "no": 0, "abstain": 1}


def test_of_two_votes_of_one_ticket_in_one_group_the_one_that_came_last_counts(evening: Evening, play) -> None:
    play(open_large(evening, "mood"))
    ticket = evening.desk.tickets()["p0"].id
    votes = [
        Cast("mood", "p0", ticket, ticket, Selection((choice,)), f"{n:016}")
        for n, choice in enumerate(("yes", "no", "abstain", "no"))
    ]
    answers = evening.desk.cast([*votes, votes[0]])
    assert [isinstance(answer, Refused) for answer in answers] == [True, False, True, False, True]
    assert choices(evening) == ['{"kind":"selection","options":["no"]}']


def test_a_ticket_cannot_fill_the_file_with_changes(evening: Evening, play) -> None:
    play(open_large(evening, "mood"))
    ticket = evening.desk.tickets()["p0"].id
    for start in range(0, 3 * CHANGES, CHANGES):
        evening.desk.cast([
            Cast("mood", "p0", ticket, ticket, Selection(("yes",)), f"{n:016}") for n in range(start, start + CHANGES)
        ])  # fmt: skip
    [refused] = evening.desk.cast([Cast("mood", "p0", ticket, ticket, Selection(("no",)), OTHER_KEY)])
    assert isinstance(refused, Refused)
    assert keys(evening) == CHANGES
    assert choices(evening) == ['{"kind":"selection","options":["yes"]}']


def test_a_change_in_flight_at_the_close_counts_if_and_only_if_it_is_acknowledged(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await evening.phones(12)
        for number in range(8):
            asked = f"mood-{number}"
            evening.desk.execute(commands.AddPoll(replace(MOOD, id=asked)))
            evening.desk.execute(commands.OpenPoll(asked))
            await asyncio.gather(*(phone.vote(asked, ["yes"]) for phone in phones))
            changes = [asyncio.create_task(phone.vote(asked, ["no"])) for phone in phones]
            await asyncio.sleep(random.random() * 0.04)
            await asyncio.to_thread(evening.desk.close_poll, asked)
            answers = await asyncio.gather(*changes, return_exceptions=True)
            late = [str(answer) for answer in answers if isinstance(answer, Answered)]
            assert all("your earlier vote counts" in answer for answer in late)
            assert len(late) + sum(answer == "" for answer in answers) == len(phones)
            assert tally(evening, asked).counts == {"yes": len(late), "no": len(phones) - len(late), "abstain": 0}

    play(story())


def test_a_cancelled_poll_keeps_no_key(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening, "mood")
        await phones[0].vote("mood", ["yes"])
        evening.desk.execute(commands.CancelPoll("mood", "asked too early"))

    play(story())
    assert (keys(evening), choices(evening)) == (0, [])


@forks
def test_the_changed_vote_is_the_one_that_counts_when_the_server_is_killed_in_between(
    desk: Desk, mortal: Mortal, play_long
) -> None:
    async def change(phone: SimulatedPhone, poll: str) -> None:
        await insist(phone, poll, "yes", random.random() * 0.2)
        await insist(phone, poll, "no", random.random() * 0.2)

    async def story() -> None:
        phones = [SimulatedPhone(mortal.url) for _ in range(PHONES)]
        tickets = desk.tickets()
        await asyncio.gather(*(arrive(phone, tickets[f"p{n}"].code) for n, phone in enumerate(phones)))
        desk.refresh()
        for _number in range(5):
            poll = secrets.token_hex(4)
            desk.execute(commands.AddPoll(replace(MOOD, id=poll)))
            desk.execute(commands.OpenPoll(poll))
            votes = [asyncio.create_task(change(phone, poll)) for phone in phones]
            await asyncio.sleep(random.random() * 0.4)
            mortal.kill()
            mortal.start()
            await asyncio.gather(*votes)
            await asyncio.to_thread(desk.close_poll, poll)
            counted = desk.state.poll(poll).tally
            assert counted is not None
            assert counted.counts == {"yes": 0, "no": PHONES, "abstain": 0}
        for phone in phones:
            await phone.close()

    play_long(story())
    assert verify(desk.store).findings == ()
