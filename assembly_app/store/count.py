"""Counting a poll from its box and its paper, the same way at the close and whenever it is verified."""

from __future__ import annotations

from collections import Counter

import msgspec
from sqlalchemy import Connection

from assembly_app.domain.ballots import Choice
from assembly_app.domain.polls import Electorate
from assembly_app.domain.results import Result, Tally, count, result
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PaperSheet, PollState
from assembly_app.store import ballot_box
from assembly_app.store import people as people_table


class Count(msgspec.Struct, frozen=True):
    """What a box and its paper say, and the seal of the box."""

    tally: Tally
    result: Result | None
    digest: str


def piles(tx: Connection, state: SessionState, poll: PollState, paper: PaperSheet | None) -> dict[Choice, int]:
    """How many votes each choice has, from the box and from paper."""
    laid = Counter(ballot_box.piles(ballot_box.ballots(tx, poll.poll), _weights(tx, state, poll)))
    for pile in paper.piles if paper else ():
        laid[pile.choice] += pile.ballots
    return {choice: votes for choice, votes in laid.items() if votes}


def count_poll(tx: Connection, state: SessionState, poll: PollState, paper: PaperSheet | None) -> Count:
    """The count of a poll as `state` knows its voters' weights."""
    found = ballot_box.ballots(tx, poll.poll)
    laid = piles(tx, state, poll, paper)
    on_paper = paper.ballots if paper else 0
    tally = count(poll.poll, laid, len(found) + on_paper, on_paper)
    return Count(tally, result(poll.poll, laid), ballot_box.seal(found))


def _weights(tx: Connection, state: SessionState, poll: PollState) -> dict[str, int]:
    """The votes of each ticket in a named poll of members.

    In a secret one every ballot weighs the same: it has no owner. A straw poll of the room is one vote a phone.
    """
    unowned = poll.poll.secret or poll.poll.electorate is Electorate.ROOM
    if unowned or all(member.weight == 1 for member in state.members.values()):
        return {}
    tickets = people_table.tickets(tx)
    return {tickets[member.person].id: member.weight for member in state.members.values() if member.person in tickets}
