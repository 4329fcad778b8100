"""Answers after a session in the file: once a ticket, each session for itself; nothing orders or names them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from assembly_app.desk import Desk
from assembly_app.domain.feedback import Feedback
from assembly_app.store import feedback


def put(desk: Desk, given: dict[str, Feedback], session: int | None = None) -> None:
    with desk.store.writing() as tx:
        feedback.put(tx, session or desk.session, given)


def test_a_ticket_that_answers_twice_counts_once(desk: Desk) -> None:
    put(desk, {"t1": Feedback(5)})
    put(desk, {"t1": Feedback(1), "t2": Feedback(2)})
    assert sorted(one.said for one in desk.feedback()) == [2, 5]


def test_each_session_has_its_own_answers(desk: Desk) -> None:
    other = desk.store.add_session()
    put(desk, {"t1": Feedback(5)})
    put(desk, {"t1": Feedback(1)}, other)
    assert desk.feedback() == [Feedback(5)]
    assert Desk(desk.store, other).feedback() == [Feedback(1)]


def test_the_file_holds_neither_person_nor_time_nor_order(desk: Desk) -> None:
    tickets = [f"ticket-{n:02}" for n in range(40)]
    for start in range(0, 40, 10):
        put(desk, {ticket: Feedback(better=f"answer {ticket}") for ticket in tickets[start : start + 10]})
        assert desk.store.seal()
    with closing(sqlite3.connect(desk.store.path)) as file:
        for table, columns in (("feedback", ["session", "id", "answers"]), ("feedback_mark", ["session", "ticket"])):
            assert [row[1] for row in file.execute(f"PRAGMA table_info({table})")] == columns
        ids = dict(file.execute("SELECT answers, id FROM feedback"))
    content = desk.store.path.read_bytes()
    places = [content.index(ids[answers].encode()) for answers in sorted(ids, key=ids.__getitem__)]
    assert places in (sorted(places), sorted(places, reverse=True))  # in the order of random ids
    came = [ids[answers] for answers in sorted(ids)]
    assert came != sorted(came)  # which is not the order of their coming


def test_the_journal_and_the_export_have_none_of_it(desk: Desk) -> None:
    from assembly_app.minutes.documents import PdfDocuments

    before = desk.store.path, len(desk.entries())
    put(desk, {"t1": Feedback(better="Quetzalcoatlus")})
    assert (desk.store.path, len(desk.entries())) == before
    documents = PdfDocuments()
    assert b"Quetzalcoatlus" not in documents.session_json(desk)
    assert b"Quetzalcoatlus" not in b"".join(documents.minutes(desk, "en", "html").values())
