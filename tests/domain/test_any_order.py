"""Any order of commands: the state stays sane, and equals what its events add up to."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.session import apply, run
from assembly_app.domain.state import SessionState
from tests.domain.acts import OPENING, START, acts, check, moments, played

evenings = st.tuples(st.booleans(), st.lists(st.tuples(acts, st.integers(0, 400)), max_size=60))


def walk(opened: bool, evening: list[tuple[Command, int]]) -> tuple[SessionState, list[tuple[AnyEvent, datetime]]]:
    """Ask everything in turn, checking after each; the state, and what happened when."""
    state = SessionState()
    happened: list[tuple[AnyEvent, datetime]] = []
    asked = [(command, 1) for command in (OPENING if opened else ())] + evening
    for (command, _), at in zip(asked, moments(seconds for _, seconds in asked), strict=True):
        try:
            after, events = run(state, command, at)
        except Refused:
            continue
        assert after.number == state.number + len(events)
        assert events or after == state
        state = after
        happened += [(event, at) for event in events]
        check(state, at)
    return state, happened


def assert_replay(opened: bool, evening: list[tuple[Command, int]]) -> None:
    state, happened = walk(opened, evening)
    again = SessionState()
    for event, at in happened:
        stored = msgspec.json.decode(msgspec.json.encode(event), type=AnyEvent)
        assert stored == event
        again = apply(again, stored, at)
    assert again == state


@given(evenings)
@settings(max_examples=150)
def test_any_order_of_commands_keeps_the_state_sane_and_equal_to_its_replay(
    evening: tuple[bool, list[tuple[Command, int]]],
) -> None:
    assert_replay(*evening)


@pytest.mark.slow
@given(st.tuples(st.just(True), st.lists(st.tuples(acts, st.integers(0, 400)), min_size=40, max_size=200)))
@settings(max_examples=1500)
def test_long_evenings_in_any_order_keep_the_state_sane(evening: tuple[bool, list[tuple[Command, int]]]) -> None:
    assert_replay(*evening)


def test_the_opening_of_these_evenings_is_allowed() -> None:
    assert played(*OPENING).current == "i0"
    check(played(*OPENING), START.replace(hour=19))
