"""Answers after the session are kept like secret ballots (rules 2 and 3), and signals leave no trace at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.signals import Signal
from assembly_app.phones import feedback
from assembly_app.phones.server import running
from tests.attacks.means import rows
from tests.attacks.test_rule_3_nothing_links import logs, written
from tests.phones.conftest import Evening, fill

__all__ = ["logs"]

WORDS = "Quetzalcoatlus-{n:02}"
"""What each person answers: a word that nothing else contains."""


async def all_answer(evening: Evening, count: int = 12) -> None:
    phones = await evening.phones(count)
    evening.desk.execute(commands.CloseSession())
    for n, phone in enumerate(phones):
        await phone.answer(better=WORDS.format(n=n))


def test_the_file_tells_neither_who_answered_what_nor_in_which_order(desk: Desk, play) -> None:
    fill(desk)
    with running(desk) as url:
        play(all_answer(Evening(desk, url)))
    file = desk.store.path
    content = {found.name: found.read_bytes() for found in file.parent.iterdir() if found.is_file()}
    main = content.pop(file.name)
    assert content.get(f"{file.name}-wal", b"") == b""
    answers = rows(file, "SELECT id, answers FROM feedback ORDER BY id")
    assert len(answers) == 12
    for n in range(12):
        assert main.count(WORDS.format(n=n).encode()) == 1  # its own row; no freed page, no second copy
        assert not any(WORDS.format(n=n).encode() in other for other in content.values())
    places = [main.index(found.encode()) for found, _text in answers]
    assert places in (sorted(places), sorted(places, reverse=True))  # in the order of random ids
    tickets = {ticket.id for ticket in desk.tickets().values()}
    assert not any(ticket in text for ticket in tickets for _id, text in answers)
    assert {ticket for [ticket] in rows(file, "SELECT ticket FROM feedback_mark")} < tickets


def test_an_answer_alone_is_not_written_before_another_comes(
    evening: Evening, play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "GATHER_SECONDS", 0)

    async def story() -> None:
        phones = await evening.phones(3)
        evening.desk.execute(commands.CloseSession())
        await phones[0].answer(said="1")
        for _ in range(20):
            assert "Thank you." in (await phones[0].see()).text
        assert rows(evening.desk.store.path, "SELECT * FROM feedback_mark") == []
        await phones[1].answer(said="1")
        while len(evening.desk.feedback()) < 2:
            await phones[2].see()

    play(story())


def test_neither_answers_nor_signals_stand_in_any_log(
    evening: Evening, play, logs: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "GATHER_SECONDS", 0)

    async def story() -> None:
        for phone in await evening.phones(3):
            await phone.signal(Signal.TRANSLATE)
        await all_answer(evening, 3)
        while len(evening.desk.feedback()) < 2:  # one that comes after them waits for company
            await (await evening.phone(0)).see()

    play(story())
    told = written(logs)
    assert logs.records
    for secret in ("Quetzalcoatlus", Signal.TRANSLATE, *(evening.code(n) for n in range(3))):
        assert secret not in told
    assert not any(ticket.id in told for ticket in evening.desk.tickets().values())


def test_a_signal_is_told_to_nobody_but_its_own_phone(evening: Evening, play) -> None:
    async def story() -> None:
        first, second = await evening.phones(2)
        await first.signal(Signal.BREAK)
        heard = second.listen()
        assert "Sent:" not in str(await anext(heard))
        await heard.aclose()

    play(story())
    folder = Path(evening.desk.store.path).parent
    assert not any(b'"break"' in file.read_bytes() for file in folder.iterdir() if file.is_file())
