"""The one door: what is asked is saved, every desk on the file hears it, and each vote counts once."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly_app import desk as desk_module
from assembly_app.desk import Cast, Desk, opened
from assembly_app.domain import commands
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import Command
from assembly_app.domain.counting.majority import Verdict
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import Arrived, Entry, PollClosed, VotersReminded
from assembly_app.domain.people import Person, Role
from assembly_app.domain.polls import Electorate, Poll, PollKind
from assembly_app.domain.session import fold
from assembly_app.domain.state import SessionState
from assembly_app.store.store import Store
from assembly_app.store.verify import verify
from tests.conftest import Clock
from tests.domain.acts import DETAILS, OPENING, PEOPLE, acts, check, options

VOTERS = tuple(Person(f"p{n:02}", f"Person {n}") for n in range(12))


@pytest.fixture
def voting(desk: Desk) -> Desk:
    """A session in which twelve people are present and a secret poll is open."""
    ask(desk, commands.Enrol(VOTERS), commands.OpenSession(), *(commands.CheckIn(p.id) for p in VOTERS))
    ask(desk, commands.AddPoll(Poll("q", {"nl": "Goed?"})), commands.OpenPoll("q"))
    return desk


def ask(desk: Desk, *asked: Command) -> SessionState:
    for command in asked:
        desk.execute(command)
    return desk.state


def ballot(desk: Desk, person: str, *chosen: str, poll: str = "q", key: str = "", device: str = "") -> Cast:
    ticket = desk.tickets()[person].id if person in desk.people else "no-ticket"
    choice = Selection(chosen or ("yes",))
    return Cast(poll, person, ticket, device or f"phone of {person}", choice, key or f"key of {person}")


def cast(desk: Desk, *casts: Cast) -> list[str]:
    """The receipts, or the sentences of what was refused."""
    return [str(answer) for answer in desk.cast(casts)]


# --- commands ---


def test_everything_asked_is_there_when_the_file_is_opened_again(desk: Desk, store: Store) -> None:
    ask(desk, commands.Enrol(VOTERS), commands.OpenSession(), commands.CheckIn("p01"))
    with opened(store.path) as again:
        assert (again.state, again.people) == (desk.state, desk.people)


def test_a_refused_command_leaves_state_and_journal_as_they_were(desk: Desk) -> None:
    before, entries = desk.state, desk.entries()
    with pytest.raises(Refused):
        desk.execute(commands.CheckIn("nobody"))
    assert (desk.state, desk.entries()) == (before, entries)


def test_people_who_are_refused_are_not_kept_either(desk: Desk, store: Store) -> None:
    with pytest.raises(Refused):
        desk.execute(commands.Enrol((VOTERS[0], Person("p99", " "))))
    with opened(store.path) as again:
        assert again.people == {}


def test_the_journal_never_goes_back_in_time(desk: Desk, clock: Clock) -> None:
    desk.execute(commands.OpenSession())
    clock.turn(minutes=-30)  # the laptop's clock was put right
    desk.execute(commands.Enrol(VOTERS))
    moments = [entry.at for entry in desk.entries()]
    assert moments == sorted(moments)


def test_moments_are_kept_in_utc_whatever_the_clock_says(store: Store) -> None:
    desk = Desk.create(store, DETAILS, lambda: datetime(2026, 3, 12, 19, 30, tzinfo=timezone(timedelta(hours=1))))
    desk.execute(commands.OpenSession())
    assert desk.state.opened is not None
    assert desk.state.opened.isoformat() == "2026-03-12T18:30:00+00:00"


def test_a_new_session_has_everyone_but_the_guests_of_earlier_evenings(desk: Desk, store: Store) -> None:
    ask(desk, commands.Enrol((*VOTERS[:2], Person("g", "Gast", role=Role.GUEST))))
    following = Desk.create(store, DETAILS)
    assert following.session == 2
    assert set(following.state.members) == {"p00", "p01"}


def test_a_session_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="no session 7"):
        Desk(store, 7)
    with pytest.raises(Refused, match="no session yet"), opened(store.path):
        pass


# --- two desks ---


@pytest.fixture
def other(desk: Desk, store: Store) -> Iterator[Desk]:
    """A second program on the same file."""
    with opened(store.path) as other:
        yield other


def test_two_desks_on_one_file_decide_on_what_the_other_wrote(desk: Desk, other: Desk) -> None:
    ask(desk, commands.Enrol(VOTERS), commands.OpenSession())
    assert other.execute(commands.CheckIn("p01")).present == {"p01"}
    assert desk.execute(commands.CheckIn("p02")).present == {"p01", "p02"}
    assert other.refresh() == desk.state
    assert other.people == desk.people


def test_a_desk_that_follows_tells_its_listeners_each_entry_once_and_in_order(desk: Desk, other: Desk) -> None:
    heard: list[int] = []
    done = threading.Event()

    def listen(state: SessionState, entries: Sequence[Entry]) -> None:
        heard.extend(entry.number for entry in entries)
        if len(state.present) == len(VOTERS):
            done.set()

    start = other.state.number
    other.subscribe(listen)
    other.follow(0.001)
    ask(desk, commands.Enrol(VOTERS), *(commands.CheckIn(p.id) for p in VOTERS))
    assert done.wait(30)
    assert heard == list(range(start + 1, desk.state.number + 1))


def test_a_desk_that_is_told_to_look_does_not_wait_for_its_time(desk: Desk, other: Desk) -> None:
    heard = threading.Event()
    other.subscribe(lambda _state, _entries: heard.set())
    other.follow(3600)
    desk.execute(commands.OpenSession())
    other.look()
    assert heard.wait(30)


def test_whoever_left_the_listeners_hears_nothing_more(desk: Desk) -> None:
    heard: list[SessionState] = []
    leave = desk.subscribe(lambda state, _entries: heard.append(state))
    desk.execute(commands.OpenSession())
    leave()
    desk.execute(commands.CloseSession())
    assert [state.phase for state in heard] == ["open"]


def test_many_threads_at_one_door_each_get_in_once(desk: Desk) -> None:
    desk.execute(commands.Enrol(VOTERS))
    threads = [threading.Thread(target=desk.execute, args=(commands.CheckIn(p.id),)) for p in VOTERS for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    arrived = [entry.event.person for entry in desk.entries() if isinstance(entry.event, Arrived)]
    assert sorted(arrived) == [p.id for p in VOTERS]


# --- ballots ---


def test_a_ballot_sent_again_with_its_key_gets_the_same_receipt_and_counts_once(voting: Desk) -> None:
    [first] = cast(voting, ballot(voting, "p01", "yes"))
    again = ballot(voting, "p01", "yes")
    assert cast(voting, again, again) == [first, first]
    assert len(first) == 14
    assert voting.turnout("q") == 1


@pytest.mark.parametrize("second", [("no", "key of p01"), ("yes", "another key")])
def test_a_second_vote_from_the_same_ticket_counts_once(voting: Desk, second: tuple[str, str]) -> None:
    cast(voting, ballot(voting, "p01", "yes"))
    choice, key = second
    [answer] = cast(voting, ballot(voting, "p01", choice, key=key))
    if choice == "yes":
        assert "voted already" in answer
    voting.execute(commands.ClosePoll("q"))
    tally = voting.state.poll("q").tally
    assert tally is not None
    assert (tally.ballots, tally.counts["yes"], tally.counts["no"]) == (1, 1, 0)


def test_one_ticket_on_two_desks_at_once_counts_once(voting: Desk, store: Store) -> None:
    answers: list[str] = []
    with opened(store.path) as other:
        casts = [(desk, ballot(desk, "p01", key=f"key {n}")) for n, desk in enumerate((voting, other) * 5)]
        threads = [threading.Thread(target=lambda d=d, b=b: answers.extend(cast(d, b))) for d, b in casts]  # type: ignore[misc]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum("voted already" in answer for answer in answers) == 9
    assert voting.turnout("q") == 1


def test_a_group_is_answered_one_by_one_good_and_bad(voting: Desk) -> None:
    voting.execute(commands.CheckOut("p05"))
    answers = cast(
        voting, ballot(voting, "p01"), ballot(voting, "p02", "maybe"), ballot(voting, "p03", "yes", "no"),
        ballot(voting, "p05"), ballot(voting, "p06", poll="gone"), ballot(voting, "p07"), ballot(voting, "nobody"),
    )  # fmt: skip
    assert [len(answer) == 14 for answer in answers] == [True, False, False, False, False, True, False]
    assert voting.turnout("q") == 2


def test_the_close_counts_what_the_box_holds_and_a_late_ballot_is_refused(voting: Desk) -> None:
    cast(voting, *(ballot(voting, p.id, "yes" if p.id < "p07" else "no") for p in VOTERS[:10]))
    state = voting.execute(commands.ClosePoll("q")).poll("q")
    assert state.tally is not None
    assert state.tally.counts == {"yes": 7, "no": 3, "abstain": 0}
    assert (state.entitled, state.outcome and state.outcome.verdict) == (12, Verdict.ADOPTED)
    assert cast(voting, ballot(voting, "p11")) == ["This vote is closed. Your ballot was not counted."]
    assert voting.turnout("q") == 10
    assert verify(voting.store).findings == ()


def test_a_ballot_that_races_the_close_is_counted_if_and_only_if_it_was_acknowledged(
    voting: Desk, store: Store
) -> None:
    acknowledged: list[str] = []
    with opened(store.path) as other:

        def vote() -> None:
            for person in VOTERS:
                acknowledged.extend(a for a in cast(other, ballot(other, person.id)) if len(a) == 14)

        voter = threading.Thread(target=vote)
        voter.start()
        while voting.turnout("q") < 3:
            pass
        tally = voting.execute(commands.ClosePoll("q")).poll("q").tally
        voter.join()
    assert tally is not None
    assert tally.ballots == len(acknowledged)


def test_a_small_secret_poll_calls_for_the_last_votes_before_its_close(
    voting: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(voting, *(commands.CheckOut(p.id) for p in VOTERS[5:]))
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        cast(voting, ballot(voting, "p01"))  # one that waited for company

    monkeypatch.setattr(desk_module.time, "sleep", wait)
    tally = voting.close_poll("q").poll("q").tally
    assert waited
    assert tally is not None
    assert tally.ballots == 1


def test_a_large_poll_closes_at_once(voting: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module.time, "sleep", lambda _seconds: pytest.fail("it waited"))
    assert voting.close_poll("q").poll("q").tally is not None


def test_live_results_of_a_secret_poll_stay_hidden_while_they_would_reveal_votes(desk: Desk) -> None:
    ask(desk, commands.Enrol(VOTERS), commands.OpenSession(), *(commands.CheckIn(p.id) for p in VOTERS))
    ask(desk, commands.AddPoll(Poll("q", {"nl": "Goed?"}, live=True)), commands.OpenPoll("q"))
    cast(desk, *(ballot(desk, p.id, "yes") for p in VOTERS[:6]))
    assert desk.live_tally("q") is None  # all alike
    cast(desk, ballot(desk, "p06", "no"))
    tally = desk.live_tally("q")
    assert tally is not None
    assert tally.counts == {"yes": 6, "no": 1, "abstain": 0}


def test_results_of_a_poll_that_is_not_live_stay_hidden_until_the_close(voting: Desk) -> None:
    cast(voting, *(ballot(voting, p.id, "yes" if p.id < "p05" else "no") for p in VOTERS))
    assert voting.live_tally("q") is None


def test_a_named_poll_tells_who_chose_what_and_a_secret_one_never(voting: Desk) -> None:
    cast(voting, ballot(voting, "p01"))
    with pytest.raises(Refused, match="secret"):
        voting.roll_call("q")
    named = Poll("n", {"nl": "Welke?"}, PollKind.MULTIPLE, options("a", "b", "c"), 1, 2, secret=False)
    ask(voting, commands.CancelPoll("q", "verkeerde vraag"), commands.AddPoll(named), commands.OpenPoll("n"))
    assert cast(voting, ballot(voting, "p01", "a", "c", poll="n"), ballot(voting, "p02", "b", poll="n")) == ["", ""]
    assert voting.roll_call("n") == {"p01": Selection(("a", "c")), "p02": Selection(("b",))}


def test_a_reminder_names_nobody_and_is_refused_once_everyone_voted(voting: Desk) -> None:
    ask(voting, commands.ClosePoll("q"), commands.AddPoll(Poll("r", {"nl": "Goed?"}, reminders=True)))
    ask(voting, commands.OpenPoll("r"))
    cast(voting, *(ballot(voting, person.id, poll="r") for person in VOTERS[:-1]))
    assert ask(voting, commands.RemindVoters("r")).poll("r").reminded == 1
    assert voting.entries()[-1].event == VotersReminded("r")
    cast(voting, ballot(voting, VOTERS[-1].id, poll="r"))
    with pytest.raises(Refused, match="Everyone who can vote has voted"):
        voting.execute(commands.RemindVoters("r"))


def test_the_ballots_of_a_cancelled_poll_are_destroyed(voting: Desk) -> None:
    cast(voting, *(ballot(voting, p.id) for p in VOTERS))
    voting.execute(commands.CancelPoll("q", "de vraag was onduidelijk"))
    assert voting.turnout("q") == 0
    assert "closed" in cast(voting, ballot(voting, "p01"))[0]


def test_in_a_secret_straw_poll_each_device_votes_once(desk: Desk) -> None:
    ask(desk, commands.Enrol(VOTERS), commands.OpenSession(), *(commands.CheckIn(p.id) for p in VOTERS))
    ask(desk, commands.AddPoll(Poll("q", {"nl": "Goed?"}, electorate=Electorate.ROOM)), commands.OpenPoll("q"))
    one, two = (ballot(desk, person, key="k", device="one phone") for person in ("p01", "p02"))
    assert len(cast(desk, one)[0]) == 14
    cast(desk, two)
    assert desk.turnout("q") == 1


# --- any order, through the real file ---

votes = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(["q0", "q1", "q2"]),
    st.lists(st.sampled_from(["yes", "no", "abstain", "a", "b"]), max_size=2), st.integers(0, 1),
)  # fmt: skip
steps = st.tuples(st.integers(0, 1), acts | votes | votes, st.integers(0, 100))


@given(st.lists(steps, max_size=40))
@settings(max_examples=25)
def test_any_order_of_commands_and_votes_at_two_desks_adds_up(evening: list[tuple[int, Command | tuple, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attend(Path(folder) / "any.assembly", evening)


@pytest.mark.slow
@given(st.lists(steps, min_size=20, max_size=120))
@settings(max_examples=300)
def test_long_evenings_at_two_desks_add_up(evening: list[tuple[int, Command | tuple, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attend(Path(folder) / "any.assembly", evening)


def attend(file: Path, evening: list[tuple[int, Command | tuple, int]]) -> None:
    """Let two desks do the evening's acts in turn, and count the votes beside them."""
    clock = Clock()
    acknowledged: dict[str, dict[str, tuple[str, ...]]] = {}
    with closing(Store.create(file, {"nl": "X"})) as store:
        desk = Desk(store, store.add_session(), clock)
        ask(desk, *OPENING, commands.OpenPoll("q0"))
        desks = (desk, Desk(store, 1, clock))
        for which, act, seconds in evening:
            clock.turn(seconds=seconds)
            if isinstance(act, Command):
                attempt(desks[which], act)
            else:
                note(desks[which], act, acknowledged)
            check(desks[which].state, clock())
        for follower in desks:
            follower.refresh()
        assert desks[0].state == desks[1].state == fold(desk.entries())
        compare(desk, acknowledged)
        assert verify(store).findings == ()


