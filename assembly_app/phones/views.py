"""What a phone shows, worked out from the session's state: plain values that the templates print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from assembly_app.desk import voter
from assembly_app.domain.agenda import AgendaItem, Progress, Status, numbers
from assembly_app.domain.ballots import Choice
from assembly_app.domain.polls import Electorate, Poll
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.signals import Signal
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import PollState
from assembly_app.i18n import Translator, duration
from assembly_app.phones.doors import Known
from assembly_app.phones.hall import Snapshot
from assembly_app.words import wording

NEXT_SHOWN = 3
"""How many of those who wait to speak are named."""

LASTING_MINUTES = 3
"""How long a signal counts."""

View = dict[str, Any]


class Proxy(msgspec.Struct, frozen=True):
    """An absent member for whom this phone votes in the open poll: who (by id), and whether that vote is in."""

    giver: str
    voted: bool


class Given(msgspec.Struct, frozen=True):
    """The signals of one phone that stand, and whether the facilitator has just heard some."""

    signals: tuple[Signal, ...] = ()
    heard: bool = False


class Asked(StrEnum):
    """Whether a phone is asked the questions after the session."""

    NOT = ""
    NOW = "now"
    DONE = "done"


class You(msgspec.Struct, frozen=True):
    """What the session is to one phone. `place` counts from 1 (0: not on the list); `vote` is "", "waiting" or "in".

    `given` is None where no signals are offered. `chose` is what the own vote says, in a named poll only.
    """

    present: bool
    may_vote: bool = False
    place: int = 0
    speaking: bool = False
    vote: str = ""
    proxies: tuple[Proxy, ...] = ()
    given: Given | None = None
    asked: Asked = Asked.NOT
    chose: Choice | None = None
    may_change: bool = False
    """Whether the vote that is in can be changed (rule 5)."""

    @property
    def can_vote_now(self) -> bool:
        """Whether a ballot of this phone is still to be given."""
        return self.may_vote and (not self.vote or not all(proxy.voted for proxy in self.proxies))


def as_voter(you: You) -> You:
    """Only what its ballots depend on."""
    return You(you.present, you.may_vote, vote=you.vote, proxies=you.proxies, chose=you.chose,
               may_change=you.may_change)  # fmt: skip


def with_vote(you: You, poll: Poll, vote: str, chose: Choice | None) -> You:
    """What the phone is to the session with its own vote in the open poll ("", "waiting" or "in")."""
    may_change = vote == "in" and you.may_vote and poll.revote and poll.can_revote
    chose = None if poll.secret or vote != "in" else chose
    return msgspec.structs.replace(you, vote=vote, chose=chose, may_change=may_change)


def you_of(seen: Snapshot, known: Known, holds: Callable[[str, str], bool]) -> You:
    """What the session is to this phone now; `holds` says whether a ballot of a voter waits to be put in."""
    state, person = seen.state, known.person.id
    present, queue, speech = person in state.present, state.speakers.queue, state.speaking
    place = queue.index(person) + 1 if person in queue else 0
    speaking = speech is not None and speech.person == person
    if (found := seen.open_poll) is None:
        return You(present, place=place, speaking=speaking)
    mine = voter(found.poll, known.ticket.id, known.device)
    vote = "in" if mine in seen.voted else "waiting" if holds(found.poll.id, mine) else ""
    may_vote = present if found.poll.electorate is Electorate.ROOM else state.may_vote(person)
    you = You(present, may_vote, place, speaking, proxies=_proxies(seen, found, person) if seen.tickets else ())
    return with_vote(you, found.poll, vote, seen.chosen.get(known.ticket.id)) if vote else you


def _proxies(seen: Snapshot, found: PollState, person: str) -> tuple[Proxy, ...]:
    givers = sorted(seen.state.votes_for(person, found.poll))
    return tuple(Proxy(giver, seen.tickets[giver] in seen.voted) for giver in givers if giver in seen.tickets)


def now(seen: Snapshot, _: Translator) -> View:
    """The item that runs, or where the session stands."""
    state = seen.state
    item = next((item for item in state.items if item.id == state.current), None)
    view: View = {"phase": _phase(state, _), "session": _.pick(state.session().title), "item": None}
    if item is None:
        return view
    progress = state.progress_of(item.id)
    paused = progress.status is Status.PAUSED
    return {
        **view,
        **about(state, item, _),
        "item": item.id,
        "left": duration(max(0.0, item.minutes * 60 - progress.spent(state_time(progress)))) if paused else "",
        "until": None if paused else item_ends(item, progress),
    }


def about(state: SessionState, item: AgendaItem, _: Translator) -> View:
    """What there is to know of an item."""
    return {
        "number": numbers(state.items)[item.id],
        "title": _.pick(item.title),
        "kind": _(wording.ITEM_KINDS[item.kind]),
        "promise": _(wording.PROMISES[item.influence]) if item.influence else "",
        "presenter": item.presenter,
        "dossier": _dossier(item, _),
    }


def _phase(state: SessionState, _: Translator) -> str:
    match state.phase:
        case Phase.PLANNED:
            starts = local(state.session(), state.session().starts)
            return _("The session starts at {time}.", time=_.time(starts))
        case Phase.OPEN:
            return _("Between two items. It goes on shortly.")
        case Phase.CLOSED:
            return _("The session is closed. Thank you for being there.")


def _dossier(item: AgendaItem, _: Translator) -> list[tuple[str, str]]:
    told = item.dossier
    rows = ((_("Aim"), told.aim), (_("History"), told.history), (_("Limits"), told.limits))
    return [(label, text) for label, texts in rows if (text := _.pick(texts))]


def item_ends(item: AgendaItem, progress: Progress) -> datetime | None:
    """The moment at which a running item's planned time is over; the same at every look."""
    if not progress.spans or progress.spans[-1].ended is not None:
        return None
    running = progress.spans[-1]
    before = sum(span.seconds(running.started) for span in progress.spans[:-1])
    return running.started + timedelta(minutes=item.minutes, seconds=-before)


