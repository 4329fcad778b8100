"""What the primary button offers, decided by the scene alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assembly_app.desktop.console.next_act import Act, Kind, next_act
from assembly_app.desktop.live import Scene
from assembly_app.domain import commands
from assembly_app.domain.agenda import AgendaItem, ItemKind
from assembly_app.domain.commands import Command
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.people import Person, QuorumKind, QuorumRule
from assembly_app.domain.polls import Poll
from assembly_app.domain.results import Tally
from assembly_app.domain.room import Projection, View
from assembly_app.domain.session import run
from assembly_app.domain.state import SessionState
from assembly_app.i18n import Translator
from tests.conftest import EVENING

PEOPLE = {key: Person(key, key.title()) for key in ("ann", "bob", "cas")}
PREPARED: list[Command] = [
    commands.CreateSession(SessionDetails({"en": "Session"}, EVENING, quorum=QuorumRule(QuorumKind.NUMBER, 2))),
    commands.Enrol(tuple(PEOPLE.values())),
    commands.AddItem(AgendaItem("one", {"en": "Welcome"})),
    commands.AddItem(AgendaItem("pause", {"en": "Coffee"}, ItemKind.BREAK)),
    commands.AddItem(AgendaItem("two", {"en": "Trees"})),
    commands.AddPoll(Poll("vote", {"en": "Trees?"}, item="one")),
]
HERE: list[Command] = [commands.CheckIn("ann"), commands.CheckIn("bob")]
LIVE: list[Command] = [*PREPARED, *HERE, commands.OpenSession()]
COUNTED = Tally(2, {"yes": 2, "no": 0, "abstain": 0})


def after(*asked: Command, shown: frozenset[str] = frozenset(), turnout: int = 0) -> Act:
    state, at = SessionState(), EVENING
    for command in asked:
        at += timedelta(seconds=10)
        state, _events = run(state, command, at)
    return next_act(Scene(state, PEOPLE, turnout, shown=shown), Translator("en"))


def test_before_the_session_it_opens_it_and_says_what_the_quorum_lacks() -> None:
    act = after(*PREPARED, commands.CheckIn("ann"))
    assert act.command == commands.OpenSession()
    assert act.detail == "1 more voter is needed for the quorum of 2."


def test_in_an_open_session_it_starts_the_first_item() -> None:
    act = after(*LIVE)
    assert (act.label, act.detail, act.command) == ("Start item 1", "Welcome", commands.NextItem())


@pytest.mark.parametrize(
    ("happened", "label"),
    [
        ([commands.NextItem()], "Open the vote"),
        ([commands.NextItem(), commands.JoinQueue("bob")], "Give Bob the floor"),
        ([commands.NextItem(), commands.StartSpeech("bob")], "End speech"),
        ([commands.NextItem(), commands.PauseItem()], "Go on with the item"),
        ([commands.NextItem(), commands.RemovePoll("vote")], "Start the break"),
        ([commands.StartItem("pause")], "Start item 2"),
        ([commands.StartItem("two"), commands.SkipItem("pause")], "Next item"),
        ([commands.NextItem(), commands.OpenPoll("vote"), commands.CallLastVotes("vote")], "Closing the vote…"),
        ([commands.CloseSession()], "Go to the minutes"),
    ],
)
def test_it_follows_the_moment(happened: list[Command], label: str) -> None:
    assert after(*LIVE, *happened).label == label


def test_an_open_vote_is_closed_by_holding_and_says_how_many_voted() -> None:
    act = after(*LIVE, commands.NextItem(), commands.OpenPoll("vote"), turnout=1)
    assert (act.kind, act.label, act.hold) == (Kind.CLOSE_VOTE, "Close the vote (1 of 2)", True)


VOTED: list[Command] = [
    *LIVE, commands.NextItem(), commands.OpenPoll("vote"), commands.ClosePoll("vote", COUNTED, "seal"),
]  # fmt: skip


def test_a_result_is_shown_before_anything_else() -> None:
    act = after(*VOTED, commands.JoinQueue("bob"))
    assert (act.kind, act.poll) == (Kind.SHOW_RESULT, "vote")


def test_a_result_that_the_room_saw_is_not_offered_again() -> None:
    seen = [commands.ChooseView(Projection(View.RESULT, "vote"))]
    assert after(*VOTED, *seen).label == "Start the break"
    assert after(*VOTED, *seen, commands.ChooseView(None), shown=frozenset({"vote"})).label == "Start the break"


def test_a_result_is_not_offered_once_the_session_went_on() -> None:
    assert after(*VOTED, commands.NextItem()).label == "Start item 2"


def test_after_the_last_item_the_session_is_closed_by_holding() -> None:
    act = after(*LIVE, commands.StartItem("two"), commands.SkipItem("one"), commands.SkipItem("pause"))
    assert (act.label, act.hold, act.command) == ("Close the session", True, commands.CloseSession())


def test_someone_who_waits_but_left_is_not_offered_the_floor() -> None:
    assert after(*LIVE, commands.NextItem(), commands.JoinQueue("bob"), commands.CheckOut("bob")).label != (
        "Give Bob the floor"
    )
