"""The people table and the codes on badges."""

from __future__ import annotations

import pytest

from assembly_app.domain.people import Person, Role
from assembly_app.store import people
from assembly_app.store.store import Store

AN = Person("p1", "An", "bewoner", Role.CHAIR, True, "nl", "an@example.org", {"Postcode": "1000"})


def test_people_come_back_as_they_were_saved_and_can_be_changed(store: Store) -> None:
    changed = Person("p1", "An Peeters", role=Role.OBSERVER, may_vote=False)
    for saved in (AN, changed):
        with store.writing() as tx:
            people.save(tx, [saved, Person("p2", "Bo")])
        with store.reading() as tx:
            assert people.load(tx) == {"p1": saved, "p2": Person("p2", "Bo")}


def test_everyone_gets_one_ticket_and_keeps_it(store: Store) -> None:
    with store.writing() as tx:
        people.save(tx, [AN])
        first = people.tickets(tx)
        people.save(tx, [AN, Person("p2", "Bo")])
        second = people.tickets(tx)
    assert first["p1"] == second["p1"]
    assert len({ticket.code for ticket in second.values()}) == 2


@pytest.mark.parametrize("typed", ["K7FQ-2M9D", "k7fq2m9d", " k7fq 2m9d\n", "http://192.168.1.5:8080/b/k7fq2m9d/"])
def test_a_code_is_known_however_it_is_typed_or_scanned(typed: str) -> None:
    assert people.tidy_code(typed) == "K7FQ-2M9D"


def test_a_code_finds_its_ticket_and_a_wrong_one_finds_none(store: Store) -> None:
    with store.writing() as tx:
        people.save(tx, [AN])
        ticket = people.tickets(tx)["p1"]
        assert people.ticket(tx, ticket.code.lower()) == ticket
        assert people.ticket(tx, "2222-2222") is people.ticket(tx, "") is None
