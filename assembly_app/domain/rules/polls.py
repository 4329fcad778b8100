"""The life of a poll: prepared, opened, last call, closed and counted, or cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.polls import ACCEPTING, Poll, PollState, PollStatus, check_poll, complete
from assembly_app.domain.room import Projection, View
from assembly_app.domain.state import Phase, SessionState


def add(state: SessionState, command: commands.AddPoll, at: datetime) -> Iterator[AnyEvent]:
    if command.poll.id in state.polls:
        raise Refused("This poll exists already.")
    yield events.PollAdded(_checked(state, command.poll))


def change(state: SessionState, command: commands.ChangePoll, at: datetime) -> Iterator[AnyEvent]:
    before = _prepared(state, command.poll.id)
    poll = _checked(state, command.poll)
    if poll != before.poll:
        yield events.PollChanged(poll)


def remove(state: SessionState, command: commands.RemovePoll, at: datetime) -> Iterator[AnyEvent]:
    _prepared(state, command.poll)
    yield events.PollRemoved(command.poll)


def open_poll(state: SessionState, command: commands.OpenPoll, at: datetime) -> Iterator[AnyEvent]:
    poll = state.poll(command.poll)
    if poll.status in ACCEPTING:
        return
    if poll.status is not PollStatus.PREPARED:
        raise Refused("This poll was held already. Make a new poll to vote again.")
    if state.phase is not Phase.OPEN:
        raise Refused("The session is not open. Open it before you open a vote.")
    if state.open_poll is not None:
        raise Refused("Another vote is open. Close or cancel it first.")
    check_poll(poll.poll)
    yield events.PollOpened(command.poll)


def call_last_votes(state: SessionState, command: commands.CallLastVotes, at: datetime) -> Iterator[AnyEvent]:
    if state.poll(command.poll).status is PollStatus.OPEN:
        yield events.PollLastCalled(command.poll)


def close(state: SessionState, command: commands.ClosePoll, at: datetime) -> Iterator[AnyEvent]:
    poll = state.poll(command.poll)
    if poll.status is PollStatus.CLOSED:
        return
    if poll.status not in ACCEPTING:
        raise Refused("This vote is not open, so it cannot be closed.")
    if command.tally is None:
        raise Refused("The ballot box could not be counted. Try to close the vote again.")
    yield events.PollClosed(
        command.poll,
        command.tally,
        command.digest,
        state.entitled(poll.poll),
        state.attendance().quorate,
    )


def cancel(state: SessionState, command: commands.CancelPoll, at: datetime) -> Iterator[AnyEvent]:
    poll = state.poll(command.poll)
    if poll.status is PollStatus.CANCELLED:
        return
    if poll.status is PollStatus.CLOSED:
        raise Refused("This vote is closed and counted, so it cannot be cancelled any more.")
    if poll.status is PollStatus.PREPARED:
        raise Refused("This vote was never opened. Remove the poll instead.")
    if not command.reason.strip():
        raise Refused("Say why the vote is cancelled: the minutes will tell.")
    yield events.PollCancelled(command.poll, command.reason.strip())


def _checked(state: SessionState, poll: Poll) -> Poll:
    poll = complete(poll)
    check_poll(poll)
    if poll.item is not None:
        state.item(poll.item)
    return poll


def _prepared(state: SessionState, poll: str) -> PollState:
    found = state.poll(poll)
    if found.status is not PollStatus.PREPARED:
        raise Refused("This poll was opened already, so it cannot be changed. Make a new one.")
    return found


def _set(state: SessionState, poll: PollState) -> SessionState:
    return replace(state, polls={**state.polls, poll.poll.id: poll})


def _written(state: SessionState, event: events.PollAdded | events.PollChanged, at: datetime) -> SessionState:
    return _set(state, PollState(event.poll))


def _removed(state: SessionState, event: events.PollRemoved, at: datetime) -> SessionState:
    return replace(state, polls={id_: poll for id_, poll in state.polls.items() if id_ != event.poll})


def _opened(state: SessionState, event: events.PollOpened, at: datetime) -> SessionState:
    opened = replace(state.poll(event.poll), status=PollStatus.OPEN, opened=at)
    return replace(_set(state, opened), chosen=None)


def _last_called(state: SessionState, event: events.PollLastCalled, at: datetime) -> SessionState:
    return _set(state, replace(state.poll(event.poll), status=PollStatus.LAST_CALL))


def _closed(state: SessionState, event: events.PollClosed, at: datetime) -> SessionState:
    closed = replace(
        state.poll(event.poll),
        status=PollStatus.CLOSED, closed=at, tally=event.tally, digest=event.digest,
        entitled=event.entitled, quorate=event.quorate,
    )  # fmt: skip
    return _after(_set(state, closed), event.poll)


def _cancelled(state: SessionState, event: events.PollCancelled, at: datetime) -> SessionState:
    cancelled = replace(state.poll(event.poll), status=PollStatus.CANCELLED, closed=at, reason=event.reason)
    return _after(_set(state, cancelled), event.poll)


def _after(state: SessionState, poll: str) -> SessionState:
    """The projector leaves a poll that is over."""
    return replace(state, chosen=None) if state.chosen == Projection(View.POLL, poll) else state


DECIDE = {
    commands.AddPoll: add,
    commands.ChangePoll: change,
    commands.RemovePoll: remove,
    commands.OpenPoll: open_poll,
    commands.CallLastVotes: call_last_votes,
    commands.ClosePoll: close,
    commands.CancelPoll: cancel,
}
APPLY = {
    events.PollAdded: _written,
    events.PollChanged: _written,
    events.PollRemoved: _removed,
    events.PollOpened: _opened,
    events.PollLastCalled: _last_called,
    events.PollClosed: _closed,
    events.PollCancelled: _cancelled,
}
