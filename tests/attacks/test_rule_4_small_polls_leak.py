"""Rule 4: where a count tells how people voted, the program says so before it shows one."""

from __future__ import annotations

import httpx
import pytest
from msgspec.structs import replace

from assembly_app.domain import commands
from assembly_app.domain.polls import Poll
from assembly_app.phones.client import SimulatedPhone
from tests.attacks.means import open_large
from tests.phones.conftest import Evening

WARNING = "this result shows how people voted"
ASKED = Poll("asked", {"en": "Play street?"}, publish=True)


async def result(evening: Evening, choices: list[str], poll: Poll = ASKED) -> tuple[str, str]:
    """What a phone shows of a vote in which these were chosen: the page, and all about the result."""
    evening.desk.execute(commands.AddPoll(poll))
    phones = await open_large(evening, "asked")
    for phone, choice in zip(phones, choices, strict=False):
        await phone.vote("asked", [choice])
    evening.desk.close_poll("asked")
    return (await phones[11].see()).text, await whole(evening, phones[11])


async def whole(evening: Evening, phone: SimulatedPhone) -> str:
    async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
        return (await client.get("/result/asked")).text


@pytest.mark.parametrize("choices", [["yes", "no", "no", "abstain"], ["yes"] * 12], ids=["few", "all alike"])
def test_a_count_that_tells_how_people_voted_is_hidden_behind_a_warning(
    evening: Evening, play, choices: list[str]
) -> None:
    text, page = play(result(evening, choices))
    assert text.index(WARNING) < text.index("Adopted" if "Adopted" in text else "Rejected")
    assert page.index(WARNING) < page.index('<p class="sentence">')
    assert page.index("</p>", page.rindex(WARNING)) < page.index("<code>")  # before the list of ballots too


def test_a_count_that_tells_nothing_about_anybody_is_shown_at_once(evening: Evening, play) -> None:
    text, page = play(result(evening, ["yes", "no", "no", "abstain", "yes"]))
    assert WARNING not in text + page


def test_a_live_count_tells_nothing_while_it_would_tell_about_somebody(evening: Evening, play) -> None:
    evening.desk.execute(commands.AddPoll(replace(ASKED, live=True)))

    async def story() -> list[str]:
        phones = await open_large(evening, "asked")
        texts = []
        for phone, choice in zip(phones, ["yes", "no", "yes", "no", "yes", "no"], strict=False):
            await phone.vote("asked", [choice])
            texts.append((await phones[11].see()).text)
        return texts

    texts = play(story())
    assert all("as soon as it does not reveal" in text for text in texts[:4])
    assert "3 (60%)" in texts[4]
    assert texts[5].split("6 of 12 voted")[1] == texts[4].split("5 of 12 voted")[1]  # one more ballot moves no bar
