"""The simulated phones that stay: they come in, vote whatever is asked, and end when they are told to."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections.abc import Callable

import pytest

from assembly_app import templates
from assembly_app.desk import Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.ballots import valid_choice
from assembly_app.domain.people import Person
from assembly_app.domain.polls import BudgetBallot, Option, Poll, PollKind
from assembly_app.domain.state import Phase
from assembly_app.phones.client import SimulatedPhone
from assembly_app.phones.server import running
from assembly_app.rehearsal.crowd import Crowd, some_choice
from assembly_app.rehearsal_copy import for_practice
from assembly_app.store.store import Store

OPTIONS = tuple(Option(key, {"nl": key}, cost=10) for key in "abc")


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not reached():
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("kind", PollKind)
@pytest.mark.parametrize("basket", BudgetBallot)
def test_every_kind_of_vote_gets_valid_ballots(kind: PollKind, basket: BudgetBallot) -> None:
    from assembly_app.domain.polls import complete

    poll = complete(Poll("p", {"nl": "?"}, kind, OPTIONS, minimum=1, maximum=2, budget=20, budget_ballot=basket))
    for seed in range(20):
        valid_choice(poll, some_choice(poll, random.Random(seed)))


def test_a_practice_session_is_prepared_like_the_one_before_and_says_what_it_is(store: Store, desk: Desk) -> None:
    [budget] = [kept.template for kept in templates.everything() if "budget" in kept.file.name]
    assert budget
    for command in (
        *budget.commands(new_id), commands.Enrol((Person("p1", "An"),)), commands.CheckIn("p1"),
        commands.OpenSession(), commands.NextItem(),
    ):  # fmt: skip
        desk.execute(command)
    practice = for_practice(store, desk.session, 50)
    state = practice.state
    assert practice.session == desk.session + 1
    assert "Zitting 4" in state.session().title["nl"]
    assert state.session().title["nl"] != "Zitting 4"
    assert (state.phase, state.present, state.open_poll, practice.undoable) == (Phase.PLANNED, frozenset(), None, None)
    assert [item.title for item in state.items] == [item.title for item in desk.state.items]
    assert not set(state.polls) & set(desk.state.polls)
    assert sum(member.may_vote for member in state.members.values()) == 25


def test_phones_come_in_and_vote_on_what_is_opened_later(desk: Desk) -> None:
    desk.execute(commands.Enrol(tuple(Person(f"p{n}", f"Lid {n}") for n in range(6))))

    async def practise(url: str) -> None:
        playing = asyncio.create_task(Crowd(desk, url, 8, random.Random(1), pace=0.02).play())
        await until(lambda: len(desk.state.present) == 8)
        for command in (commands.OpenSession(), commands.AddPoll(Poll("q", {"nl": "Goed?"}, secret=False)),
                        commands.OpenPoll("q")):  # fmt: skip
            await asyncio.to_thread(desk.execute, command)
        await until(lambda: desk.turnout("q") == 6)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    with running(desk) as url:
        asyncio.run(practise(url))
    closed = desk.execute(commands.ClosePoll("q"))
    tally = closed.poll("q").tally
    assert tally
    assert tally.ballots == 6


def test_phones_answer_the_questions_at_the_end(desk: Desk) -> None:
    async def practise(url: str) -> None:
        playing = asyncio.create_task(Crowd(desk, url, 3, random.Random(1), pace=0.02).play())
        await until(lambda: len(desk.state.present) == 3)
        for command in (commands.OpenSession(), commands.CloseSession()):
            await asyncio.to_thread(desk.execute, command)
        async with SimulatedPhone(url) as phone:
            await phone.join_with_code(desk.tickets()[min(desk.state.present)].code)
            while "Thank you. Your answers were received." not in (await phone.see()).text:
                pass
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    with running(desk) as url:
        asyncio.run(practise(url))
    assert desk.feedback()


def test_the_process_ends_with_its_input(desk: Desk) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assembly_app", "rehearse", str(desk.store.path), "--session", "1", "--phones", "3",
         "--join", "http://127.0.0.1:9/"], stdin=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(60) == 0
