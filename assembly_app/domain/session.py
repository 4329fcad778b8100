"""The two pure functions that everything else stands on: `decide` and `apply`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from assembly_app.domain.commands import Command
from assembly_app.domain.events import AnyEvent, Entry
from assembly_app.domain.rules import agenda, people, polls, record, sitting, speakers
from assembly_app.domain.state import SessionState

_SUBJECTS = (sitting, people, agenda, speakers, polls, record)
_DECIDE: dict[type, Callable[..., Iterable[AnyEvent]]] = {}
_APPLY: dict[type, Callable[..., SessionState]] = {}
for _subject in _SUBJECTS:
    _DECIDE.update(_subject.DECIDE)
    _APPLY.update(_subject.APPLY)


def decide(state: SessionState, command: Command, at: datetime) -> tuple[AnyEvent, ...]:
    """The events that follow from a command at the moment `at` (UTC); none when it is already so.

    Raises `Refused` when the rules do not allow it.
    """
    return tuple(_DECIDE[type(command)](state, command, at))


def apply(state: SessionState, event: AnyEvent, at: datetime) -> SessionState:
    """The state after an event that happened at `at`."""
    after: SessionState = _APPLY[type(event)](state, event, at)
    return msgspec.structs.replace(after, number=state.number + 1)


def fold(entries: Iterable[Entry], state: SessionState | None = None) -> SessionState:
    """The state that a journal adds up to, from the beginning or on top of `state`."""
    state = state or SessionState()
    for entry in entries:
        state = apply(state, entry.event, entry.at)
    return state


def run(state: SessionState, command: Command, at: datetime) -> tuple[SessionState, tuple[AnyEvent, ...]]:
    """Decide and apply at once: the state after the command, and its events."""
    events: Any = decide(state, command, at)
    for event in events:
        state = apply(state, event, at)
    return state, events
