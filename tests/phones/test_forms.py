"""Every form of ballot: scored, ranked, spread and written, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from assembly_app.domain import commands
from assembly_app.domain.ballots import Choice, Ranking, Scores, Selection, Writing, to_form
from assembly_app.domain.polls import BudgetBallot, Option, Poll, PollKind, Scale
from assembly_app.phones.client import Answered
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening

COSTS = {"park": 300, "pool": 900, "hall": 600}
PLACES = tuple(Option(name, {"en": name.capitalize()}, cost) for name, cost in COSTS.items())
BASE = Poll("asked", {"en": "Which place first?"}, options=PLACES, maximum=3, secret=False)
SCORED = replace(BASE, kind=PollKind.SCORE, scale=Scale(0, 4, {"en": "bad"}, {"en": "very good"}))
SPREAD = replace(BASE, kind=PollKind.POINTS, points=5, most_points=4)
BUDGET = replace(BASE, kind=PollKind.BUDGET, budget=1000, budget_ballot=BudgetBallot.BASKET)
TEXT = replace(BASE, kind=PollKind.TEXT, options=())
WORDS = replace(BASE, kind=PollKind.WORDS, options=(), maximum=3)

BALLOTS: list[tuple[Poll, Choice, Choice, str]] = [
    (SCORED, Scores((("hall", 0), ("park", 4))), Scores((("park", 9),)), "Give a score from 0 to 4"),
    (replace(BASE, kind=PollKind.RANKING), Ranking(("pool", "park")), Ranking(("gym",)), "does not belong"),
    (SPREAD, Scores((("park", 3), ("pool", 2))), Scores((("park", 4), ("pool", 4))), "3 points too many"),
    (BUDGET, Selection(("hall", "park")), Selection(("hall", "pool")), "500 too much"),
    (TEXT, Writing(("More <b>trees</b>",)), Writing((" ",)), "Nothing is written"),
    (WORDS, Writing(("green", "quiet")), Writing(("a", "b", "c", "d")), "Write at most 3"),
]  # fmt: skip


def ask(evening: Evening, poll: Poll) -> None:
    for number in range(12):
        evening.desk.execute(commands.CheckIn(f"p{number}"))
    evening.desk.execute(commands.AddPoll(poll))
    evening.desk.execute(commands.OpenPoll("asked"))


@pytest.mark.parametrize(("poll", "good", "bad", "why"), BALLOTS, ids=[poll.kind for poll, *_ in BALLOTS])
def test_a_ballot_of_each_form_is_stored_as_it_was_given(
    evening: Evening, play, poll: Poll, good: Choice, bad: Choice, why: str
) -> None:
    ask(evening, poll)

    async def story() -> None:
        phone = await evening.phone(0)
        assert (await phone.see()).poll == "asked"
        with pytest.raises(Answered, match=why):
            await phone.vote("asked", to_form(bad))
        await phone.vote("asked", to_form(good))

    play(story())
    assert evening.desk.roll_call("asked") == {"p0": good}
    evening.desk.close_poll("asked")
    assert "Which place first?" in play(seen(evening))


async def seen(evening: Evening) -> str:
    return (await (await evening.phone(1)).see()).text


def test_two_options_on_one_place_are_told_on_the_page(evening: Evening, play) -> None:
    ask(evening, replace(BASE, kind=PollKind.RANKING))

    async def story() -> None:
        phone = await evening.phone(0)
        with pytest.raises(Answered, match="Two options have the same place"):
            await phone.vote("asked", {"rank-park": ["1"], "rank-pool": ["1"]})

    play(story())


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_each_form_can_be_filled_in_on_a_small_screen(evening: Evening, tmp_path: Path, scripts: bool) -> None:
    with chromium(tmp_path, scripts=scripts) as browser:
        browser.open(f"{evening.url}b/{evening.code(0)}")
        for number, (poll, good, _bad, _why) in enumerate(BALLOTS):
            poll = replace(poll, id=f"asked{number}")
            evening.desk.execute(commands.AddPoll(poll))
            evening.desk.execute(commands.OpenPoll(poll.id))
            browser.open(evening.url)
            browser.until("#poll", "Which place first?")
            assert browser.overflow() <= 0
            fill_in(browser, to_form(good))
            browser.press("#poll button")
            browser.until(".voted", "Your vote is in.")
            assert evening.desk.roll_call(poll.id) == {"p0": good}
            evening.desk.close_poll(poll.id)


def fill_in(browser: Browser, fields: dict[str, list[str]]) -> None:
    for name, values in fields.items():
        found = browser.driver.find_elements("css selector", f"#poll [name='{name}']")
        if name == "option":
            for value in values:
                browser.press(f"#poll [value='{value}']")
        else:
            for field, value in zip(found, values, strict=False):
                field.send_keys(value)


@pytest.mark.parametrize(("poll", "good", "bad", "why"), BALLOTS, ids=[poll.kind for poll, *_ in BALLOTS])
def test_a_ballot_that_is_refused_without_scripts_stays_filled_in(
    evening: Evening, play, poll: Poll, good: Choice, bad: Choice, why: str
) -> None:
    ask(evening, poll)
    filled = {
        PollKind.SCORE: '<option value="4" selected>', PollKind.RANKING: "<option selected>2</option>",
        PollKind.POINTS: 'value="4"', PollKind.BUDGET: 'value="pool" checked', PollKind.TEXT: "> </textarea>",
        PollKind.WORDS: 'value="c"',
    }[poll.kind]  # fmt: skip
    fields = to_form(good if poll.kind in (PollKind.SCORE, PollKind.RANKING) else bad)
    wrong = {PollKind.SCORE: {"number-pool": "7"}, PollKind.RANKING: {"rank-gym": "9"}}.get(poll.kind, {})

    async def story() -> tuple[str, str]:
        phone, other = await evening.phones(2)
        async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
            page = await client.post("/vote", data={"poll": "asked", "key": "0123456789abcdef", **fields, **wrong})
            assert page.status_code == 409
        async with httpx.AsyncClient(base_url=evening.url, cookies=other.cookies) as client:
            return page.text, (await client.get("/")).text

    refused, others = play(story())
    assert filled in refused
    assert filled not in others
