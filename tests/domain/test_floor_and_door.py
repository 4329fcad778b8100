"""The list of speakers and the count of the room, by examples."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from assembly_app.domain import commands as c
from assembly_app.domain.people import Door, QuorumKind, QuorumRule
from assembly_app.domain.session import run
from assembly_app.domain.speakers import QueueOrder, Spoken, spoken
from assembly_app.domain.state import SessionState
from tests.domain.acts import DETAILS, OPENING, START, item, played

EVERYONE = (c.CheckIn("p0"), c.CheckIn("p3"), c.CheckIn("p4"))
LATER = START + timedelta(hours=1)


def queue(*asked: c.Command, order: QueueOrder = QueueOrder.ARRIVAL) -> tuple[str, ...]:
    return played(*OPENING, c.ChangeSession(replace(DETAILS, queue_order=order)), *EVERYONE, *asked).speakers.queue


def test_people_speak_in_the_order_in_which_they_asked() -> None:
    assert queue(c.JoinQueue("p2"), c.JoinQueue("p0"), c.JoinQueue("p1"), c.JoinQueue("p0")) == ("p2", "p0", "p1")


def test_a_list_can_be_left_reordered_closed_and_opened_again() -> None:
    joined = (c.JoinQueue("p0"), c.JoinQueue("p1"), c.JoinQueue("p2"))
    assert queue(*joined, c.Withdraw("p1")) == ("p0", "p2")
    assert queue(*joined, c.MoveSpeaker("p2", 0)) == ("p2", "p0", "p1")
    assert queue(*joined, c.MoveSpeaker("p0", 99)) == ("p1", "p2", "p0")
    assert queue(c.CloseQueue(), c.ReopenQueue(), c.JoinQueue("p3")) == ("p3",)


def test_a_balanced_list_lets_those_who_spoke_less_go_first() -> None:
    spoke = (c.StartSpeech("p1"), c.EndSpeech())
    assert queue(*spoke, c.JoinQueue("p1"), c.JoinQueue("p2"), order=QueueOrder.BALANCED) == ("p2", "p1")
    assert queue(*spoke, c.JoinQueue("p1"), c.JoinQueue("p2")) == ("p1", "p2")


def test_each_item_has_a_list_of_its_own() -> None:
    state = played(*OPENING, c.JoinQueue("p1"), c.NextItem())
    assert state.speakers.queue == ()
    assert run(state, c.PreviousItem(), LATER)[0].speakers.queue == ("p1",)


def test_whoever_leaves_the_room_stops_speaking_and_leaves_every_list() -> None:
    state = played(*OPENING, c.JoinQueue("p2"), c.StartSpeech("p1"), c.CheckOut("p1"), c.CheckOut("p2"))
    assert (state.speaking, state.speakers.queue) == (None, ())
    assert state.speeches[0].span.ended is not None


def test_giving_the_floor_to_another_ends_the_speech_before() -> None:
    state = played(*OPENING, c.JoinQueue("p2"), c.StartSpeech("p1"), c.StartSpeech("p2"))
    assert [speech.person for speech in state.speeches] == ["p1", "p2"]
    assert state.speeches[0].span.ended == state.speeches[1].span.started
    assert state.speakers.queue == ()


@pytest.mark.parametrize(("own", "limit"), [(60, 60), (None, 180)])
def test_a_speech_has_the_limit_of_its_item_or_else_of_the_session(own: int | None, limit: int) -> None:
    state = played(*OPENING, c.AddItem(item("i2", speech_seconds=own)), c.StartItem("i2"), c.StartSpeech("p1"))
    assert state.speaking is not None
    assert state.speaking.limit == limit
    assert state.speaking.left(state.speaking.span.started + timedelta(seconds=limit + 5)) == -5


def test_how_often_and_how_long_someone_spoke_counts_the_running_speech_too() -> None:
    state = played(*OPENING)
    for command, second in ((c.StartSpeech("p1"), 100), (c.EndSpeech(), 130), (c.StartSpeech("p1"), 200)):
        state, _ = run(state, command, START + timedelta(seconds=second))
    assert spoken(state.speeches, START + timedelta(seconds=245)) == {"p1": Spoken(2, 75.0)}


def counted(rule: QuorumRule, *asked: c.Command) -> tuple[int, int, bool]:
    room = played(*OPENING, c.ChangeSession(replace(DETAILS, quorum=rule)), *asked).attendance()
    return room.needed, room.missing, room.quorate


@pytest.mark.parametrize(("rule", "expected"), [
    (QuorumRule(), (0, 0, True)),
    (QuorumRule(QuorumKind.NUMBER, 2), (2, 0, True)),
    (QuorumRule(QuorumKind.NUMBER, 5), (5, 3, False)),
    (QuorumRule(QuorumKind.SHARE, 1, 2), (2, 0, True)),
    (QuorumRule(QuorumKind.SHARE, 2, 3), (2, 0, True)),
    (QuorumRule(QuorumKind.SHARE, 1, 1), (3, 1, False)),
])  # fmt: skip
def test_the_quorum_is_reckoned_by_its_rule(rule: QuorumRule, expected: tuple[int, int, bool]) -> None:
    assert counted(rule) == expected


def test_people_without_a_vote_do_not_help_the_quorum() -> None:
    whole = QuorumRule(QuorumKind.SHARE, 1, 1)
    assert counted(whole, c.CheckIn("p0"), c.CheckIn("p3")) == (3, 1, False)
    assert counted(whole, c.CheckIn("p4")) == (3, 0, True)


def test_each_stay_keeps_its_times_and_its_door() -> None:
    state: SessionState = played(*OPENING, c.CheckOut("p1"))
    back, _ = run(state, c.CheckIn("p1", Door.PHONE), LATER)
    first, second = back.spells["p1"]
    assert (first.door, second.door, second.arrived, second.left) == (Door.DESK, Door.PHONE, LATER, None)
    assert first.left is not None


def test_someone_who_sent_word_and_comes_after_all_is_present() -> None:
    state = played(*OPENING, c.SetExcuse("p4"), c.CheckIn("p4"))
    assert state.may_vote("p4")
    assert state.was_present("p4")
