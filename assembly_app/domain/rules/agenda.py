"""Working through the agenda: prepare, reorder, start, pause, next, back, skip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.agenda import AgendaItem, Progress, Span, Status, place
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.state import Phase, SessionState

# --- preparing ---


def add_item(state: SessionState, command: commands.AddItem, at: datetime) -> Iterator[AnyEvent]:
    if any(item.id == command.item.id for item in state.items):
        raise Refused("This item is on the agenda already.")
    _check_item(state, command.item)
    index = len(state.items) if command.index is None else max(0, min(command.index, len(state.items)))
    yield events.ItemAdded(command.item, index)


def change_item(state: SessionState, command: commands.ChangeItem, at: datetime) -> Iterator[AnyEvent]:
    before = state.item(command.item.id)
    item = replace(command.item, parent=before.parent)
    _check_item(state, item)
    if item != before:
        yield events.ItemChanged(item)


def move_item(state: SessionState, command: commands.MoveItem, at: datetime) -> Iterator[AnyEvent]:
    item = replace(state.item(command.item), parent=command.parent)
    _check_item(state, item)
    index = max(0, min(command.index, len(state.items) - 1))
    if place(state.items, item, index) != state.items:
        yield events.ItemMoved(command.item, command.parent, index)


def remove_item(state: SessionState, command: commands.RemoveItem, at: datetime) -> Iterator[AnyEvent]:
    state.item(command.item)
    doomed = [child.id for child in state.items if child.parent == command.item] + [command.item]
    for item in doomed:
        _removable(state, item)
    yield from (events.ItemRemoved(item) for item in doomed)


def _removable(state: SessionState, item: str) -> None:
    if state.progress_of(item).spans:
        raise Refused("This item was already worked on, so it stays in the minutes. Skip it instead.")
    if any(record.item == item for record in state.records):
        raise Refused("There are notes on this item. Remove the notes first.")
    if any(remark.item == item for remark in state.minutes.remarks):
        raise Refused("Members made remarks on this item, so it stays in the minutes.")
    if any(poll.poll.item == item for poll in state.polls.values()):
        raise Refused("A poll belongs to this item. Remove the poll first.")


def _check_item(state: SessionState, item: AgendaItem) -> None:
    if not any(text.strip() for text in item.title.values()):
        raise Refused("The agenda item has no title. Write one first.")
    if item.minutes < 0 or (item.speech_seconds is not None and item.speech_seconds <= 0):
        raise Refused("Minutes and speech limits cannot be negative.")
    if item.parent is None:
        return
    if item.parent == item.id or state.item(item.parent).parent is not None:
        raise Refused("Items can be nested one level deep, not more.")
    if any(child.parent == item.id for child in state.items):
        raise Refused("This item has items of its own, so it cannot be put under another one.")


# --- live ---


def start_item(state: SessionState, command: commands.StartItem, at: datetime) -> Iterator[AnyEvent]:
    item = state.item(command.item)
    _require_live(state)
    if state.current != item.id:
        yield from end_current(state)
        yield events.ItemStarted(item.id)
    elif state.progress_of(item.id).status is Status.PAUSED:
        yield events.ItemResumed(item.id)


def pause_item(state: SessionState, command: commands.PauseItem, at: datetime) -> Iterator[AnyEvent]:
    current = _current(state)
    if state.progress_of(current).status is Status.RUNNING:
        yield events.ItemPaused(current)


def resume_item(state: SessionState, command: commands.ResumeItem, at: datetime) -> Iterator[AnyEvent]:
    _require_live(state)
    current = _current(state)
    if state.progress_of(current).status is Status.PAUSED:
        yield events.ItemResumed(current)


def end_item(state: SessionState, command: commands.EndItem, at: datetime) -> Iterator[AnyEvent]:
    _current(state)
    yield from end_current(state)


def next_item(state: SessionState, command: commands.NextItem, at: datetime) -> Iterator[AnyEvent]:
    _require_live(state)
    following = state.next_item()
    if following is None and state.current is None:
        raise Refused("The agenda is finished. Close the session, or start an item by hand.")
    yield from end_current(state)
    if following is not None:
        yield events.ItemStarted(following.id)


def previous_item(state: SessionState, command: commands.PreviousItem, at: datetime) -> Iterator[AnyEvent]:
    _require_live(state)
    earlier = [item for item in state.taken if item != state.current]
    if not earlier:
        raise Refused("There is no earlier item to go back to.")
    yield from end_current(state)
    yield events.ItemStarted(earlier[-1])


def skip_item(state: SessionState, command: commands.SkipItem, at: datetime) -> Iterator[AnyEvent]:
    state.item(command.item)
    _require_live(state)
    if state.current == command.item:
        yield from end_current(state)
    elif state.progress_of(command.item).status is Status.PLANNED:
        yield events.ItemSkipped(command.item)


def end_current(state: SessionState) -> Iterator[AnyEvent]:
    """End the running speech and the running item, refusing while a vote on it is open."""
    if state.open_poll is not None:
        raise Refused("A vote is still open. Close or cancel it before you go on.")
    if state.speaking is not None:
        yield events.SpeechEnded(state.speaking.person)
    if state.current is not None:
        yield events.ItemEnded(state.current)


def _current(state: SessionState) -> str:
    if state.current is None:
        raise Refused("No agenda item is running. Start one first.")
    return state.current


def _require_live(state: SessionState) -> None:
    if state.phase is not Phase.OPEN:
        raise Refused("The session is not open. Open it first.")


# --- effects ---


def _added(state: SessionState, event: events.ItemAdded, at: datetime) -> SessionState:
    return replace(state, items=place(state.items, event.item, event.index))


def _changed(state: SessionState, event: events.ItemChanged, at: datetime) -> SessionState:
    return replace(state, items=tuple(event.item if item.id == event.item.id else item for item in state.items))


def _moved(state: SessionState, event: events.ItemMoved, at: datetime) -> SessionState:
    item = replace(state.item(event.item), parent=event.parent)
    return replace(state, items=place(state.items, item, event.index))


def _removed(state: SessionState, event: events.ItemRemoved, at: datetime) -> SessionState:
    return replace(state, items=tuple(item for item in state.items if item.id != event.item))


def _started(state: SessionState, event: events.ItemStarted, at: datetime) -> SessionState:
    running = _spanning(state, event.item, Status.RUNNING, at)
    taken = (*(item for item in state.taken if item != event.item), event.item)
    return replace(running, current=event.item, taken=taken, chosen=None)


def _paused(state: SessionState, event: events.ItemPaused, at: datetime) -> SessionState:
    return _halt(state, event.item, Status.PAUSED, at)


def _resumed(state: SessionState, event: events.ItemResumed, at: datetime) -> SessionState:
    return _spanning(state, event.item, Status.RUNNING, at)


def _ended(state: SessionState, event: events.ItemEnded, at: datetime) -> SessionState:
    return replace(_halt(state, event.item, Status.DONE, at), current=None, chosen=None)


def _skipped(state: SessionState, event: events.ItemSkipped, at: datetime) -> SessionState:
    return _set(state, event.item, Progress(Status.SKIPPED, state.progress_of(event.item).spans))


def _spanning(state: SessionState, item: str, status: Status, at: datetime) -> SessionState:
    return _set(state, item, Progress(status, (*state.progress_of(item).spans, Span(at))))


def _halt(state: SessionState, item: str, status: Status, at: datetime) -> SessionState:
    spans = state.progress_of(item).spans
    if spans and spans[-1].ended is None:
        spans = (*spans[:-1], Span(spans[-1].started, at))
    return _set(state, item, Progress(status, spans))


def _set(state: SessionState, item: str, progress: Progress) -> SessionState:
    return replace(state, progress={**state.progress, item: progress})


DECIDE = {
    commands.AddItem: add_item,
    commands.ChangeItem: change_item,
    commands.MoveItem: move_item,
    commands.RemoveItem: remove_item,
    commands.StartItem: start_item,
    commands.PauseItem: pause_item,
    commands.ResumeItem: resume_item,
    commands.EndItem: end_item,
    commands.NextItem: next_item,
    commands.PreviousItem: previous_item,
    commands.SkipItem: skip_item,
}
APPLY = {
    events.ItemAdded: _added,
    events.ItemChanged: _changed,
    events.ItemMoved: _moved,
    events.ItemRemoved: _removed,
    events.ItemStarted: _started,
    events.ItemPaused: _paused,
    events.ItemResumed: _resumed,
    events.ItemEnded: _ended,
    events.ItemSkipped: _skipped,
}
