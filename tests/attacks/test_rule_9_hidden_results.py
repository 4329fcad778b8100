"""Rule 9: until the close nothing tells how a vote goes, neither phones nor the facilitator; the turnout is shown."""

from __future__ import annotations

import httpx

from assembly_app.domain import commands
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.phones.client import SimulatedPhone
from tests.attacks.means import KEY, open_large
from tests.phones.conftest import Evening

LIME, OAK = "Lime trees", "Oak trees"
ASKED = Poll("asked", {"en": "Which?"}, PollKind.SINGLE, (Option("lime", {"en": LIME}), Option("oak", {"en": OAK})))


async def all_of(evening: Evening, phone: SimulatedPhone) -> str:
    """Everything that the server tells a phone: pages, stream, and the answer to a vote that is sent again."""
    async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
        pages = [(await client.get(path)).text for path in ("/", "/receipt", "/result/asked", "/help")]
        fields = {"poll": "asked", "key": KEY, "option": "lime"}
        vote = await client.post("/vote", data=fields, headers={"Accept": "application/json"})
        assert vote.json()["answer"] == "in"
    heard = phone.listen()
    stream = await anext(heard)
    await heard.aclose()
    return "".join([*pages, vote.json()["poll"][1], *stream.values()])


def test_nothing_that_a_phone_is_told_says_how_the_vote_goes(evening: Evening, play) -> None:
    async def told(poll: str, choices: list[str]) -> str:
        phones = await open_large(evening, poll)
        await phones[0].vote(poll, ["lime"], KEY)
        for phone, choice in zip(phones[1:], choices, strict=False):
            await phone.vote(poll, [choice])
        return await all_of(evening, phones[0])

    async def story() -> None:
        evening.desk.execute(commands.AddPoll(ASKED))
        text = await told("asked", ["oak"] * 8)
        assert "9 of 12 voted" in text
        for sign in ('class="bars"', 'class="sentence"', "Most votes", "11%", LIME, OAK):
            assert sign not in text

    play(story())


def test_the_facilitator_sees_the_turnout_and_nothing_else(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        for phone in phones[:6]:
            await phone.vote("play", ["yes"])

    play(story())
    desk = evening.desk
    assert desk.turnout("play") == 6
    assert desk.live_tally("play") is None
    assert desk.state.poll("play").tally is None
    assert desk.written("play") == []
    assert not any('"yes"' in str(entry.event) for entry in desk.entries()[-8:])
