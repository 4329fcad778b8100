"""The two pure functions that everything else stands on: `decide` and `apply`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from assembly_app.domain.commands import Command, TakeBack
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import ActUndone, AnyEvent, Entry
from assembly_app.domain.history import check_sound, standing
from assembly_app.domain.rules import agenda, minutes, people, polls, record, sitting, speakers
from assembly_app.domain.state import SessionState

_SUBJECTS = (sitting, people, agenda, speakers, polls, record, minutes)
_DECIDE: dict[type, Callable[..., Iterable[AnyEvent]]] = {}
_APPLY: dict[type, Callable[..., SessionState]] = {}
for _subject in _SUBJECTS:
    _DECIDE.update(_subject.DECIDE)
    _APPLY.update(_subject.APPLY)


def decide(state: SessionState, command: Command, at: datetime) -> tuple[AnyEvent, ...]:
    """The events that follow from a command at the moment `at` (UTC); none when it is already so.

    Raises `Refused` when the rules do not allow it.
    """
    minutes.check_open(state, command)
    return tuple(_DECIDE[type(command)](state, command, at))


def apply(state: SessionState, event: AnyEvent, at: datetime) -> SessionState:
    """The state after an event that happened at `at`; an undone act is not an event on its own: see `follow`."""
    after: SessionState = _APPLY[type(event)](state, event, at)
    return msgspec.structs.replace(after, number=state.number + 1)


def fold(entries: Sequence[Entry]) -> SessionState:
    """The state that a whole journal adds up to, undone acts left out."""
    state = SessionState()
    for entry in standing(entries):
        state = apply(state, entry.event, entry.at)
    return msgspec.structs.replace(state, number=entries[-1].number if entries else 0)


def follow(state: SessionState, fresh: Sequence[Entry], whole: Callable[[], Sequence[Entry]]) -> SessionState:
    """The state after fresh entries; `whole` reads the journal up to them, which only an undone act asks for."""
    if any(isinstance(entry.event, ActUndone) for entry in fresh):
        return fold(whole())
    for entry in fresh:
        state = apply(state, entry.event, entry.at)
    return state


def _take_back(state: SessionState, command: TakeBack, at: datetime) -> Iterable[AnyEvent]:
    undone = ActUndone(command.first, command.last)
    try:
        after = fold([*command.entries, Entry(state.number + 1, at, undone, "")])
    except (Refused, KeyError, ValueError):  # a later event is about something that would no longer be there
        raise Refused("Something that came later builds on this, so it cannot be undone.") from None
    check_sound(state, after, command.voted)
    yield undone


_DECIDE[TakeBack] = _take_back


def run(state: SessionState, command: Command, at: datetime) -> tuple[SessionState, tuple[AnyEvent, ...]]:
    """Decide and apply at once: the state after the command, and its events."""
    events: Any = decide(state, command, at)
    for event in events:
        state = apply(state, event, at)
    return state, events
