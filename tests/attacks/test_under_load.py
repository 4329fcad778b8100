"""Under load, what was acknowledged is what is counted: everyone votes at once, many twice, and the close comes in."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands
from assembly_app.domain.events import Arrived
from assembly_app.domain.people import Door, Person
from assembly_app.domain.polls import Poll
from assembly_app.phones.server import running
from assembly_app.store import journal
from assembly_app.store.verify import verify
from tests.attacks.means import rows, send
from tests.conftest import EVENING
from tests.phones.conftest import Evening

VOTERS = 300


@pytest.mark.parametrize("secret", [True, False])
def test_what_was_acknowledged_is_what_is_counted_when_everyone_votes_at_once(desk: Desk, play, secret: bool) -> None:
    people = tuple(Person(f"p{n}", f"Person {n}") for n in range(VOTERS))
    for command in (commands.Enrol(people), commands.OpenSession()):
        desk.execute(command)
    with desk.store.writing() as tx:  # everyone comes in at once
        arrivals = [Arrived(person.id, Door.BADGE) for person in people]
        journal.append(tx, desk.session, desk.entries()[-1], arrivals, EVENING)
    desk.refresh()
    desk.execute(commands.AddPoll(Poll("q", {"en": "Now?"}, secret=secret)))
    desk.execute(commands.OpenPoll("q"))
    codes = {person: ticket.code for person, ticket in desk.tickets().items()}
    acknowledged: Counter[str] = Counter()

    async def vote(evening: Evening, person: str, choice: str) -> None:
        fields = [("poll", "q"), ("key", f"key-of-person-{person:>6}".replace(" ", "-")), ("option", choice)]
        told = ['"answer":"in"' in await send(evening, codes[person], fields) for _ in range(random.choice((1, 2, 3)))]
        acknowledged[choice] += told[0]
        assert len(set(told)) == 1  # the same request is always answered alike

    async def story(evening: Evening) -> None:
        votes = [vote(evening, person.id, random.choice(("yes", "no", "abstain"))) for person in people]
        work = asyncio.gather(*votes)
        while desk.turnout("q") < VOTERS // 2:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(desk.close_poll, "q")
        await work

    with running(desk) as url:
        play(story(Evening(desk, url)))
    counted = desk.state.poll("q").tally
    assert counted is not None
    assert Counter(counted.counts) == Counter({option: acknowledged[option] for option in counted.counts})
    [[marks]] = rows(desk.store.path, "SELECT count(*) FROM mark")
    assert marks == counted.ballots == acknowledged.total()
    assert verify(desk.store).findings == ()
