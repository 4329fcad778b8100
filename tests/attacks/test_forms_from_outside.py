"""Requests that no page of ours sends: too large, broken, from another site, or with markup in them."""

from __future__ import annotations

import httpx
import pytest

from assembly_app.phones.client import Answered, SimulatedPhone
from tests.attacks.means import ballots, open_large
from tests.phones.conftest import Evening


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
