"""Who speaks: joining the list, leaving it, the order, and the floor itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.agenda import Span
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.speakers import SpeakerList, Speech, place_in_queue, spoken
from assembly_app.domain.state import Phase, SessionState


def join(state: SessionState, command: commands.JoinQueue, at: datetime) -> Iterator[AnyEvent]:
    item = _floor(state)
    _require_present(state, command.person)
    waiting = state.speakers
    if command.person in waiting.queue:
        return
    if not waiting.open:
        raise Refused("The list of speakers is closed.")
    order = state.session().queue_order
    index = place_in_queue(waiting.queue, command.person, order, spoken(state.speeches, at))
    yield events.SpeakerQueued(item, command.person, index)


def withdraw(state: SessionState, command: commands.Withdraw, at: datetime) -> Iterator[AnyEvent]:
    if state.current is not None and command.person in state.speakers.queue:
        yield events.SpeakerWithdrew(state.current, command.person)


def move(state: SessionState, command: commands.MoveSpeaker, at: datetime) -> Iterator[AnyEvent]:
    item = _floor(state)
    queue = state.speakers.queue
    if command.person not in queue:
        raise Refused("This person is not on the list of speakers any more.")
    index = max(0, min(command.index, len(queue) - 1))
    if queue.index(command.person) != index:
        yield events.SpeakerMoved(item, command.person, index)


def close(state: SessionState, command: commands.CloseQueue, at: datetime) -> Iterator[AnyEvent]:
    item = _floor(state)
    if state.speakers.open:
        yield events.QueueClosed(item)


def reopen(state: SessionState, command: commands.ReopenQueue, at: datetime) -> Iterator[AnyEvent]:
    item = _floor(state)
    if not state.speakers.open:
        yield events.QueueReopened(item)


def start_speech(state: SessionState, command: commands.StartSpeech, at: datetime) -> Iterator[AnyEvent]:
    item = _floor(state)
    _require_present(state, command.person)
    if state.speaking is not None:
        if state.speaking.person == command.person:
            return
        yield events.SpeechEnded(state.speaking.person)
    own = state.item(item).speech_seconds
    yield events.SpeechStarted(item, command.person, own or state.session().speech_seconds)


def end_speech(state: SessionState, command: commands.EndSpeech, at: datetime) -> Iterator[AnyEvent]:
    if state.speaking is not None:
        yield events.SpeechEnded(state.speaking.person)


def leave_floor(state: SessionState, person: str) -> Iterator[AnyEvent]:
    """What ends when someone leaves the room: their speech, and their place in every list."""
    if state.speaking is not None and state.speaking.person == person:
        yield events.SpeechEnded(person)
    for item, waiting in state.lists.items():
        if person in waiting.queue:
            yield events.SpeakerWithdrew(item, person)


def _floor(state: SessionState) -> str:
    if state.phase is not Phase.OPEN or state.current is None:
        raise Refused("No agenda item is running, so there is no list of speakers now.")
    return state.current


def _require_present(state: SessionState, person: str) -> None:
    if person not in state.present:
        raise Refused("This person is not checked in. Check the person in first.")


def _list(state: SessionState, item: str) -> SpeakerList:
    return state.lists.get(item, SpeakerList())


def _set(state: SessionState, item: str, waiting: SpeakerList) -> SessionState:
    return replace(state, lists={**state.lists, item: waiting})


def _without(waiting: SpeakerList, person: str) -> list[str]:
    return [other for other in waiting.queue if other != person]


def _placed(state: SessionState, event: events.SpeakerQueued | events.SpeakerMoved, at: datetime) -> SessionState:
    waiting = _list(state, event.item)
    queue = _without(waiting, event.person)
    queue.insert(event.index, event.person)
    return _set(state, event.item, replace(waiting, queue=tuple(queue)))


def _withdrew(state: SessionState, event: events.SpeakerWithdrew, at: datetime) -> SessionState:
    waiting = _list(state, event.item)
    return _set(state, event.item, replace(waiting, queue=tuple(_without(waiting, event.person))))


def _closed(state: SessionState, event: events.QueueClosed, at: datetime) -> SessionState:
    return _set(state, event.item, replace(_list(state, event.item), open=False))


def _reopened(state: SessionState, event: events.QueueReopened, at: datetime) -> SessionState:
    return _set(state, event.item, replace(_list(state, event.item), open=True))


def _speech_started(state: SessionState, event: events.SpeechStarted, at: datetime) -> SessionState:
    waiting = _list(state, event.item)
    without = _set(state, event.item, replace(waiting, queue=tuple(_without(waiting, event.person))))
    speech = Speech(event.person, event.item, Span(at), event.limit)
    return replace(without, speeches=(*state.speeches, speech), chosen=None)


def _speech_ended(state: SessionState, event: events.SpeechEnded, at: datetime) -> SessionState:
    speech = state.speaking
    if speech is None:
        return state
    ended = replace(speech, span=Span(speech.span.started, at))
    return replace(state, speeches=(*state.speeches[:-1], ended))


DECIDE = {
    commands.JoinQueue: join,
    commands.Withdraw: withdraw,
    commands.MoveSpeaker: move,
    commands.CloseQueue: close,
    commands.ReopenQueue: reopen,
    commands.StartSpeech: start_speech,
    commands.EndSpeech: end_speech,
}
APPLY = {
    events.SpeakerQueued: _placed,
    events.SpeakerMoved: _placed,
    events.SpeakerWithdrew: _withdrew,
    events.QueueClosed: _closed,
    events.QueueReopened: _reopened,
    events.SpeechStarted: _speech_started,
    events.SpeechEnded: _speech_ended,
}
