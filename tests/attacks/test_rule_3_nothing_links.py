"""Rule 3: no log, traceback, write-ahead log, freed page or answer to someone else leads from a voter to a ballot."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.polls import Poll, PollKind
from assembly_app.phones.client import Answered
from tests.attacks.means import KEY, OTHER_KEY, open_large
from tests.phones.conftest import Evening

TALKATIVE = ("", "uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "sqlalchemy", "sqlalchemy.engine",
             "sqlalchemy.engine.Engine", "sqlalchemy.pool", "sqlalchemy.orm", "asyncio", "starlette", "jinja2",
             "assembly_app", "assembly_app.phones", "concurrent.futures")  # fmt: skip
SAID = "Quetzalcoatlus"
"""What a voter writes: a word that nothing else contains."""


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture, evening: Evening) -> Iterator[pytest.LogCaptureFixture]:
    """Every logger of the server tells all it can, from the moment at which it runs."""
    before = {name: (logging.getLogger(name).level, logging.getLogger(name).disabled) for name in TALKATIVE}
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).disabled = name == "uvicorn.access"
    yield caplog
    for name, (level, disabled) in before.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).disabled = disabled


def written(logs: pytest.LogCaptureFixture) -> str:
    return logs.text + "".join(repr((record.args, record.exc_info, record.exc_text)) for record in logs.records)


def test_no_secret_stands_in_any_log_at_the_most_talkative_level(
    evening: Evening, play, logs: pytest.LogCaptureFixture
) -> None:
    evening.desk.execute(commands.AddPoll(Poll("text", {"en": "Why?"}, PollKind.TEXT)))

    async def story() -> list[str]:
        phones = await open_large(evening, "text")
        receipt = await phones[0].vote("text", {"text": [SAID]}, KEY)
        with pytest.raises(Answered):
            await phones[0].vote("text", {"text": [SAID]}, OTHER_KEY)
        with pytest.raises(Answered):
            await phones[1].vote("text", {"text": [SAID * 100]}, OTHER_KEY)
        with pytest.raises(Answered):
            await phones[0].scan("QQQQ-7777")
        await phones[0].see()
        return [receipt, KEY, OTHER_KEY, "QQQQ", SAID, *(evening.code(n) for n in range(12))]

    secrets = play(story())
    tickets = [ticket.id for ticket in evening.desk.tickets().values()]
    assert logs.records
    for secret in (*secrets, *tickets):
        assert secret not in written(logs)
        assert secret.replace("-", "") not in written(logs)


def test_a_failure_while_a_ballot_is_stored_is_logged_without_the_ballot(
    evening: Evening, play, logs: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(desk: Desk, casts: object) -> None:
        raise RuntimeError(f"this would tell {casts}")

    monkeypatch.setattr(Desk, "cast", fail)

    async def story() -> str:
        phones = await open_large(evening)
        with pytest.raises(Answered, match="Something went wrong") as answer:
            await phones[0].vote("play", ["yes"], KEY)
        return str(answer.value)

    answer = play(story())
    assert "a phone's request failed: RuntimeError" in logs.text
    for secret in (KEY, evening.code(0), evening.desk.tickets()["p0"].id):
        assert secret not in written(logs) + answer


def test_the_folder_holds_no_trace_of_a_key_a_time_or_an_order_after_the_close(evening: Evening, play) -> None:
    async def story() -> list[str]:
        phones = await open_large(evening)
        receipts = [await phone.vote("play", ["yes"], f"key-of-person-{n:04}") for n, phone in enumerate(phones)]
        evening.desk.close_poll("play")
        return receipts

    receipts = play(story())
    folder = [file for file in Path(evening.desk.store.path).parent.iterdir() if file.is_file()]
    content = {file.name: file.read_bytes() for file in folder}
    main = content.pop(evening.desk.store.path.name)
    assert content.get(f"{evening.desk.store.path.name}-wal", b"") == b""
    for receipt in receipts:
        assert main.count(receipt.encode()) == 1  # its own row; no freed page, no second copy
        assert not any(receipt.encode() in other for other in content.values())
    assert not any(b"key-of-person" in told for told in (main, *content.values()))
    places = [main.index(receipt.encode()) for receipt in sorted(receipts)]
    assert places in (sorted(places), sorted(places, reverse=True))  # in the order of random ids


def test_a_cancelled_vote_leaves_no_ballot_in_the_file(evening: Evening, play) -> None:
    async def story() -> list[str]:
        phones = await open_large(evening)
        receipts = [await phone.vote("play", ["yes"]) for phone in phones]
        evening.desk.execute(commands.CancelPoll("play", "the question was unclear"))
        return receipts

    receipts = play(story())
    content = evening.desk.store.path.read_bytes()
    assert not any(receipt.encode() in content for receipt in receipts)


def test_a_receipt_is_told_once_to_its_voter_and_to_nobody_else(evening: Evening, play) -> None:
    async def story() -> None:
        phones = await open_large(evening)
        receipt = await phones[0].vote("play", ["yes"], KEY)
        twin = await evening.phone(0)  # whoever finds the badge afterwards
        for phone in (twin, phones[1]):
            async with httpx.AsyncClient(base_url=evening.url, cookies=phone.cookies) as client:
                for page in ("/", "/help", "/receipt"):
                    assert receipt not in (await client.get(page)).text
            heard = phone.listen()
            assert receipt not in str(await anext(heard))
            await heard.aclose()

    play(story())


@pytest.mark.parametrize(("poll", "emptied"), [("play", True), ("rollcall", False)])
def test_only_a_secret_poll_has_the_file_written_anew_at_its_close(
    evening: Evening, play, poll: str, emptied: bool
) -> None:
    play(open_large(evening, poll))
    log = Path(f"{evening.desk.store.path}-wal")
    before = log.stat().st_size
    evening.desk.close_poll(poll)
    assert before > 0
    assert (log.stat().st_size == 0) is emptied