def state_time(progress: Progress) -> datetime:
    """A moment at which a paused item's time stood as it stands now."""
    return progress.spans[-1].ended or progress.spans[-1].started


def floor(seen: Snapshot, you: You, _: Translator) -> View:
    """Who speaks, who is next, and the phone's own place."""
    state = seen.state
    speech = state.speaking
    queue = state.speakers.queue
    ends = speech.span.started + timedelta(seconds=speech.limit) if speech and speech.limit else None
    return {
        "running": state.phase is Phase.OPEN and state.current is not None,
        "speaker": wording.name_of(seen.people, speech.person, _) if speech else "",
        "until": ends,
        "next": [wording.name_of(seen.people, person, _) for person in queue[:NEXT_SHOWN]],
        "more": _.plural("and {n} more", "and {n} more", len(queue) - NEXT_SHOWN) if len(queue) > NEXT_SHOWN else "",
        "open": state.speakers.open,
        "you": you,
        "place": _place(you, _),
    }


def signals(you: You, _: Translator) -> View:
    """The signals that can be given, and those that stand."""
    given = you.given
    if given is None:
        return {"offered": False}
    labels = [(signal, _(wording.SIGNALS[signal]), signal in given.signals) for signal in Signal]
    sent = [label for _signal, label, stands in labels if stands]
    told = _("The facilitator has heard you.") if given.heard else ""
    if sent:
        told = _("Sent: {signals}. Press again to take it back.", signals=_.list(sent))
    return {"offered": True, "minutes": LASTING_MINUTES, "signals": labels, "told": told}


def _place(you: You, _: Translator) -> str:
    if you.speaking:
        return _("You have the floor.")
    if you.place == 1:
        return _("You are next to speak.")
    return _("You are number {place} on the list.", place=you.place) if you.place else ""


def agenda(seen: Snapshot, _: Translator) -> list[View]:
    """Every item with how far it is."""
    state = seen.state
    number = numbers(state.items)
    status = {
        Status.PLANNED: "", Status.RUNNING: _("now"), Status.PAUSED: _("paused"),
        Status.DONE: _("done"), Status.SKIPPED: _("skipped"),
    }  # fmt: skip
    return [
        {
            "number": number[item.id],
            "title": _.pick(item.title),
            "link": f"/item/{item.id}" if item.influence or _dossier(item, _) else "",
            "minutes": _("{n} min", n=item.minutes),
            "nested": item.parent is not None,
            "current": item.id == state.current,
            "over": state.progress_of(item.id).status in (Status.DONE, Status.SKIPPED),
            "status": status[state.progress_of(item.id).status],
        }
        for item in state.items
    ]
