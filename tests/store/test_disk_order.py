"""What the file itself tells, byte for byte, once a secret poll is closed."""

from __future__ import annotations

import random
from pathlib import Path

from assembly_app.desk import Cast, Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.store import ballot_box
from assembly_app.store.store import Store

VOTERS = 60


def vote_one_after_another(desk: Desk) -> tuple[Poll, list[str]]:
    """A secret poll in which everyone votes alone, in a known order; returns the receipts in that order."""
    people = tuple(Person(new_id(), f"Person {number}") for number in range(VOTERS))
    desk.execute(commands.Enrol(people))
    desk.execute(commands.OpenSession())
    for person in people:
        desk.execute(commands.CheckIn(person.id))
    desk.execute(commands.AddPoll(Poll("p", {"nl": "Speelstraat?"})))
    desk.execute(commands.OpenPoll("p"))
    tickets = desk.tickets()
    receipts: list[str] = []
    for person in random.Random(7).sample(people, VOTERS):
        [receipt] = desk.cast([Cast("p", person.id, tickets[person.id].id, "", Selection(("yes",)), new_id())])
        assert isinstance(receipt, str)
        receipts.append(receipt)
    desk.execute(commands.ClosePoll("p"))
    return desk.state.poll("p").poll, receipts


def order_on_disk(file: Path, keys: list[str]) -> list[str]:
    content = file.read_bytes()
    assert all(content.count(key.encode()) == 1 for key in keys), "no second trace of a row is left"
    return sorted(keys, key=lambda key: content.index(key.encode()))


def test_the_order_of_ballots_on_disk_follows_their_random_ids_alone(desk: Desk, store: Store) -> None:
    _poll, receipts = vote_one_after_another(desk)
    by_id = sorted(receipts, reverse=True)  # a page fills from its end
    assert receipts not in (by_id, by_id[::-1])
    assert order_on_disk(store.path, receipts) in (by_id, by_id[::-1])


def test_the_write_ahead_log_is_empty_after_the_close(desk: Desk, store: Store) -> None:
    poll, receipts = vote_one_after_another(desk)
    log = store.path.with_name(store.path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    with store.reading() as tx:
        assert [key for key, _choice in ballot_box.ballots(tx, poll)] == sorted(receipts)


def test_a_reader_that_hinders_the_seal_does_not_undo_the_close(desk: Desk, store: Store) -> None:
    store.seal = lambda: False  # type: ignore[method-assign]  # as while another program reads for long
    vote_one_after_another(desk)
    assert desk.state.poll("p").tally is not None
    sealed: list[bool] = []
    store.seal = lambda: sealed.append(True) or True  # type: ignore[method-assign, func-returns-value]
    desk.follow(0.001)
    while not sealed:
        desk.refresh()
