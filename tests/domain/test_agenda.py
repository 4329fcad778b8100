"""Working through the agenda: numbers, nesting, times, and the forecast of the end."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from assembly_app.domain import commands as c
from assembly_app.domain.agenda import ItemKind, Status, forecast, numbers, place
from assembly_app.domain.commands import Command
from assembly_app.domain.room import Projection, View
from assembly_app.domain.session import run
from assembly_app.domain.state import SessionState
from tests.domain.acts import DETAILS, START, item, played, poll

PLANNED = (c.CreateSession(DETAILS), c.AddItem(item("a", minutes=10)), c.AddItem(item("b", minutes=20)),
           c.AddItem(item("rest", minutes=5, kind=ItemKind.BREAK)), c.AddItem(item("d", minutes=15)))  # fmt: skip


def at_minutes(*acts: tuple[float, Command]) -> SessionState:
    """The planned session after acts at these minutes past its start."""
    state = played(*PLANNED)
    for minute, command in acts:
        state, _ = run(state, command, START + timedelta(minutes=minute))
    return state


def ends(state: SessionState, minute: float) -> tuple[float, float]:
    """When the session is likely to end, in minutes past its start, and how far that is over the plan."""
    reckoned = forecast(state.items, state.progress, START, state.opened, START + timedelta(minutes=minute))
    return (reckoned.end - START).total_seconds() / 60, reckoned.over.total_seconds() / 60


def order(state: SessionState) -> list[str]:
    return [entry.id for entry in state.items]


def test_items_are_numbered_without_breaks_and_nested_items_under_their_parent() -> None:
    state = played(*PLANNED, c.AddItem(item("b1", parent="b")), c.AddItem(item("b2", parent="b")))
    assert numbers(state.items) == {"a": "1", "b": "2", "b1": "2.1", "b2": "2.2", "rest": "", "d": "3"}
    assert order(state) == ["a", "b", "b1", "b2", "rest", "d"]


def test_an_item_that_is_moved_takes_its_own_items_along() -> None:
    nested = (*PLANNED, c.AddItem(item("b1", parent="b")))
    assert order(played(*nested, c.MoveItem("b", None, 4))) == ["a", "rest", "d", "b", "b1"]
    assert order(played(*nested, c.MoveItem("d", "b", 0))) == ["a", "b", "d", "b1", "rest"]
    assert order(played(*nested, c.MoveItem("b1", None, 0))) == ["b1", "a", "b", "rest", "d"]


@given(st.permutations(["a", "b", "rest", "d"]))
def test_moving_items_one_by_one_reaches_any_order(wanted: list[str]) -> None:
    items = played(*PLANNED).items
    for index, id_ in enumerate(wanted):
        items = place(items, next(entry for entry in items if entry.id == id_), index)
    assert [entry.id for entry in items] == wanted


def test_before_the_opening_the_session_ends_as_planned_or_later_when_the_hour_has_passed() -> None:
    assert ends(played(*PLANNED), -30) == (50, 0)
    assert ends(played(*PLANNED), 12) == (62, 12)


def test_the_forecast_follows_what_was_used_and_what_is_left() -> None:
    running = at_minutes((2, c.OpenSession()), (2, c.NextItem()))
    assert ends(running, 2) == (52, 2)
    assert ends(running, 7) == (52, 2)
    assert ends(running, 17) == (57, 7)  # five minutes over
    early, _ = run(running, c.NextItem(), START + timedelta(minutes=8))
    assert ends(early, 8) == (48, -2)


def test_a_skipped_item_no_longer_counts_and_a_pause_does_not_use_up_the_time() -> None:
    state = at_minutes((0, c.OpenSession()), (0, c.StartItem("a")), (4, c.PauseItem()), (0, c.SkipItem("d")))
    assert state.progress_of("d").status is Status.SKIPPED
    assert ends(state, 4) == (35, -15)
    assert ends(state, 14) == (45, -5)
    resumed, _ = run(state, c.ResumeItem(), START + timedelta(minutes=14))
    assert resumed.progress_of("a").spent(START + timedelta(minutes=15)) == 5 * 60


def test_next_goes_on_from_the_current_item_and_comes_back_for_what_was_left() -> None:
    state = at_minutes((0, c.OpenSession()), (0, c.StartItem("b")), (5, c.NextItem()))
    assert state.current == "rest"
    state = at_minutes(*((0, command) for command in (c.OpenSession(), c.StartItem("d"), c.NextItem())))
    assert state.current == "a"


def test_going_back_takes_up_the_item_before_and_keeps_both_times() -> None:
    state = at_minutes((0, c.OpenSession()), (0, c.NextItem()), (6, c.NextItem()), (9, c.PreviousItem()))
    assert state.current == "a"
    assert len(state.progress_of("a").spans) == 2
    assert state.progress_of("b").spent(START + timedelta(hours=1)) == 3 * 60


def test_closing_the_session_ends_its_item() -> None:
    state = at_minutes((0, c.OpenSession()), (0, c.NextItem()), (3, c.CloseSession()))
    assert (state.current, state.progress_of("a").status) == (None, Status.DONE)


def test_the_projector_follows_the_session_until_the_facilitator_chooses() -> None:
    def shown(*acts: Command) -> Projection:
        return played(*PLANNED, *acts).showing

    opened = (c.OpenSession(), c.StartItem("a"))
    voting = (c.AddPoll(poll("q")), *opened, c.OpenPoll("q"))
    assert shown() == Projection(View.WELCOME)
    assert shown(*opened) == Projection(View.ITEM)
    assert shown(c.OpenSession(), c.StartItem("rest")) == Projection(View.BREAK)
    assert shown(*voting) == Projection(View.POLL, "q")
    assert shown(*opened, c.ChooseView(Projection(View.BLANK))) == Projection(View.BLANK)
    assert shown(*opened, c.ChooseView(Projection(View.BLANK)), c.NextItem()) == Projection(View.ITEM)
