"""A small world for the rules: a few people, items and polls, and anything that could be asked about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from assembly_app.domain import commands as c
from assembly_app.domain.agenda import AgendaItem, ItemKind, Progress, Status, forecast, numbers
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent, SessionDetails
from assembly_app.domain.people import Door, Person, QuorumKind, QuorumRule, is_present
from assembly_app.domain.polls import BallotForm, Electorate, Option, Poll, PollKind
from assembly_app.domain.record import Approval, NextMeeting, Record, RecordKind, Remark, Signature
from assembly_app.domain.results import Tally
from assembly_app.domain.room import Projection, View
from assembly_app.domain.session import run
from assembly_app.domain.speakers import QueueOrder, spoken
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import ACCEPTING, PaperSheet, Pile, PollStatus

START = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
PEOPLE = tuple(Person(f"p{n}", f"Person {n}", may_vote=n % 3 != 0) for n in range(5))
TURNED = tuple(Person(person.id, person.name, may_vote=not person.may_vote) for person in PEOPLE)
DETAILS = SessionDetails({"nl": "Zitting"}, START, quorum=QuorumRule(QuorumKind.SHARE, 1, 2), proxies=1)
EMPTY = Tally(0, dict.fromkeys(("yes", "no", "abstain", "a", "b", "c"), 0))
ITEMS = ("i0", "i1", "i2", "i3")
POLLS = ("q0", "q1", "q2")

people = st.sampled_from([person.id for person in PEOPLE] + ["nobody"])
items = st.sampled_from(ITEMS)
polls = st.sampled_from(POLLS)
texts = st.sampled_from(["", " ", "Iets", "Quelque chose"])


def item(id_: str, title: str = "Punt", **more: object) -> AgendaItem:
    return AgendaItem(id_, {"nl": title}, **more)  # type: ignore[arg-type]


def poll(id_: str, question: str = "Goed?", **more: object) -> Poll:
    return Poll(id_, {"nl": question}, **more)  # type: ignore[arg-type]


def options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(id_, {"nl": f"Optie {id_}"}) for id_ in ids)


an_item = st.builds(
    AgendaItem, items, texts.map(lambda text: {"nl": text}), st.sampled_from(ItemKind), st.integers(-1, 40),
    parent=st.none() | items, speech_seconds=st.none() | st.integers(-5, 200),
)  # fmt: skip
a_poll = st.builds(
    Poll, polls, texts.map(lambda text: {"nl": text}), st.sampled_from(PollKind),
    st.sampled_from([(), options("a"), options("a", "b"), options("a", "b", "c")]),
    st.integers(-1, 3), st.integers(0, 4), st.booleans(), st.booleans(), st.sampled_from(Electorate), st.none() | items,
)  # fmt: skip
some_details = st.builds(
    SessionDetails, texts.map(lambda text: {"nl": text}), st.just(START),
    quorum=st.builds(QuorumRule, st.sampled_from(QuorumKind), st.integers(-1, 4), st.integers(1, 4)),
    speech_seconds=st.none() | st.integers(-5, 200), queue_order=st.sampled_from(QueueOrder),
)  # fmt: skip
a_pile = st.builds(Pile, st.sampled_from([Selection(("yes",)), Selection(("a",)), Selection()]), st.integers(-1, 2))
a_sheet = st.builds(PaperSheet, st.sampled_from(["A", "B", " "]), st.lists(a_pile, max_size=1).map(tuple))
a_record = st.builds(Record, st.sampled_from(["r0", "r1"]), st.none() | items, st.sampled_from(RecordKind), texts)
a_remark = st.builds(Remark, st.sampled_from(["m0", "m1"]), st.none() | items, people, texts)

the_rare = st.one_of(
    st.builds(c.CreateSession, some_details), st.builds(c.ChangeSession, some_details),
    st.just(c.OpenSession()), st.just(c.CloseSession()), st.just(c.ReopenSession()),
    st.just(c.SendMinutes()), st.just(c.RecallMinutes()), st.builds(c.MakeRemark, a_remark),
    st.builds(c.AnswerRemark, st.sampled_from(["m0", "m1"]), texts, st.booleans()),
    st.just(c.ApproveMinutes(Approval(date(2026, 4, 1)))), st.builds(c.SignMinutes, st.builds(Signature, people)),
    st.builds(c.CorrectMinutes, texts),
    st.builds(c.Enrol, st.lists(st.sampled_from(PEOPLE + TURNED), max_size=2).map(tuple)),
    st.builds(c.GiveProxy, people, people), st.builds(c.GiveProxy, people, people), st.builds(c.TakeProxyBack, people),
    st.builds(c.CountPaper, polls, a_sheet), st.builds(c.CountPaper, polls, a_sheet),
    st.builds(c.CorrectPoll, polls, texts, st.tuples(a_sheet, a_sheet), st.just(EMPTY)),
    st.builds(c.RemindVoters, polls, st.none() | st.integers(0, 3)),
    st.builds(c.DecideTie, polls, st.sampled_from(["yes", "a", None]), st.sampled_from(["7", None])),
    st.builds(c.SetExcuse, people, st.booleans()),
    st.builds(c.ChangeItem, an_item), st.builds(c.MoveItem, items, st.none() | items, st.integers(-1, 5)),
    st.builds(c.RemoveItem, items), st.builds(c.SkipItem, items),
    st.builds(c.ChangePoll, a_poll), st.builds(c.RemovePoll, polls),
    st.builds(c.CancelPoll, polls, texts), st.builds(c.CallLastVotes, polls),
    st.builds(c.WriteRecord, a_record), st.builds(c.RemoveRecord, st.sampled_from(["r0", "r1"])),
    st.builds(c.SetNextMeeting, st.none() | st.builds(NextMeeting, st.just(START))),
    st.builds(c.ChooseView, st.none() | st.builds(Projection, st.sampled_from(View), st.none() | polls)),
    st.just(c.CloseQueue()), st.just(c.ReopenQueue()),
)  # fmt: skip
the_usual = st.one_of(
    st.builds(c.CheckIn, people, st.sampled_from(Door)), st.builds(c.CheckIn, people), st.builds(c.CheckOut, people),
    st.builds(c.AddItem, an_item, st.none() | st.integers(-1, 5)),
    st.builds(c.AddItem, items.map(item)), st.builds(c.StartItem, items),
    st.just(c.PauseItem()), st.just(c.ResumeItem()), st.just(c.EndItem()), st.just(c.NextItem()),
    st.just(c.PreviousItem()),
    st.builds(c.JoinQueue, people), st.builds(c.JoinQueue, people), st.builds(c.Withdraw, people),
    st.builds(c.MoveSpeaker, people, st.integers(-1, 5)),
    st.builds(c.StartSpeech, people), st.just(c.EndSpeech()),
    st.builds(c.AddPoll, a_poll), st.builds(c.AddPoll, polls.map(poll)), st.builds(c.OpenPoll, polls),
    st.builds(c.ClosePoll, polls, st.just(EMPTY), st.just("seal")),
)  # fmt: skip
acts = st.one_of(the_usual, the_usual, the_rare)
"""One command. Nonsense is in it: the rules must refuse it."""

OPENING = (
    c.CreateSession(DETAILS), c.Enrol(PEOPLE), c.AddItem(item("i0")), c.AddItem(item("i1")), c.AddPoll(poll("q0")),
    c.OpenSession(), c.CheckIn("p1"), c.CheckIn("p2"), c.StartItem("i0"),
)  # fmt: skip


def played(*asked: Command, start: SessionState | None = None) -> SessionState:
    """The state after commands that are all allowed, one second apart."""
    state = start or SessionState()
    for number, command in enumerate(asked):
        state, _ = run(state, command, START + timedelta(seconds=state.number + number))
    return state


def attempted(state: SessionState, command: Command, at: datetime) -> tuple[SessionState, tuple[AnyEvent, ...]]:
    """The state after a command that may be refused."""
    try:
        return run(state, command, at)
    except Refused:
        return state, ()


def check(state: SessionState, at: datetime) -> None:
    """What must be true of every state that commands can lead to."""
    _check_people(state)
    _check_agenda(state, at)
    _check_speakers(state, at)
    _check_polls(state)


def _check_people(state: SessionState) -> None:
    assert state.present <= state.members.keys()
    assert state.present == {person for person, spells in state.spells.items() if is_present(spells)}
    for spells in state.spells.values():
        assert all(spell.left is not None for spell in spells[:-1])
        assert all(spell.left is None or spell.left >= spell.arrived for spell in spells)
        assert all(a.left <= b.arrived for a, b in pairwise(spells) if a.left)
    if state.details is not None:
        room = state.attendance()
        assert 0 <= room.voting <= min(room.present, room.members) <= len(state.members)
        assert room.represented >= 0
        assert room.voting + room.represented <= room.members
        assert room.missing >= 0
        assert room.quorate == (room.voting + room.represented >= room.needed)
        assert all(giver not in state.present and giver != holder for giver, holder in state.proxies.items())


def _check_agenda(state: SessionState, at: datetime) -> None:
    ids = [entry.id for entry in state.items]
    assert len(set(ids)) == len(ids)
    assert set(numbers(state.items)) == set(ids)
    parents = {entry.id: entry.parent for entry in state.items}
    assert all(parent is None or parents[parent] is None for parent in parents.values())
    live = [entry for entry, done in state.progress.items() if done.status in (Status.RUNNING, Status.PAUSED)]
    assert live == ([state.current] if state.current else [])
    assert state.current is None or state.phase is Phase.OPEN
    assert len(set(state.taken)) == len(state.taken)
    for done in state.progress.values():
        _check_spans(done, at)
    if state.details is not None:
        reckoned = forecast(state.items, state.progress, state.details.starts, state.opened, at)
        assert reckoned.end >= at


def _check_spans(done: Progress, at: datetime) -> None:
    assert 0 <= done.spent(at) <= (at - START).total_seconds() + 1
    running = [span for span in done.spans if span.ended is None]
    assert len(running) == (1 if done.status is Status.RUNNING else 0)
    assert all(a.ended and a.ended <= b.started for a, b in pairwise(done.spans))


def _check_speakers(state: SessionState, at: datetime) -> None:
    running = [speech for speech in state.speeches if speech.span.ended is None]
    assert running == ([state.speaking] if state.speaking else [])
    assert all(a.span.ended and a.span.ended <= b.span.started for a, b in pairwise(state.speeches))
    for waiting in state.lists.values():
        assert len(set(waiting.queue)) == len(waiting.queue)
        assert set(waiting.queue) <= state.present
    if state.speaking:
        assert state.speaking.person in state.present
        assert state.speaking.item == state.current
    assert all(share.times > 0 and share.seconds >= 0 for share in spoken(state.speeches, at).values())


def _check_polls(state: SessionState) -> None:
    assert sum(found.status in ACCEPTING for found in state.polls.values()) <= 1
    for found in state.polls.values():
        assert (found.tally is not None) == (found.status is PollStatus.CLOSED)
        assert (found.closed is None) or (found.opened is not None and found.closed >= found.opened)
        assert found.poll.minimum <= found.poll.maximum
        assert found.poll.maximum <= len(found.poll.options) or found.poll.form is BallotForm.WRITE
    assert state.phase is not Phase.CLOSED or state.open_poll is None
    showing = state.showing
    assert showing.view not in (View.POLL, View.RESULT) or showing.poll in state.polls


def moments(amounts: Iterable[int]) -> list[datetime]:
    """Moments that follow one another by these seconds."""
    result, at = [], START
    for seconds in amounts:
        at += timedelta(seconds=seconds)
        result.append(at)
    return result
