"""The session itself: created, changed, opened, closed, and what the projector shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent, SessionDetails
from assembly_app.domain.people import QuorumKind
from assembly_app.domain.room import View
from assembly_app.domain.rules.agenda import end_current
from assembly_app.domain.state import Phase, SessionState


def check_details(details: SessionDetails) -> None:
    """Refuse details that no session can have."""
    if not any(text.strip() for text in details.title.values()):
        raise Refused("The session has no title. Write one first.")
    if not details.languages:
        raise Refused("The session has no language. Choose at least one.")
    if details.timezone not in available_timezones():
        raise Refused("The time zone {zone} is not known. Choose one such as Europe/Brussels.", zone=details.timezone)
    if details.starts.tzinfo is None:
        raise Refused("The start of the session has no time zone.")
    if details.quorum.kind is QuorumKind.SHARE and not 0 < details.quorum.number <= details.quorum.of:
        raise Refused("The quorum must be a share between nobody and everybody, such as 1/2.")
    if details.quorum.number < 0 or (details.speech_seconds is not None and details.speech_seconds <= 0):
        raise Refused("The quorum and the speech limit cannot be negative.")


def local(details: SessionDetails, moment: datetime) -> datetime:
    """A moment on the clock of the hall."""
    return moment.astimezone(ZoneInfo(details.timezone))


def create(state: SessionState, command: commands.CreateSession, at: datetime) -> Iterator[AnyEvent]:
    if state.details is not None:
        raise Refused("This session exists already.")
    check_details(command.details)
    yield events.SessionCreated(command.details)


def change(state: SessionState, command: commands.ChangeSession, at: datetime) -> Iterator[AnyEvent]:
    check_details(command.details)
    if command.details != state.session():
        yield events.SessionChanged(command.details)


def open_session(state: SessionState, command: commands.OpenSession, at: datetime) -> Iterator[AnyEvent]:
    state.session()
    if state.phase is Phase.CLOSED:
        raise Refused("The session is closed. Reopen it to go on.")
    if state.phase is Phase.PLANNED:
        yield events.SessionOpened()


def close(state: SessionState, command: commands.CloseSession, at: datetime) -> Iterator[AnyEvent]:
    if state.phase is Phase.PLANNED:
        raise Refused("The session is not open yet, so it cannot be closed.")
    if state.open_poll is not None:
        raise Refused("A vote is still open. Close or cancel it before you close the session.")
    if state.phase is Phase.OPEN:
        yield from end_current(state)
        yield events.SessionClosed()


def reopen(state: SessionState, command: commands.ReopenSession, at: datetime) -> Iterator[AnyEvent]:
    if state.phase is Phase.CLOSED:
        yield events.SessionReopened()


def choose_view(state: SessionState, command: commands.ChooseView, at: datetime) -> Iterator[AnyEvent]:
    projection = command.projection
    if projection is not None and projection.view in (View.POLL, View.RESULT):
        poll = state.poll(projection.poll or "")
        if projection.view is View.RESULT and poll.tally is None:
            raise Refused("This poll has no result yet. Close the vote first.")
    if projection != state.chosen:
        yield events.ViewChosen(projection)


def _detailed(state: SessionState, event: events.SessionCreated | events.SessionChanged, at: datetime) -> SessionState:
    return replace(state, details=event.details)


def _opened(state: SessionState, event: events.SessionOpened, at: datetime) -> SessionState:
    return replace(state, phase=Phase.OPEN, opened=at)


def _closed(state: SessionState, event: events.SessionClosed, at: datetime) -> SessionState:
    return replace(state, phase=Phase.CLOSED, closed=at, chosen=None)


def _reopened(state: SessionState, event: events.SessionReopened, at: datetime) -> SessionState:
    return replace(state, phase=Phase.OPEN, closed=None)


def _view(state: SessionState, event: events.ViewChosen, at: datetime) -> SessionState:
    return replace(state, chosen=event.projection)


DECIDE = {
    commands.CreateSession: create,
    commands.ChangeSession: change,
    commands.OpenSession: open_session,
    commands.CloseSession: close,
    commands.ReopenSession: reopen,
    commands.ChooseView: choose_view,
}
APPLY = {
    events.SessionCreated: _detailed,
    events.SessionChanged: _detailed,
    events.SessionOpened: _opened,
    events.SessionClosed: _closed,
    events.SessionReopened: _reopened,
    events.ViewChosen: _view,
}
