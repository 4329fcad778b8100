"""The session as JSON: whole, stable, checkable by others, and without a secret."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete

from assembly_app.desk import Desk
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.store import people
from assembly_app.store.tables import PersonRow, TicketRow
from tests.minutes.conftest import Evening


@pytest.fixture
def told(evening: Evening) -> dict[str, Any]:
    return json.loads(PdfDocuments().session_json(evening.desk))


def test_the_same_session_gives_the_same_bytes(evening: Evening) -> None:
    documents = PdfDocuments()
    first = documents.session_json(evening.desk)
    assert first == documents.session_json(evening.desk)
    assert first.decode().startswith('{\n  "format": "assembly-app session",\n  "version": 1,')


def test_it_says_what_the_file_is(told: dict[str, Any]) -> None:
    assert list(told) == [
        "format", "version", "$schema", "assembly", "session", "details", "phase", "opened", "closed", "people",
        "proxies", "agenda", "speeches", "polls", "records", "next_meeting", "minutes", "journal",
    ]  # fmt: skip
    assert told["assembly"]["nl"] == "Wijkraad Noord"
    assert (told["session"], told["phase"]) == (1, "closed")


def test_people_stand_with_their_stays(evening: Evening, told: dict[str, Any]) -> None:
    listed = {person["id"]: person for person in told["people"]}
    assert listed.keys() == evening.desk.state.members.keys()
    assert [bool(stay["left"]) for stay in listed["p020"]["stays"]] == [True, True]
    assert listed["p008"]["excused"]
    assert listed["p000"]["name"] == evening.desk.people["p000"].name


def test_items_stand_with_their_numbers_and_times(told: dict[str, Any]) -> None:
    assert [entry["number"] for entry in told["agenda"]] == ["1", "2", "2.1", "", "3", "4", "5"]
    assert [len(entry["times"]) for entry in told["agenda"]] == [1, 2, 1, 1, 1, 0, 0]


def test_a_named_poll_has_its_roll_call_and_a_secret_one_only_its_count(evening: Evening, told: dict[str, Any]) -> None:
    polls = {poll["poll"]["id"]: poll for poll in told["polls"]}
    assert len(polls["play"]["roll_call"]) == polls["play"]["tally"]["ballots"] == 32
    assert polls["play"]["outcome"]["verdict"] == "adopted"
    assert polls["projects"]["roll_call"] is None
    assert polls["projects"]["tally"]["counts"] == {"a": 12, "b": 8, "c": 17}
    tie = polls["tie"]["outcome"]
    assert (tie["verdict"], tie["leading"], tie["tied"]) == ("not-chosen", ["x", "y"], True)
    assert polls["first"]["reason"] == "De vraag was niet duidelijk."
    assert polls["first"]["tally"] is polls["first"]["roll_call"] is None


def test_the_journal_can_be_checked_from_the_file_alone(evening: Evening, told: dict[str, Any]) -> None:
    assert len(told["journal"]) == evening.desk.state.number
    previous = ""
    for entry in told["journal"]:
        event = json.dumps(entry["event"], separators=(",", ":"), ensure_ascii=False)
        lines = (previous, str(told["session"]), str(entry["number"]), entry["at"], event)
        previous = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        assert entry["hash"] == previous


def test_no_ticket_receipt_or_address_leaves_the_file(evening: Evening) -> None:
    desk = evening.desk
    somebody = desk.people["p000"]
    with desk.store.writing() as tx:
        people.save(tx, [msgspec.structs.replace(somebody, email="aicha@example.org", traits={"phone": "0470 00 00"})])
    told = PdfDocuments().session_json(desk).decode()
    assert "aicha@example.org" not in told
    assert "0470 00 00" not in told
    for ticket in desk.tickets().values():
        assert ticket.code not in told
        assert ticket.id not in told


def test_a_person_who_was_erased_has_no_name(evening: Evening) -> None:
    store = evening.desk.store
    with store.writing() as tx:
        tx.execute(delete(TicketRow).where(TicketRow.person == "p000"))
        tx.execute(delete(PersonRow).where(PersonRow.id == "p000"))
    told = json.loads(PdfDocuments().session_json(Desk(store, 1)))
    assert next(person["name"] for person in told["people"] if person["id"] == "p000") == ""
