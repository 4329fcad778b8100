"""Changing a vote on the phone: with and without scripts, without connection, and on two phones."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.phones.client import SimulatedPhone
from assembly_app.phones.server import running
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening, fill

CHANGE = "#change summary"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def browser(shared: Browser) -> Iterator[Browser]:
    yield shared
    shared.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    shared.driver.execute_script("localStorage.clear()")
    shared.driver.get("about:blank")


@pytest.fixture
def mood(evening: Evening) -> Evening:
    for number in range(3):
        evening.desk.execute(commands.CheckIn(f"p{number}"))
    evening.desk.execute(commands.OpenPoll("mood"))
    return evening


def scan(browser: Browser, evening: Evening, person: int = 0) -> None:
    browser.open(f"{evening.url}b/{evening.code(person).replace('-', '')}")
    browser.until("#poll", "Shorter now?")


def mark(browser: Browser, option: str) -> None:
    browser.press(f"#poll label:has([value={option}])")


def marked(browser: Browser) -> str:
    return str(browser.driver.find_element(By.CSS_SELECTOR, "#poll input:checked").get_attribute("value"))


def counts(desk: Desk) -> dict[str, int]:
    tally = desk.close_poll("mood").poll("mood").tally
    assert tally is not None
    return {option: n for option, n in tally.counts.items() if n}


def test_the_rules_say_that_votes_can_be_changed(mood: Evening, play) -> None:
    async def story() -> str:
        phone = await mood.phone(0)
        return (await phone.see()).text

    assert "votes can be changed until the close" in play(story())


def test_a_phone_is_told_what_its_ticket_chose_and_no_other_one_is(mood: Evening, play) -> None:
    async def story() -> list[str]:
        one, other = await mood.phones(2)
        await one.vote("mood", ["no"])
        seen = [await one.see(), await other.see()]
        assert [(each.poll, each.voted, each.can_change) for each in seen] == [("", True, True), ("mood", False, False)]
        return [each.text for each in seen]

    mine, others = play(story())
    assert "Your vote: No" in mine
    assert "Your vote:" not in others


def test_under_the_results_a_voter_sees_the_own_vote_of_named_polls_only(evening: Evening, play) -> None:
    async def story() -> list[str]:
        one, other, absent = await evening.phones(3)
        for poll in ("rollcall", "straw", "mood"):
            evening.desk.execute(commands.OpenPoll(poll))
            await asyncio.gather(one.vote(poll, ["yes"]), other.vote(poll, ["no"]))
            evening.desk.close_poll(poll)
        heard = one.listen()
        while (pushed := (await anext(heard)).get("results", "")).count("Your vote:") < 2:
            pass  # the snapshot is a moment old
        await heard.aclose()
        pages = [(await phone.see()).text for phone in (one, other, absent)]
        async with SimulatedPhone(evening.url, "nl") as dutch:
            await dutch.scan(evening.code(0))
            pages.append((await dutch.see()).text)
        return [pushed.replace("<b><bdi>", "").replace("</bdi></b>", ""), *pages]

    pushed, one, other, absent, dutch = play(story())
    told = [text.count("Your vote:") for text in (pushed, one, other, absent)]
    assert told == [2, 3, 3, 0]  # the newest stands on top, too
    assert "Your vote: Yes" in one
    assert "Your vote: Yes" in pushed
    assert "Your vote: No" in other
    assert "Your vote: Yes" not in other
    assert "Ja" in dutch


def test_an_old_vote_sent_again_is_not_taken_for_one_in_the_poll_that_is_open(mood: Evening, play) -> None:
    async def story() -> str:
        phone = await mood.phone(0)
        await phone.vote("mood", ["yes"], "0123456789abcdef")
        mood.desk.close_poll("mood")
        mood.desk.execute(commands.OpenPoll("rollcall"))
        await phone.see()
        fields = {"poll": "mood", "key": "0123456789abcdef", "option": "yes"}
        answer = await phone._client.post("/vote", data=fields, headers={"Accept": "application/json"})
        assert answer.json()["answer"] == "in"
        return str(answer.json()["poll"][1])

    assert 'data-vote="rollcall"' in play(story())


# --- in a browser ---


@pytest.mark.browser
def test_a_vote_is_changed_on_the_phone_and_the_count_moves_with_it(browser: Browser, mood: Evening) -> None:
    scan(browser, mood)
    mark(browser, "yes")
    browser.press("#poll button.main")
    browser.until("#poll .own", "Yes")
    browser.press(CHANGE)
    assert marked(browser) == "yes"
    for option, label in (("no", "No"), ("no", "No"), ("abstain", "Abstain")):  # the same again, then another
        if not browser.has("#change form"):
            browser.press(CHANGE)
        mark(browser, option)
        browser.press("#change button.main")
        browser.until("#poll .own", label)
        browser.wait.until(lambda _: not browser.has("#change form"))
    browser.until("#turnout", "1 of 3 voted")
    browser.press(CHANGE)
    assert marked(browser) == "abstain"
    assert counts(mood.desk) == {"abstain": 1}
    browser.until("#result .own", "Abstain")


@pytest.mark.browser
def test_what_another_phone_of_the_ticket_changed_is_what_the_change_begins_with(
    browser: Browser, mood: Evening, play
) -> None:
    async def twin() -> None:
        phone = await mood.phone(0)
        await phone.vote("mood", ["no"])

    scan(browser, mood)
    mark(browser, "yes")
    browser.press("#poll button.main")
    browser.until("#poll .own", "Yes")
    play(twin())
    browser.until("#poll .own", "No")
    browser.press(CHANGE)
    assert marked(browser) == "no"


@pytest.mark.browser
def test_of_votes_given_without_connection_the_newest_is_sent(browser: Browser, desk: Desk) -> None:
    fill(desk)
    desk.execute(commands.CheckIn("p0"))
    desk.execute(commands.OpenPoll("mood"))
    with running(desk) as url:
        scan(browser, Evening(desk, url))
    browser.until("#offline", "No connection. Trying again…")
    for option in ("yes", "no"):
        mark(browser, option)
        browser.press("#poll button.main")
        browser.until("#offline", "Your vote is kept and will be sent.")
    assert marked(browser) == "no"
    assert desk.turnout("mood") == 0
    with running(desk, port=int(url.rstrip("/").rsplit(":", 1)[1])):
        browser.until("#poll .own", "No")
    assert counts(desk) == {"no": 1}


@pytest.mark.browser
def test_a_change_that_waits_for_the_connection_stays_in_sight_and_is_sent(browser: Browser, desk: Desk) -> None:
    fill(desk)
    desk.execute(commands.CheckIn("p0"))
    desk.execute(commands.OpenPoll("mood"))
    with running(desk) as url:
        scan(browser, Evening(desk, url))
        mark(browser, "yes")
        browser.press("#poll button.main")
        browser.until("#poll .own", "Yes")
        browser.press(CHANGE)
    browser.until("#offline", "No connection. Trying again…")
    mark(browser, "no")
    browser.press("#change button.main")
    browser.until("#change .sending", "Your vote is being sent.")
    with running(desk, port=int(url.rstrip("/").rsplit(":", 1)[1])):
        browser.until("#poll .own", "No")
        browser.wait.until(lambda _: not browser.has("#change form"))
    assert counts(desk) == {"no": 1}


@pytest.mark.browser
def test_without_scripts_a_vote_is_changed_too(mood: Evening, tmp_path: Path) -> None:
    with chromium(tmp_path, scripts=False) as browser:
        scan(browser, mood)
        mark(browser, "yes")
        browser.press("#poll button.main")
        browser.until(".voted", "Your vote: Yes")
        browser.press("main .button")
        browser.until("#poll .own", "Yes")
        assert not browser.driver.find_elements(By.CSS_SELECTOR, "noscript meta[http-equiv=refresh]")
        browser.press(CHANGE)
        assert marked(browser) == "yes"
        mark(browser, "no")
        browser.press("#change button.main")
        browser.until(".voted", "Your vote: No")
    assert counts(mood.desk) == {"no": 1}
