"""What the secretary writes: entries of the minutes, and the next meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.state import SessionState


def write(state: SessionState, command: commands.WriteRecord, at: datetime) -> Iterator[AnyEvent]:
    record = command.record
    if not record.text.strip():
        raise Refused("The entry is empty. Write the text first.")
    if record.item is not None:
        state.item(record.item)
    if record not in state.records:
        yield events.RecordWritten(record)


def remove(state: SessionState, command: commands.RemoveRecord, at: datetime) -> Iterator[AnyEvent]:
    if any(record.id == command.record for record in state.records):
        yield events.RecordRemoved(command.record)


def set_next_meeting(state: SessionState, command: commands.SetNextMeeting, at: datetime) -> Iterator[AnyEvent]:
    if command.meeting is not None and command.meeting.starts.tzinfo is None:
        raise Refused("The next meeting has no time zone.")
    if command.meeting != state.next_meeting:
        yield events.NextMeetingSet(command.meeting)


def _written(state: SessionState, event: events.RecordWritten, at: datetime) -> SessionState:
    return state.with_records((event.record,))


def _removed(state: SessionState, event: events.RecordRemoved, at: datetime) -> SessionState:
    return replace(state, records=tuple(record for record in state.records if record.id != event.record))


def _next_meeting(state: SessionState, event: events.NextMeetingSet, at: datetime) -> SessionState:
    return replace(state, next_meeting=event.meeting)


DECIDE = {
    commands.WriteRecord: write,
    commands.RemoveRecord: remove,
    commands.SetNextMeeting: set_next_meeting,
}
APPLY = {
    events.RecordWritten: _written,
    events.RecordRemoved: _removed,
    events.NextMeetingSet: _next_meeting,
}
