"""The draft says what the journal says."""

from __future__ import annotations

import pytest

from assembly_app.desk import Desk
from assembly_app.domain import commands as c
from assembly_app.domain.agenda import Status
from assembly_app.domain.ballots import Selection
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Role
from assembly_app.domain.state import Phase
from assembly_app.minutes.draft import Boxes, draft, drafted
from assembly_app.minutes.model import ItemMinutes, Minutes
from tests.conftest import Clock
from tests.minutes.conftest import Evening, roll


def clock_time(moment: object) -> str:
    return f"{moment:%H:%M}"


def item(minutes: Minutes, id_: str) -> ItemMinutes:
    return next(told for told in minutes.items if told.item.id == id_)


@pytest.fixture
def minutes(evening: Evening) -> Minutes:
    return drafted(evening.desk)


def test_everyone_on_the_roll_is_in_exactly_one_list(evening: Evening, minutes: Minutes) -> None:
    there = minutes.presence
    listed = [*(a.who.id for a in there.everyone), *(w.id for w in (*there.excused, *there.absent))]
    assert sorted(listed) == sorted(evening.desk.state.members)


def test_who_left_before_the_opening_was_not_there(minutes: Minutes) -> None:
    assert "p007" in [who.id for who in minutes.presence.absent]


def test_excused_and_absent_are_told_apart(minutes: Minutes) -> None:
    assert [who.id for who in minutes.presence.excused] == ["p008", "p009"]
    assert sorted(who.id for who in minutes.presence.absent) == ["p007", "p011", "p012", "p013"]


def test_names_stand_in_order_of_the_alphabet_without_accents(minutes: Minutes) -> None:
    names = [attended.who.name for attended in minutes.presence.present]
    assert names.index("Dirk Van den Broeck") < names.index("Éloïse Benali") < names.index("Fatima Claes")


def test_times_are_on_the_clock_of_the_hall(minutes: Minutes) -> None:
    assert minutes.opened is not None
    assert clock_time(minutes.opened) == "19:02"


def test_late_early_and_a_while_outside_are_told_with_their_times(minutes: Minutes) -> None:
    found = {attended.who.id: attended for attended in minutes.presence.everyone}
    assert clock_time(found["p010"].late) == "19:08"
    assert clock_time(found["p030"].early) == "19:38"
    assert [(clock_time(out.left), clock_time(out.back)) for out in found["p020"].away] == [("19:14", "19:18")]
    assert found["p000"].late is None
    assert found["p000"].early is None


def test_chair_and_secretary_are_those_who_were_there(minutes: Minutes) -> None:
    assert [who.id for who in minutes.presence.with_role(Role.CHAIR)] == ["p000"]
    assert [who.id for who in minutes.presence.with_role(Role.SECRETARY)] == ["p001"]


def test_the_quorum_is_told_at_the_opening_and_when_it_is_lost(minutes: Minutes) -> None:
    opening, lost = minutes.quorum
    assert (opening.attendance.voting, opening.attendance.needed, opening.attendance.quorate) == (32, 20, True)
    assert (lost.attendance.voting, lost.attendance.quorate) == (19, False)
    assert clock_time(lost.at) == "19:48"


def test_an_item_has_its_stretches_and_its_speakers(minutes: Minutes) -> None:
    street = item(minutes, "street")
    assert [(clock_time(s.started), clock_time(s.ended)) for s in street.stretches] == [
        ("19:08", "19:14"),
        ("19:18", "19:23"),
    ]
    assert [(t.who.id, t.times, t.seconds) for t in street.subject.turns] == [("p005", 2, 133.0), ("p014", 1, 130.4)]


def test_skipped_and_unreached_items_are_told_as_such(minutes: Minutes) -> None:
    assert item(minutes, "trees").status is Status.SKIPPED
    assert item(minutes, "varia").status is Status.PLANNED


def test_the_roll_call_of_a_named_poll_equals_its_tally(minutes: Minutes) -> None:
    poll = next(p for p in item(minutes, "street").subject.polls if p.state.poll.id == "play")
    assert poll.state.tally is not None
    assert {option: len(poll.of_option(option)) for option in poll.state.tally.counts} == poll.state.tally.counts


def test_a_secret_poll_has_no_roll_call_even_if_one_is_handed_in(evening: Evening) -> None:
    desk = evening.desk
    boxes = Boxes(rolls={"projects": {"p000": Selection(("a",))}})
    told = draft(desk.state, desk.entries(), desk.people, desk.store.name(), 1, boxes)
    assert all(not poll.roll for poll in item(told, "budget").subject.polls)


def test_what_belongs_to_no_item_is_kept(minutes: Minutes) -> None:
    assert [action.text for action in minutes.other.actions] == ["Sleutel terugbrengen"]
    assert [poll.state.poll.id for poll in minutes.other.polls] == ["mood"]


def test_someone_who_was_erased_has_no_name(evening: Evening) -> None:
    desk = evening.desk
    left = {id_: person for id_, person in desk.people.items() if id_ != "p005"}
    told = draft(desk.state, desk.entries(), left, desk.store.name(), 1, Boxes())
    assert item(told, "street").subject.turns[0].who.name == ""


def test_a_session_taken_up_again_says_so(evening: Evening) -> None:
    evening.do(c.ReopenSession(), minutes=5)
    evening.do(c.CloseSession(), minutes=5)
    (pause,) = drafted(evening.desk).reopenings
    assert (clock_time(pause.closed), clock_time(pause.reopened)) == ("19:52", "19:57")


def test_an_open_session_is_told_up_to_its_last_entry(desk: Desk, clock: Clock) -> None:
    evening = Evening(desk, clock)
    evening.do(c.Enrol(roll(5)), c.CheckIn("p000"), c.OpenSession(), minutes=7)
    told = drafted(desk)
    assert told.phase is Phase.OPEN
    assert told.closed is None
    assert clock_time(told.told) == "19:07"


def test_a_session_that_was_never_created_is_refused(evening: Evening) -> None:
    store = evening.desk.store
    with pytest.raises(Refused, match="does not exist"):
        drafted(Desk(store, store.add_session()))
