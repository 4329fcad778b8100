"""What an act did, in words: what undo will take back."""

from __future__ import annotations

from collections.abc import Mapping

from assembly_app.domain import events
from assembly_app.domain.agenda import AgendaItem
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.people import Person
from assembly_app.domain.state import SessionState
from assembly_app.i18n import N_, Translator
from assembly_app.words.wording import name_of

_PEOPLE: Mapping[type, str] = {
    events.Arrived: N_("{name} arrived"),
    events.Left: N_("{name} left"),
    events.SpeakerQueued: N_("{name} joined the list of speakers"),
    events.SpeakerWithdrew: N_("{name} left the list of speakers"),
    events.SpeakerMoved: N_("{name} moved on the list of speakers"),
    events.SpeechStarted: N_("{name} got the floor"),
    events.SpeechEnded: N_("{name} finished speaking"),
}
_ITEMS: Mapping[type, str] = {
    events.ItemAdded: N_("“{item}” was added to the agenda"),
    events.ItemChanged: N_("“{item}” was changed"),
    events.ItemMoved: N_("“{item}” was moved"),
    events.ItemRemoved: N_("an item was removed"),
    events.ItemStarted: N_("“{item}” was started"),
    events.ItemPaused: N_("“{item}” was paused"),
    events.ItemResumed: N_("“{item}” was resumed"),
    events.ItemEnded: N_("“{item}” was ended"),
    events.ItemSkipped: N_("“{item}” was skipped"),
    events.QueueClosed: N_("the list of speakers was closed"),
    events.QueueReopened: N_("the list of speakers was reopened"),
}
_POLLS: Mapping[type, str] = {
    events.PollAdded: N_("the vote “{question}” was prepared"),
    events.PollChanged: N_("the vote “{question}” was changed"),
    events.PollRemoved: N_("a vote was removed"),
    events.PollOpened: N_("the vote “{question}” was opened"),
    events.PaperCounted: N_("paper ballots were counted"),
}
_REST: Mapping[type, str] = {
    events.SessionChanged: N_("the session’s details were changed"),
    events.SessionOpened: N_("the session was opened"),
    events.SessionClosed: N_("the session was closed"),
    events.SessionReopened: N_("the session was reopened"),
    events.ExcuseSet: N_("an excuse was noted"),
    events.ProxyGiven: N_("a proxy was given"),
    events.ProxyEnded: N_("a proxy was taken back"),
    events.RecordWritten: N_("an entry of the minutes was written"),
    events.RecordRemoved: N_("an entry of the minutes was removed"),
    events.NextMeetingSet: N_("the next meeting was set"),
    events.MinutesSent: N_("the minutes were sent for remarks"),
    events.MinutesRecalled: N_("the minutes became a draft again"),
    events.RemarkMade: N_("a remark was noted"),
    events.RemarkAnswered: N_("a remark was answered"),
    events.ViewChosen: N_("what the room sees was chosen"),
}


def act_words(event: AnyEvent, state: SessionState, people: Mapping[str, Person], _: Translator) -> str:
    """What happened, in half a sentence; `state` is the one after it."""
    kind = type(event)
    if kind in _PEOPLE:
        return _(_PEOPLE[kind], name=name_of(people, getattr(event, "person", ""), _))
    if kind in _ITEMS:
        return _(_ITEMS[kind], item=_title(event, state, _))
    if kind in _POLLS:
        return _(_POLLS[kind], question=_question(event, state, _))
    return _(_REST.get(kind, N_("the last act")))


def _title(event: AnyEvent, state: SessionState, _: Translator) -> str:
    item = getattr(event, "item", "")
    found = item if isinstance(item, AgendaItem) else next((i for i in state.items if i.id == item), None)
    return _.pick(found.title) if found else ""


def _question(event: AnyEvent, state: SessionState, _: Translator) -> str:
    poll = getattr(event, "poll", "")
    found = state.polls.get(poll) if isinstance(poll, str) else None
    return _.pick(found.poll.question if found else getattr(poll, "question", {}))
