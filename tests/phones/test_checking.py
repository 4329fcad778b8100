"""After the close: a receipt is found, a list is published where the poll says so, and every result tells itself."""

from __future__ import annotations

import asyncio
import html
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from assembly_app.domain import commands
from assembly_app.domain.polls import Method, Option, Poll, PollKind, complete
from assembly_app.i18n import translator
from assembly_app.phones.checking import tidy_receipt
from assembly_app.phones.client import SimulatedPhone
from assembly_app.words import result_words, wording
from tests.phones.browser import chromium
from tests.phones.conftest import Evening

OPTIONS = tuple(Option(name, {"en": name.capitalize()}, cost) for name, cost in (("park", 600), ("pool", 700)))
PUBLISHED = Poll("open-list", {"en": "Play street?"}, publish=True)


async def all_vote(evening: Evening, poll: Poll, ballots: list[dict[str, list[str]]]) -> list[str]:
    """Everyone has the phone in hand, those who have a ballot give it, and the vote is closed; the receipts."""
    phones = await evening.phones(12)
    evening.desk.execute(commands.AddPoll(poll))
    evening.desk.execute(commands.OpenPoll(poll.id))
    receipts = await asyncio.gather(*(p.vote(poll.id, b) for p, b in zip(phones, ballots, strict=False)))
    await asyncio.to_thread(evening.desk.close_poll, poll.id)
    return receipts


def client(evening: Evening, phone: SimulatedPhone) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies)


MARKS = [{"option": [choice]} for choice in ("yes", "no", "yes", "abstain", "no", "yes")]


def test_a_voter_finds_the_receipt_however_it_is_typed(evening: Evening, play) -> None:
    async def story() -> None:
        receipts = await all_vote(evening, PUBLISHED, MARKS)
        async with client(evening, await evening.phone(0)) as web:
            for typed in (receipts[1], receipts[1].lower().replace("-", " "), receipts[1].replace("0", "o")):
                page = await web.post("/receipt", data={"receipt": typed})
                assert page.status_code == 200
                assert "Your ballot is in the box." in page.text
                assert "<strong><bdi>No</bdi></strong>" in page.text
            wrong = await web.post("/receipt", data={"receipt": "AAAA-BBBB-CCCC"})
            assert wrong.status_code == 404
            assert "in none of the published lists" in wrong.text
            assert "Type your receipt." in (await web.post("/receipt", data={"receipt": " "})).text
            assert "vote buying" in (await web.get("/receipt")).text

    play(story())


def test_the_published_list_holds_every_receipt_with_its_choice(evening: Evening, play) -> None:
    async def story() -> None:
        receipts = await all_vote(evening, PUBLISHED, MARKS)
        phone = await evening.phone(0)
        async with client(evening, phone) as web:
            listed = (await web.get("/result/open-list")).text
            for receipt, ballot in zip(receipts, MARKS, strict=True):
                assert f"<code>{receipt}</code></td><td><bdi>{ballot['option'][0].capitalize()}</bdi></td>" in listed
            assert "vote buying" in listed
            assert "/result/open-list" in (await web.get("/")).text

    play(story())


def test_a_poll_that_publishes_nothing_tells_nothing_of_its_receipts(evening: Evening, play) -> None:
    async def story() -> None:
        receipts = await all_vote(evening, replace(PUBLISHED, publish=False), MARKS)
        async with client(evening, await evening.phone(0)) as web:
            assert (await web.post("/receipt", data={"receipt": receipts[0]})).status_code == 404
            assert receipts[0] not in (await web.get("/result/open-list")).text

    play(story())


