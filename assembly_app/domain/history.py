"""What stands of a journal: an act that was undone counts no more, and undoing the undoing brings it back.

The journal only grows. Undo appends an entry that names the entries it takes back, and the state is what the others
add up to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from assembly_app.domain.errors import Refused
from assembly_app.domain.events import (
    ActUndone,
    AnyEvent,
    CorrectionBegun,
    Enrolled,
    Entry,
    MinutesApproved,
    MinutesSigned,
    PollCancelled,
    PollClosed,
    PollCorrected,
    PollCounted,
    PollLastCalled,
    SessionCreated,
    TieDecided,
    VoteHelped,
    VotersReminded,
)
from assembly_app.domain.polls import Poll
from assembly_app.domain.state import Phase, SessionState

LASTING = (
    PollLastCalled, PollClosed, PollCancelled, PollCounted, PollCorrected, TieDecided, VoteHelped,
    MinutesApproved, MinutesSigned, CorrectionBegun,
)  # fmt: skip
"""What is said of ballots and of approved minutes cannot be unsaid: it is put right by other acts, and what came before
stays too."""

ASIDE = (SessionCreated, Enrolled, ActUndone, VotersReminded)
"""What undo passes over: names live outside the journal, and a reminder was read already."""


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that count, in order."""
    gone: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.event, ActUndone) and entry.number not in gone:
            gone.update(range(entry.event.first, entry.event.last + 1))
    return [entry for entry in entries if entry.number not in gone and not isinstance(entry.event, ActUndone)]


def lasting(events: Iterable[AnyEvent]) -> bool:
    """Whether any of these can never be undone."""
    return any(isinstance(event, LASTING) for event in events)


def check_sound(before: SessionState, after: SessionState, voted: frozenset[str]) -> None:
    """Refuse a state that undoing would leave broken; `voted` are the polls with ballots in their boxes."""
    if any(poll not in after.polls or after.polls[poll].status is not before.polls[poll].status for poll in voted):
        raise Refused("Votes are in the box already, so this cannot be undone. Close or cancel the vote instead.")
    if before.minutes.fixed and replace(before, chosen=None) != replace(after, chosen=None, number=before.number):
        raise Refused("The minutes are approved, so nothing in them changes any more. Begin a correction first.")
    if any(_broken(after)):
        raise Refused("Something that came later builds on this, so it cannot be undone.")


def _broken(state: SessionState) -> Iterator[bool]:
    items = {item.id for item in state.items}
    yield any(item.parent is not None and item.parent not in items for item in state.items)
    yield state.current is not None and state.current not in items
    yield any(not state.present.issuperset(waiting.queue) for waiting in state.lists.values())
    yield any(waiting.queue and item not in items for item, waiting in state.lists.items())
    yield any(speech.item not in items for speech in state.speeches)
    yield any(speech.span.ended is None for speech in state.speeches[:-1])
    speaking = state.speaking
    yield speaking is not None and (speaking.person not in state.present or speaking.item != state.current)
    yield any(record.item is not None and record.item not in items for record in state.records)
    yield any(remark.item is not None and remark.item not in items for remark in state.minutes.remarks)
    yield any(_astray(found.poll, items) for found in state.polls.values())
    yield state.phase is not Phase.OPEN and (state.open_poll is not None or state.current is not None)
    yield state.chosen is not None and state.chosen.poll is not None and state.chosen.poll not in state.polls


def _astray(poll: Poll, items: set[str]) -> bool:
    return poll.item is not None and poll.item not in items
