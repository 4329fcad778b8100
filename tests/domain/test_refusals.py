"""Every rule's refusal, with its sentence; nothing happens then."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assembly_app.domain import commands as c
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.people import Person, QuorumKind, QuorumRule
from assembly_app.domain.polls import Electorate, PollKind
from assembly_app.domain.record import NextMeeting, Record, RecordKind
from assembly_app.domain.results import Tally
from assembly_app.domain.room import Projection, View
from assembly_app.domain.session import decide
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PaperSheet, Pile
from tests.domain.acts import DETAILS, OPENING, PEOPLE, START, item, options, played, poll

TALLY = Tally(0, {"yes": 0, "no": 0, "abstain": 0})
CREATED = (c.CreateSession(DETAILS), c.Enrol(PEOPLE), c.AddItem(item("i0")), c.AddPoll(poll("q0")))
VOTING = (*OPENING, c.OpenPoll("q0"))
VOTED = (*VOTING, c.ClosePoll("q0", TALLY, "seal"))
CLOSED = (*OPENING, c.CloseSession())
ABSENT = (*OPENING, c.CheckOut("p1"))


def sheet(by: str, yes: int) -> PaperSheet:
    """Paper ballots that all say yes, as someone counted them."""
    return PaperSheet(by, (Pile(Selection(("yes",)), yes),))


NAIVE = START.replace(tzinfo=None)

REFUSALS: list[tuple[tuple[Command, ...], Command, str]] = [
    ((), c.ChangeSession(DETAILS), "does not exist"),
    ((), c.OpenSession(), "does not exist"),
    ((), c.CreateSession(replace(DETAILS, title={"nl": " "})), "no title"),
    ((), c.CreateSession(replace(DETAILS, languages=())), "no language"),
    ((), c.CreateSession(replace(DETAILS, timezone="Mars/Olympus")), "Mars/Olympus is not known"),
    ((), c.CreateSession(replace(DETAILS, starts=NAIVE)), "no time zone"),
    ((), c.CreateSession(replace(DETAILS, quorum=QuorumRule(QuorumKind.SHARE, 3, 2))), "share between"),
    ((), c.CreateSession(replace(DETAILS, quorum=QuorumRule(QuorumKind.NUMBER, -1))), "cannot be negative"),
    ((), c.CreateSession(replace(DETAILS, speech_seconds=0)), "cannot be negative"),
    (CREATED, c.CreateSession(DETAILS), "exists already"),
    (CREATED, c.CloseSession(), "not open yet"),
    (VOTING, c.CloseSession(), "vote is still open"),
    (CLOSED, c.OpenSession(), "Reopen it"),
    (CREATED, c.ChooseView(Projection(View.POLL, "gone")), "does not exist any more"),
    (CREATED, c.ChooseView(Projection(View.RESULT, "q0")), "no result yet"),
    (CREATED, c.Enrol((Person("p9", " "),)), "no name"),
    (CREATED, c.CheckIn("p9"), "not on the list"),
    (CLOSED, c.CheckIn("p3"), "session is closed"),
    (CREATED, c.CheckOut("p9"), "not on the list"),
    (CLOSED, c.CheckOut("p1"), "session is closed"),
    (CREATED, c.SetExcuse("p9"), "not on the list"),
    (CREATED, c.AddItem(item("i0")), "on the agenda already"),
    (CREATED, c.AddItem(item("i2", " ")), "no title"),
    (CREATED, c.AddItem(item("i2", minutes=-1)), "cannot be negative"),
    (CREATED, c.AddItem(item("i2", speech_seconds=0)), "cannot be negative"),
    (CREATED, c.AddItem(item("i2", parent="gone")), "not on the agenda any more"),
    ((*CREATED, c.AddItem(item("i1", parent="i0"))), c.AddItem(item("i2", parent="i1")), "one level deep"),
    (OPENING, c.MoveItem("i1", "i1", 0), "one level deep"),
    ((*OPENING, c.AddItem(item("i2", parent="i0"))), c.MoveItem("i0", "i1", 0), "items of its own"),
    (CREATED, c.ChangeItem(item("i9")), "not on the agenda any more"),
    (OPENING, c.RemoveItem("i0"), "already worked on"),
    ((*CREATED, c.WriteRecord(Record("r", "i0", RecordKind.NOTE, "x"))), c.RemoveItem("i0"), "Remove the notes"),
    ((*CREATED, c.AddPoll(poll("q1", item="i0"))), c.RemoveItem("i0"), "Remove the poll"),
    (CREATED, c.StartItem("i0"), "not open"),
    (VOTING, c.StartItem("i1"), "vote is still open"),
    (VOTING, c.EndItem(), "vote is still open"),
    ((*CREATED, c.OpenSession()), c.EndItem(), "No agenda item is running"),
    ((*CREATED, c.OpenSession()), c.PauseItem(), "No agenda item is running"),
    (CREATED, c.ResumeItem(), "not open"),
    ((*OPENING, c.NextItem(), c.NextItem()), c.NextItem(), "agenda is finished"),
    (OPENING, c.PreviousItem(), "no earlier item"),
    (CREATED, c.SkipItem("i0"), "not open"),
    ((*CREATED, c.OpenSession(), c.CheckIn("p1")), c.JoinQueue("p1"), "No agenda item is running"),
    (OPENING, c.JoinQueue("p3"), "not checked in"),
    ((*OPENING, c.CloseQueue()), c.JoinQueue("p1"), "list of speakers is closed"),
    (OPENING, c.MoveSpeaker("p1", 0), "not on the list of speakers"),
    (OPENING, c.StartSpeech("p3"), "not checked in"),
    (CREATED, c.AddPoll(poll("q0")), "exists already"),
    (CREATED, c.AddPoll(poll("q1", " ")), "no question"),
    (CREATED, c.AddPoll(poll("q1", kind=PollKind.SINGLE)), "at least two options"),
    (CREATED, c.AddPoll(poll("q1", kind=PollKind.SINGLE, options=options("a", "a"))), "same id"),
    (CREATED, c.AddPoll(poll("q1", kind=PollKind.SINGLE,
                             options=(*options("a"), replace(options("b")[0], label={"nl": " "})))), "has no text"),
    (CREATED, c.AddPoll(poll("q1", kind=PollKind.MULTIPLE, options=options("a", "b"), minimum=2, maximum=3)),
     "between 2 and 3 of 2"),
    (CREATED, c.AddPoll(poll("q1", item="gone")), "not on the agenda any more"),
    (VOTING, c.ChangePoll(poll("q0", "Anders?")), "opened already"),
    (VOTING, c.RemovePoll("q0"), "opened already"),
    (CREATED, c.OpenPoll("q0"), "session is not open"),
    ((*VOTING, c.AddPoll(poll("q1"))), c.OpenPoll("q1"), "Another vote is open"),
    (VOTED, c.OpenPoll("q0"), "held already"),
    (OPENING, c.OpenPoll("gone"), "does not exist any more"),
    (OPENING, c.ClosePoll("q0", TALLY, "seal"), "not open"),
    (VOTING, c.ClosePoll("q0"), "could not be counted"),
    (VOTING, c.CancelPoll("q0", " "), "Say why"),
    (OPENING, c.CancelPoll("q0", "x"), "never opened"),
    (VOTED, c.CancelPoll("q0", "x"), "cannot be cancelled any more"),
    (OPENING, c.GiveProxy("p9", "p1"), "not on the list"),
    (OPENING, c.GiveProxy("p1", "p2"), "votes in person"),
    (OPENING, c.GiveProxy("p3", "p1"), "Only members with a vote"),
    (OPENING, c.GiveProxy("p4", "p3"), "Only members with a vote"),
    (OPENING, c.GiveProxy("p4", "p4"), "cannot be passed on"),
    ((*ABSENT, c.GiveProxy("p4", "p2")), c.GiveProxy("p1", "p4"), "cannot be passed on"),
    ((*ABSENT, c.GiveProxy("p4", "p2")), c.GiveProxy("p1", "p2"), "at most 1 proxies"),
    (OPENING, c.CountPaper("q0", PaperSheet("An", ())), "not open"),
    (VOTING, c.CountPaper("q0", PaperSheet(" ", ())), "Say who counted"),
    (VOTING, c.CountPaper("q0", sheet("An", -1)), "cannot be negative"),
    (VOTING, c.CountPaper("q0", sheet("An", 3)), "more paper ballots than people"),
    (VOTING, c.CountPaper("q0", PaperSheet("An", (Pile(Selection(("maybe",)), 1),))), "does not belong"),
    ((*VOTING, c.CountPaper("q0", sheet("An", 1))), c.ClosePoll("q0", TALLY, "seal"), "not counted alike"),
    ((*VOTING, c.CountPaper("q0", sheet("An", 1)), c.CountPaper("q0", sheet("Bo", 2))),
     c.ClosePoll("q0", TALLY, "seal"), "not counted alike"),
    (VOTING, c.CorrectPoll("q0", "x", (sheet("An", 1), sheet("Bo", 1)), TALLY), "not closed yet"),
    (VOTED, c.CorrectPoll("q0", " ", (sheet("An", 1), sheet("Bo", 1)), TALLY), "Say why"),
    (VOTED, c.CorrectPoll("q0", "x", (sheet("An", 1), sheet("An", 1)), TALLY), "Two people"),
    (VOTED, c.CorrectPoll("q0", "x", (sheet("An", 1), sheet("Bo", 2)), TALLY), "Two people"),
    (VOTED, c.DecideTie("q0", chair="yes"), "no tie"),
    (VOTING, c.HelpVote("q0", "p3"), "not checked in"),
    (VOTING, c.RemindVoters("q0"), "sends no reminders"),
    ((*OPENING, c.AddPoll(poll("q1", reminders=True))), c.RemindVoters("q1"), "not open"),
    ((*OPENING, c.AddPoll(poll("q1", reminders=True)), c.OpenPoll("q1")), c.RemindVoters("q1", 2), "Everyone who can"),
    (CREATED, c.WriteRecord(Record("r", None, RecordKind.NOTE, " ")), "entry is empty"),
    (CREATED, c.WriteRecord(Record("r", "gone", RecordKind.NOTE, "x")), "not on the agenda any more"),
    (CREATED, c.SetNextMeeting(NextMeeting(NAIVE)), "no time zone"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "asked", "sentence"), REFUSALS, ids=[sentence for *_, sentence in REFUSALS])
def test_what_the_rules_do_not_allow_is_refused_with_a_sentence(
    before: tuple[Command, ...], asked: Command, sentence: str
) -> None:
    state = played(*before)
    with pytest.raises(Refused, match=sentence):
        decide(state, asked, START.replace(hour=20))


VOTERS = [
    (OPENING, "p1", "not open yet"),
    (VOTED, "p1", "closed"),
    ((*VOTING, c.CancelPoll("q0", "x")), "p1", "closed"),
    (VOTING, "p3", "not checked in"),
    ((*VOTING, c.CheckOut("p1")), "p1", "not checked in"),
    ((*VOTING, c.CheckIn("p3")), "p3", "Only members with a vote"),
]


@pytest.mark.parametrize(("before", "person", "sentence"), VOTERS)
def test_who_may_not_vote_is_told_why(before: tuple[Command, ...], person: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        played(*before).check_voter("q0", person)


def test_everyone_present_may_vote_in_a_straw_poll_and_nobody_else() -> None:
    straw = c.AddPoll(poll("q1", electorate=Electorate.ROOM))
    state = played(*OPENING, straw, c.CheckIn("p3"), c.OpenPoll("q1"))
    assert state.check_voter("q1", "p3").poll.id == "q1"
    with pytest.raises(Refused, match="not checked in"):
        state.check_voter("q1", "p4")


REPEATED = [
    (CREATED, c.ChangeSession(DETAILS)), (OPENING, c.OpenSession()), (CLOSED, c.CloseSession()),
    (OPENING, c.ReopenSession()), (OPENING, c.CheckIn("p1")), (OPENING, c.CheckOut("p3")), (OPENING, c.StartItem("i0")),
    (OPENING, c.ResumeItem()), ((*OPENING, c.PauseItem()), c.PauseItem()),
    ((*OPENING, c.JoinQueue("p1")), c.JoinQueue("p1")),
    (OPENING, c.Withdraw("p1")), (OPENING, c.ReopenQueue()), ((*OPENING, c.CloseQueue()), c.CloseQueue()),
    ((*OPENING, c.StartSpeech("p1")), c.StartSpeech("p1")), (OPENING, c.EndSpeech()), (VOTING, c.OpenPoll("q0")),
    (VOTED, c.ClosePoll("q0", TALLY, "other")), ((*VOTING, c.CancelPoll("q0", "x")), c.CancelPoll("q0", "y")),
    ((*VOTING, c.CallLastVotes("q0")), c.CallLastVotes("q0")), (OPENING, c.RemoveRecord("r")),
    (OPENING, c.SetNextMeeting(None)), (OPENING, c.ChooseView(None)), (OPENING, c.Enrol(())),
    (CREATED, c.ChangePoll(poll("q0"))),
    (CREATED, c.ChangeItem(item("i0"))), (OPENING, c.MoveItem("i0", None, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("before", "asked"), REPEATED)
def test_asking_again_for_what_is_so_already_changes_nothing(before: tuple[Command, ...], asked: Command) -> None:
    assert decide(played(*before), asked, START.replace(hour=20)) == ()


def test_a_new_state_has_nothing_in_it() -> None:
    assert SessionState().open_poll is SessionState().speaking is SessionState().next_item() is None


def test_who_arrives_votes_in_person_and_whoever_lost_the_vote_is_represented_no_more() -> None:
    state = played(*OPENING, c.GiveProxy("p4", "p1"))
    assert (state.represented, state.attendance().represented) == ({"p4"}, 1)
    assert played(c.CheckIn("p4"), start=state).proxies == {}
    assert played(c.CheckOut("p1"), start=state).represented == frozenset()
    assert played(c.Enrol((replace(PEOPLE[4], may_vote=False),)), start=state).represented == frozenset()