def test_nothing_is_published_before_the_close_or_to_whoever_is_not_signed_in(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await evening.phones(12)
        evening.desk.execute(commands.AddPoll(PUBLISHED))
        evening.desk.execute(commands.OpenPoll("open-list"))
        receipt = await phones[0].vote("open-list", ["yes"])
        async with client(evening, phones[0]) as web, httpx.AsyncClient(base_url=evening.url) as stranger:
            assert (await web.post("/receipt", data={"receipt": receipt})).status_code == 404
            assert (await web.get("/result/open-list")).status_code == 409
            assert (await web.get("/result/none")).status_code == 409
            assert (await stranger.get("/result/open-list")).status_code == 303
            assert (await stranger.post("/receipt", data={"receipt": receipt})).status_code == 303

    play(story())


def test_a_receipt_is_tidied_as_it_is_read() -> None:
    assert tidy_receipt(" k7fq 2m9d.oo1l ") == "K7FQ-2M9D-0011"
    assert tidy_receipt("") == ""
    assert len(tidy_receipt("x" * 10_000)) < 130


def test_answers_that_people_wrote_are_read_after_the_close(evening: Evening, play) -> None:
    poll = Poll("text", {"en": "What is missing?"}, PollKind.TEXT)
    texts = [{"text": [text]} for text in ("More <b>trees</b>", "A bench", "Light", "Nothing", "A tap")]

    async def story() -> None:
        await all_vote(evening, poll, texts)
        async with client(evening, await evening.phone(0)) as web:
            assert "A bench" not in (await web.get("/")).text  # the page itself stays light
            page = (await web.get("/result/text")).text
        assert "<li><bdi>A bench</bdi></li><li><bdi>A tap</bdi></li>" in page
        assert "More &lt;b&gt;trees&lt;/b&gt;" in page
        assert "this result shows" not in page

    play(story())


def test_so_few_answers_that_they_tell_who_wrote_them_are_shown_only_on_demand(evening: Evening, play) -> None:
    poll = Poll("text", {"en": "What is missing?"}, PollKind.TEXT)

    async def story() -> str:
        await all_vote(evening, poll, [{"text": ["A bench"]}, {"text": ["Light"]}])
        async with client(evening, await evening.phone(0)) as web:
            return (await web.get("/result/text")).text

    page = play(story())
    assert page.index("this result shows how people voted") < page.index("A bench")


def test_a_word_cloud_counts_words_however_they_are_capitalised(evening: Evening, play) -> None:
    poll = Poll("words", {"en": "One word?"}, PollKind.WORDS, maximum=2)
    words = [{"text": written} for written in (["green"], ["Green", "quiet"], ["green"], ["calm"], ["green"])]

    async def story() -> str:
        await all_vote(evening, poll, words)
        return (await (await evening.phone(0)).see()).text

    assert "green 4 calm 1 quiet 1" in play(story())


@pytest.mark.parametrize(
    ("poll", "ballots", "sentences"),
    [
        (
            Poll("asked", {"en": "Which?"}, PollKind.RANKING, OPTIONS),
            [{"rank-park": ["1"], "rank-pool": ["2"]}] * 3 + [{"rank-pool": ["1"]}] * 2,
            ["How it was counted", "Round 1: Park 3, Pool 2. Park wins"],
        ),
        (
            Poll("asked", {"en": "Which?"}, PollKind.BUDGET, OPTIONS, budget=1000, method=Method.GREEDY),
            [{"option": ["park"]}] * 3 + [{"option": ["pool", "park"]}] * 2,
            ["Park. In: 5 votes, and it fits", "Pool. Out: it costs 700, and 400 was left."],
        ),
    ],
    ids=["ranking", "budget"],
)
def test_a_result_tells_on_the_phone_how_it_was_counted(
    evening: Evening, play, poll: Poll, ballots: list[dict[str, list[str]]], sentences: list[str]
) -> None:
    async def story() -> str:
        await all_vote(evening, poll, ballots)
        await asyncio.to_thread(evening.desk.count_budget, "asked")
        return (await (await evening.phone(0)).see()).text

    text = play(story())
    for sentence in sentences:
        assert sentence in text


@pytest.mark.browser
def test_the_way_from_a_result_to_the_own_ballot(evening: Evening, play, tmp_path: Path) -> None:
    receipts = play(all_vote(evening, PUBLISHED, MARKS))
    with chromium(tmp_path) as browser:
        browser.open(f"{evening.url}b/{evening.code(11)}")
        browser.press("#result .more")
        browser.until("h1", "Play street?")
        browser.press("details summary")
        browser.until("table", receipts[0])
        assert browser.overflow() <= 0
        browser.press("a[href='/receipt']")
        browser.until("h1", "Is my ballot in the box?")
        browser.driver.find_element("id", "receipt").send_keys(receipts[3])
        browser.press("main button")
        browser.until(".found", "Abstain")
        assert browser.overflow() <= 0


def test_each_phone_reads_in_its_own_language_how_the_vote_works_and_how_it_was_counted(evening: Evening, play) -> None:
    places = (*OPTIONS, Option("gym", {"en": "Gym"}))
    ranked = complete(Poll("ranked", {"en": "What first?"}, PollKind.RANKING, places, secret=False))
    orders = (("park",), ("park",), ("pool",), ("pool",), ("gym", "pool"))
    ballots = [{f"rank-{option}": [str(n)] for n, option in enumerate(order, start=1)} for order in orders]

    async def story() -> None:
        phones = {language: SimulatedPhone(evening.url, language) for language in ("nl", "fr", "de", "en")}
        for phone in phones.values():
            await phone.scan(evening.code(11))
        evening.desk.execute(commands.AddPoll(replace(ranked, id="asked")))
        evening.desk.execute(commands.OpenPoll("asked"))
        for language, phone in phones.items():
            rules = wording.poll_rules(ranked, translator(language))
            assert " ".join(rules.split()) in (await phone.see()).text
        evening.desk.close_poll("asked")
        await all_vote(evening, ranked, ballots)
        found = evening.desk.state.poll("ranked")
        told: set[str] = set()
        for language, phone in phones.items():
            lines = result_words.rounds(found, translator(language))
            read = (await phone.see()).text
            heard = phone.listen()
            pushed = (await anext(heard))["results"]
            await heard.aclose()
            assert len(lines) == 2
            assert all(" ".join(line.split()) in read and html.escape(line, quote=False) in pushed for line in lines)
            told.add(lines[0])
            await phone.close()
        assert len(told) == 4

    play(story())
