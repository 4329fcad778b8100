"""Whoever changes the file behind the program's back is found out, with the number of the entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assembly_app.desk import Cast, Desk, new_id
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.people import Person
from assembly_app.domain.polls import Poll
from assembly_app.store.store import Store
from assembly_app.store.verify import verify

SECRET, NAMED = "secret-poll", "named-poll"


@pytest.fixture
def voted(desk: Desk, store: Store) -> Path:
    """An assembly with a closed secret poll and a closed named one, and nobody writing in it."""
    people = tuple(Person(f"p{n}", f"Person {n}") for n in range(6))
    for command in (commands.Enrol(people), commands.OpenSession(), *(commands.CheckIn(p.id) for p in people)):
        desk.execute(command)
    tickets = desk.tickets()
    for poll in (Poll(SECRET, {"nl": "Geheim?"}), Poll(NAMED, {"nl": "Met naam?"}, secret=False)):
        desk.execute(commands.AddPoll(poll))
        desk.execute(commands.OpenPoll(poll.id))
        votes = [
            Cast(poll.id, p.id, tickets[p.id].id, "", Selection(("yes" if p.id < "p4" else "no",)), new_id())
            for p in people
        ]
        assert all(isinstance(answer, str) for answer in desk.cast(votes))
        desk.execute(commands.ClosePoll(poll.id))
    return store.path


def tamper(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        for statement in statements:
            assert database.execute(statement).rowcount, statement
        database.commit()


def findings(store: Store) -> list[str]:
    return [str(finding) for finding in verify(store).findings]


def test_what_nobody_touched_is_sound(voted: Path, store: Store, desk: Desk) -> None:
    report = verify(store)
    assert report.findings == ()
    assert (report.entries, report.polls) == (len(desk.entries()), 2)


@pytest.mark.parametrize("statement", [
    "UPDATE journal SET event = replace(event, 'desk', 'badge') WHERE number = 5",
    "UPDATE journal SET at = '2026-03-12T17:00:00+00:00' WHERE number = 5",
    "UPDATE journal SET hash = lower(hex(randomblob(32))) WHERE number = 5",
    "DELETE FROM journal WHERE number = 5",
])  # fmt: skip
def test_a_changed_or_missing_entry_is_found_with_its_number(voted: Path, store: Store, statement: str) -> None:
    tamper(voted, statement)
    assert findings(store) == ["Session 1: journal entry 5 was changed, moved or is missing."]


def test_a_journal_that_was_cut_off_is_found_by_the_seal_that_minutes_printed(
    voted: Path, store: Store, desk: Desk
) -> None:
    seal = desk.entries()[-1].hash
    assert verify(store, seal.upper()).findings == ()
    tamper(voted, f"DELETE FROM journal WHERE hash = '{seal}'")
    assert verify(store).findings == ()
    assert [str(finding) for finding in verify(store, seal).findings] == [
        f"No journal has an entry with the seal {seal}: entries are missing, or it is of another assembly."
    ]


def test_two_entries_that_changed_places_are_found(voted: Path, store: Store) -> None:
    tamper(
        voted,
        "UPDATE journal SET number = 1000 WHERE number = 5",
        "UPDATE journal SET number = 5 WHERE number = 6",
        "UPDATE journal SET number = 6 WHERE number = 1000",
    )
    assert findings(store) == ["Session 1: journal entry 5 was changed, moved or is missing."]


@pytest.mark.parametrize(("poll", "statement"), [
    (SECRET, "UPDATE ballot SET choice = replace(choice, 'no', 'yes') WHERE choice LIKE '%no%'"),
    (SECRET, "DELETE FROM ballot WHERE id = (SELECT min(id) FROM ballot)"),
    (SECRET, "INSERT INTO ballot SELECT poll, '0000-0000-0000', choice FROM ballot LIMIT 1"),
    (SECRET, "UPDATE ballot SET id = '0000-0000-0000' WHERE id = (SELECT min(id) FROM ballot)"),
    (NAMED, "UPDATE named_ballot SET choice = replace(choice, 'no', 'yes') WHERE choice LIKE '%no%'"),
    (NAMED, "DELETE FROM named_ballot WHERE choice LIKE '%no%'"),
])  # fmt: skip
def test_ballots_that_were_touched_are_found_at_the_close_of_their_poll(
    voted: Path, store: Store, desk: Desk, poll: str, statement: str
) -> None:
    tamper(voted, statement)
    closing_entry = next(
        e.number for e in desk.entries() if getattr(e.event, "poll", "") == poll and hasattr(e.event, "tally")
    )
    assert findings(store) == [f"Session 1: the ballots do not give the count of journal entry {closing_entry}."]


def test_a_person_who_is_erased_leaves_the_journal_sound(voted: Path, store: Store) -> None:
    tamper(voted, "DELETE FROM ticket WHERE person = 'p1'", "DELETE FROM person WHERE id = 'p1'")
    assert findings(store) == []


def test_no_name_is_in_the_journal(voted: Path) -> None:
    with closing(sqlite3.connect(voted)) as database:
        assert not database.execute("SELECT 1 FROM journal WHERE event LIKE '%Person 1%'").fetchall()
