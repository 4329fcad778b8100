"""The questions after the session: asked once of those who were there, on a small screen, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.feedback import LONGEST, Feedback
from assembly_app.phones import feedback
from assembly_app.phones.client import Answered, SimulatedPhone
from assembly_app.phones.server import running
from tests.phones.browser import Browser, chromium
from tests.phones.conftest import Evening, fill


async def closed(evening: Evening, count: int = 3) -> list[SimulatedPhone]:
    """The phones of people who were there, after the session."""
    phones = await evening.phones(count)
    evening.desk.execute(commands.CloseSession())
    return phones


def test_answers_are_asked_when_the_session_is_closed_and_kept_without_order(desk: Desk, play) -> None:
    fill(desk)
    with running(desk) as url:
        evening = Evening(desk, url)

        async def story() -> None:
            phones = await closed(evening)
            assert "Answer three questions" in (await phones[0].see()).text
            for number, phone in enumerate(phones, start=3):
                told = await phone.answer(said=str(number), known="", better=f" More\n time {number}")
                assert "Thank you. Your answers were received." in told.text
            assert "Answer three questions" not in (await phones[0].see()).text

        play(story())
    assert sorted(desk.feedback(), key=lambda one: one.said) == [
        Feedback(3, 0, "More time 3"), Feedback(4, 0, "More time 4"), Feedback(5, 0, "More time 5"),
    ]  # fmt: skip


def test_two_answers_from_one_ticket_count_once(desk: Desk, play) -> None:
    fill(desk)

    async def story(url: str, said: str) -> None:
        phone = SimulatedPhone(url)
        await phone.scan(desk.tickets()["p0"].code)
        await phone.answer(said=said, known="1")
        await phone.answer(said="3", known="3")
        assert "Thank you." in (await phone.see()).text

    desk.execute(commands.CheckIn("p0"))
    desk.execute(commands.CloseSession())
    for said in ("5", "2"):  # the second time on a server that has just begun
        with running(desk) as url:
            play(story(url, said))
    assert desk.feedback() == [Feedback(5, 1)]


def test_answers_are_written_together_while_the_server_runs(evening: Evening, play, monkeypatch) -> None:
    monkeypatch.setattr(feedback, "GATHER_SECONDS", 0.05)

    async def story() -> None:
        phones = await closed(evening)
        await phones[0].answer(said="1")
        await phones[1].answer(said="1")
        while len(evening.desk.feedback()) < 2:
            await phones[2].see()

    play(story())
    assert evening.desk.feedback() == [Feedback(1), Feedback(1)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Answer at least one question."),
        ({"said": "", "better": " \n"}, "Answer at least one question."),
        ({"said": "6"}, "Choose a number from 1 to 5."),
        ({"known": "²"}, "Choose a number from 1 to 5."),
        ({"better": "x" * (LONGEST + 1)}, f"Write at most {LONGEST} characters."),
    ],
)
def test_answers_that_are_none_are_told_on_the_page(evening: Evening, play, fields: dict[str, str], why: str) -> None:
    async def story() -> None:
        phones = await closed(evening, 1)
        with pytest.raises(Answered, match=why) as told:
            await phones[0].answer(**fields)
        assert told.value.status == 400

    play(story())


def test_what_was_filled_in_stays_in_a_form_that_was_refused(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await closed(evening, 1)
        async with httpx.AsyncClient(base_url=evening.url, cookies=phones[0].cookies) as client:
            told = await client.post("/feedback", data={"said": "4", "known": "9", "better": "<b>Chairs</b>"})
        assert 'id="said-4" value="4"' in told.text
        assert "&lt;b&gt;Chairs&lt;/b&gt;" in told.text
        assert told.text.count(" checked") == 1

    play(story())


def test_who_was_not_there_or_comes_too_early_is_not_asked(evening: Evening, play) -> None:
    async def story() -> None:
        early = await evening.phone(0)
        with pytest.raises(Answered, match="These questions are for those who were there"):
            await early.answer(said="3")
        evening.desk.execute(commands.CloseSession())
        late = await evening.phone(1)
        assert "Answer three questions" not in (await late.see()).text
        with pytest.raises(Answered, match="These questions are for those who were there"):
            await late.answer(said="3")
        stranger = SimulatedPhone(evening.url)
        assert not (await stranger.answer(said="3")).signed_in

    play(story())


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_the_questions_on_a_small_screen(desk: Desk, tmp_path: Path, scripts: bool) -> None:
    fill(desk)
    with running(desk) as url, chromium(tmp_path, scripts=scripts) as browser:
        browser.open(f"{url}b/{desk.tickets()['p0'].code}")
        desk.execute(commands.CloseSession())
        browser.open(url)
        browser.press("#you .button")
        browser.until("h1", "Three questions about this session")
        assert browser.overflow() <= 0
        browser.press("button.main")
        browser.until("#summary", "Answer at least one question.")
        fill_in(browser)
        browser.press("button.main")
        browser.until("#you", "Thank you. Your answers were received.")
    assert desk.feedback() == [Feedback(4, 2, "Nothing")]


def fill_in(browser: Browser) -> None:
    browser.press("label:has(#said-4)")
    browser.press("label:has(#known-2)")
    browser.driver.find_element("id", "better").send_keys("Nothing")