def attempt(desk: Desk, command: Command) -> None:
    with suppress(Refused):
        desk.execute(command)


def note(desk: Desk, vote: tuple, acknowledged: dict[str, dict[str, tuple[str, ...]]]) -> None:
    person, poll, chosen, key = vote
    [answer] = desk.cast(
        [Cast(poll, person.id, desk.tickets()[person.id].id, person.id, Selection(tuple(chosen)), f"key {key}")]
    )
    if isinstance(answer, str):  # a repeated one keeps the choice that came first
        acknowledged.setdefault(poll, {}).setdefault(person.id, tuple(sorted(set(chosen))))


def compare(desk: Desk, acknowledged: dict[str, dict[str, tuple[str, ...]]]) -> None:
    """Each close counted every acknowledged ballot and the paper that two people counted alike, and nothing else."""
    entries = desk.entries()
    closes = [entry for entry in entries if isinstance(entry.event, PollClosed)]
    assert len({entry.event.poll for entry in closes}) == len(closes)
    for entry in closes:
        paper = fold(entries[: entry.number]).poll(entry.event.poll).paper_agreed
        chosen = [(options, 1) for options in acknowledged.get(entry.event.poll, {}).values()]
        chosen += [(pile.choice.options, pile.ballots) for pile in (paper.piles if paper else ())]
        assert entry.event.tally.ballots == sum(number for _, number in chosen)
        for option, number in entry.event.tally.counts.items():
            assert number == sum(ballots for options, ballots in chosen if option in options)
