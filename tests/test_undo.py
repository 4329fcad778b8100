"""Undo and redo: every act can be taken back, ballots excepted, and what phones did meanwhile stays."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly_app.desk import Cast, Desk
from assembly_app.domain import commands as c
from assembly_app.domain.ballots import Selection
from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.history import ASIDE, LASTING
from assembly_app.domain.session import fold
from assembly_app.domain.state import Phase, SessionState
from assembly_app.i18n import translator
from assembly_app.store.store import Store
from assembly_app.store.verify import verify
from assembly_app.words.act_words import act_words
from tests.conftest import Clock
from tests.domain.acts import OPENING, acts, check

UNDO, REDO = "undo", "redo"
steps = st.one_of(acts, acts, acts, st.sampled_from([UNDO, UNDO, REDO]))


@pytest.fixture
def evening(store: Store, clock: Clock) -> Iterator[Desk]:
    desk = begun(store, clock)
    yield desk
    desk.close()


def begun(store: Store, clock: Clock) -> Desk:
    desk = Desk(store, store.add_session(), clock)
    for command in OPENING:
        clock.turn(seconds=1)
        desk.execute(command)
    return desk


def bare(state: SessionState) -> SessionState:
    """The state without the number of its last entry, which only grows."""
    return msgspec.structs.replace(state, number=0)


def attempt(desk: Desk, step: Command | str) -> None:
    with suppress(Refused):
        if isinstance(step, Command):
            desk.execute(step)
        else:
            desk.undo() if step == UNDO else desk.redo()


@given(st.lists(acts, max_size=25))
@settings(max_examples=25, deadline=None)
def test_undoing_every_act_gives_the_state_before_it(asked: list[Command]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store.create(Path(folder) / "a.assembly", {"nl": "X"})) as store,
    ):
        clock = Clock()
        desk = begun(store, clock)
        before: list[SessionState] = []
        for command in asked:
            clock.turn(seconds=1)
            states, number = bare(desk.state), desk.state.number
            attempt(desk, command)
            written = [entry.event for entry in desk.entries(number)]
            if any(isinstance(event, LASTING) for event in written):
                before.clear()
                assert desk.undoable is None
            elif desk.undoable and desk.undoable.first == number + 1:
                before.append(states)
            elif written:  # an enrolment: undo passes over it, and it stays
                return
        while before:
            clock.turn(seconds=1)
            assert bare(desk.undo()) == before.pop()
        assert verify(store).findings == ()


@given(st.lists(st.tuples(st.booleans(), steps, st.integers(0, 90)), max_size=40))
@settings(max_examples=25, deadline=None)
def test_any_order_of_acts_undone_and_redone_beside_phones_stays_sane(
    asked: list[tuple[bool, Command | str, int]],
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store.create(Path(folder) / "a.assembly", {"nl": "X"})) as store,
    ):
        clock = Clock()
        desk = begun(store, clock)
        phones = Desk(store, 1, clock)
        for by_phone, step, seconds in asked:
            clock.turn(seconds=seconds)
            attempt(phones if by_phone and isinstance(step, Command) else desk, step)
            check(desk.state, clock())
        desk.refresh()
        phones.refresh()
        assert desk.state == phones.state == fold(desk.entries())
        assert verify(store).findings == ()


def test_undo_says_what_it_takes_back_and_redo_brings_it_back(evening: Desk) -> None:
    started = bare(evening.state)
    evening.execute(c.NextItem())
    moved = bare(evening.state)
    assert evening.undoable is not None
    assert bare(evening.undo()) == started
    assert evening.redoable is not None
    assert bare(evening.redo()) == moved
    assert bare(evening.undo()) == started


def test_what_a_phone_did_meanwhile_stays(evening: Desk, clock: Clock) -> None:
    phones = Desk(evening.store, evening.session, clock)
    evening.execute(c.PauseItem())
    phones.execute(c.JoinQueue("p1"))
    evening.refresh()
    assert evening.undo().speakers.queue == ("p1",)
    assert phones.refresh() == evening.state


def test_what_a_phone_built_on_cannot_be_undone(evening: Desk, clock: Clock) -> None:
    phones = Desk(evening.store, evening.session, clock)
    evening.execute(c.CheckIn("p3"))
    phones.execute(c.JoinQueue("p3"))
    evening.refresh()
    with pytest.raises(Refused, match="came later"):
        evening.undo()
    phones.execute(c.Withdraw("p3"))
    evening.refresh()
    assert "p3" not in evening.undo().present


def test_a_vote_that_has_ballots_cannot_be_unopened(evening: Desk) -> None:
    evening.execute(c.OpenPoll("q0"))
    evening.undo()
    evening.redo()
    tickets = evening.tickets()
    evening.cast([Cast("q0", p, tickets[p].id, p, Selection(("yes",)), f"key of {p}") for p in ("p1", "p2")])
    with pytest.raises(Refused, match="in the box already"):
        evening.undo()
    assert evening.turnout("q0") == 2


def test_a_closed_vote_stays_closed(evening: Desk) -> None:
    evening.execute(c.OpenPoll("q0"))
    evening.execute(c.ClosePoll("q0"))
    assert evening.undoable is None
    with pytest.raises(Refused, match="nothing to undo"):
        evening.undo()


def test_a_session_that_was_closed_by_mistake_goes_on_as_before(evening: Desk) -> None:
    before = bare(evening.state)
    assert evening.execute(c.CloseSession()).phase is Phase.CLOSED
    assert bare(evening.undo()) == before


def test_every_act_that_can_be_undone_has_words_of_its_own(evening: Desk) -> None:
    _ = translator("en")
    said = {kind: act_words(event, evening.state, evening.people, _) for kind, event in one_of_each().items()}
    assert "the last act" not in said.values()
    assert said["ItemPaused.1"] == "“Punt” was paused"
    assert said["Arrived.1"] == "Person 1 arrived"
    assert said["PollOpened.1"] == "the vote “Goed?” was opened"


def one_of_each() -> dict[str, AnyEvent]:
    """An event of every kind that undo can meet first."""
    kinds = [kind for kind in get_args(AnyEvent) if kind not in (*LASTING, *ASIDE)]
    values = {"item": "i0", "person": "p1", "poll": "q0", "index": 0, "giver": "p1", "holder": "p2"}
    return {
        kind.__struct_config__.tag: kind(**{field: values.get(field) for field in kind.__struct_fields__})
        for kind in kinds
    }
