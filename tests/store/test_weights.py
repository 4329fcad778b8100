"""Whose vote weighs more, and where nobody's does."""

from __future__ import annotations

import pytest

from assembly_app.desk import Cast, Desk
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Electorate, Poll


@pytest.mark.parametrize(
    ("poll", "votes"),
    [
        (Poll("q", {"nl": "Akkoord?"}, secret=False), 4),
        (Poll("q", {"nl": "Akkoord?"}), 2),
        (Poll("q", {"nl": "Leuk?"}, secret=False, electorate=Electorate.ROOM), 2),
    ],
    ids=["a named poll of members", "a secret poll", "a straw poll of the room"],
)
def test_votes_have_weight_in_named_polls_of_members_only(desk: Desk, poll: Poll, votes: int) -> None:
    people = (Person("heavy", "Heavy", weight=3), Person("light", "Light"))
    for command in (commands.Enrol(people), commands.OpenSession(), *(commands.CheckIn(p.id) for p in people)):
        desk.execute(command)
    desk.execute(commands.AddPoll(poll))
    desk.execute(commands.OpenPoll("q"))
    tickets = desk.tickets()
    desk.cast([Cast("q", p.id, tickets[p.id].id, p.id, Selection(("yes",)), p.id) for p in people])
    tally = desk.execute(commands.ClosePoll("q")).poll("q").tally
    assert tally is not None
    assert (tally.ballots, tally.cast) == (2, votes)
