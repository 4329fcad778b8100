"""Names that are kept long enough: they leave the file for good, and everything counted still adds up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from assembly_app.cli import DONE, USAGE, main
from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.people import Person, Role
from assembly_app.domain.polls import Poll
from assembly_app.domain.record import Record, RecordKind
from assembly_app.i18n import translator
from assembly_app.minutes.draft import drafted
from assembly_app.store import people
from assembly_app.store.errors import StoreError
from assembly_app.store.retention import Place, clear
from assembly_app.store.store import Store
from assembly_app.store.verify import verify
from assembly_app.words import retention_words
from tests.conftest import Clock
from tests.minutes.conftest import Evening

MEMBERS = (
    Person("a", "Zuleika Quackenbush", group="Noordpool", email="zuleika@example.org", traits={"phone": "0470112233"}),
    Person("b", "Wolfgang Xylander", language="de", weight=2),
    Person("c", "Ysolde Vantongeren"),
)


@pytest.fixture
def session(desk: Desk, clock: Clock) -> Desk:
    """A session with a named vote in which one vote weighs double."""
    evening = Evening(desk, clock)
    evening.do(c.Enrol(MEMBERS), *(c.CheckIn(person.id) for person in MEMBERS), c.OpenSession())
    evening.do(c.AddPoll(Poll("p", {"nl": "Akkoord?"}, secret=False)))
    evening.vote("p", ("yes",), ("yes",), ("no",))
    evening.do(c.CloseSession())
    return desk


def raw(store: Store) -> bytes:
    """Every byte of the assembly on the disk, the write-ahead log included."""
    return b"".join(path.read_bytes() for path in sorted(store.path.parent.glob(f"{store.path.name}*")))


SECRETS = ("Zuleika", "Quackenbush", "Noordpool", "zuleika@example.org", "0470112233", "Wolfgang", "Xylander", "Ysolde")


@pytest.mark.parametrize("pseudonyms", [False, True])
def test_nothing_of_a_name_is_left_in_any_byte_of_the_file(session: Desk, clock: Clock, *, pseudonyms: bool) -> None:
    store = session.store
    codes = [ticket.code for ticket in session.tickets().values()]
    assert all(secret.encode() in raw(store) for secret in (*SECRETS, *codes))
    name = (lambda n: f"Person {n}") if pseudonyms else None
    report = clear(store, 30, clock.now + timedelta(days=31), name)
    assert (report.cleared, report.kept, report.places, report.whole) == (3, 0, (), True)
    left = raw(store)
    assert not [secret for secret in (*SECRETS, *codes) if secret.encode() in left]


def test_the_journal_still_verifies_and_a_weighed_named_vote_is_counted_again(session: Desk, clock: Clock) -> None:
    clear(session.store, 30, clock.now + timedelta(days=31))
    report = verify(session.store)
    assert (report.findings, report.polls) == ((), 1)
    minutes = drafted(Desk(session.store, 1))
    poll = minutes.subjects[-1][1].polls[0]
    assert poll.state.tally is not None
    assert (poll.state.tally.counts["yes"], [each.who.name for each in poll.roll]) == (3, ["", "", ""])


def test_a_pseudonym_stays_who_it_was_and_later_ones_go_on_from_it(session: Desk, clock: Clock) -> None:
    store, later = session.store, clock.now + timedelta(days=31)
    clear(store, 30, later, lambda n: f"Person {n}")
    with store.reading() as tx:
        first = {person.id: person.name for person in people.load(tx).values()}
    assert first == {"a": "Person 1", "b": "Person 2", "c": "Person 3"}
    with store.writing() as tx:
        people.save(tx, [Person("d", "Quintijn Oosterhuis")])
    assert clear(store, 30, later, lambda n: f"Person {n}").cleared == 1
    with store.reading() as tx:
        assert {person.id: person.name for person in people.load(tx).values()} == {**first, "d": "Person 4"}


def test_who_is_on_the_roll_of_a_later_session_keeps_the_name(session: Desk, clock: Clock) -> None:
    guest = Person("g", "Ottoline Zwaenepoel", role=Role.GUEST, may_vote=False)
    session.execute(c.Enrol((guest,)))
    first = clock.now
    clock.turn(days=40)
    Desk.create(session.store, replace(session.state.session(), starts=clock.now), clock).close()
    report = clear(session.store, 30, first + timedelta(days=41))
    assert (report.cleared, report.kept) == (1, 3)
    assert b"Zuleika" in raw(session.store)
    assert b"Zwaenepoel" not in raw(session.store)


def test_a_rehearsal_changes_nothing(session: Desk, clock: Clock) -> None:
    report = clear(session.store, 30, clock.now + timedelta(days=31), rehearse=True)
    assert report.cleared == 3
    assert b"Zuleika Quackenbush" in raw(session.store)
    assert clear(session.store, 30, clock.now + timedelta(days=29)).cleared == 0


def test_a_name_in_a_note_is_said_with_its_place(session: Desk, clock: Clock) -> None:
    session.execute(c.ReopenSession())
    session.execute(c.WriteRecord(Record("n", None, RecordKind.NOTE, "Mevrouw Quackenbush vertrok vroeger.")))
    written = session.state.number
    session.execute(c.CloseSession())
    report = clear(session.store, 30, clock.now + timedelta(days=31))
    assert report.places == (Place("Quackenbush", 1, written),)
    told = retention_words.told(report, translator("en"), pseudonyms=False, rehearsed=False)
    assert f"Session 1: entry {written} of the journal names “Quackenbush” in a text." in " ".join(told)


def test_an_old_badge_lets_nobody_in(session: Desk, clock: Clock) -> None:
    code = session.tickets()["a"].code
    clear(session.store, 30, clock.now + timedelta(days=31))
    with session.store.reading() as tx:
        assert people.ticket(tx, code) is None
        gone = people.tickets(tx)["a"].code
        assert people.ticket(tx, gone) is None


def test_names_are_kept_a_day_at_least(session: Desk, clock: Clock) -> None:
    with pytest.raises(StoreError):
        clear(session.store, 0, clock.now + timedelta(days=9))


def test_the_command_says_what_it_did(session: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(session.store.path)
    assert main(["retention", file]) == USAGE
    assert "Traceback" not in capsys.readouterr().err
    assert main(["retention", file, "--days", "10", "--dry-run"]) == DONE
    assert b"Zuleika" in raw(session.store)
    assert main(["retention", file, "--days", "10", "--pseudonymise"]) == DONE
    assert "3" in capsys.readouterr().out
    assert b"Zuleika" not in raw(session.store)
    assert main(["verify", file]) == DONE
