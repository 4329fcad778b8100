"""The life of a poll: prepared, opened, last call, closed and counted, or cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.ballots import valid_choice
from assembly_app.domain.counting.majority import TieRule
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.polls import Electorate, Poll, check_poll, complete
from assembly_app.domain.room import Projection, View
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import ACCEPTING, Correction, PaperSheet, PollState, PollStatus, handed_in


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
    if poll.paper and poll.paper_agreed is None:
        raise Refused("The paper ballots are not counted alike by two people yet. Count them again, then close.")
    if command.tally is None:
        raise Refused("The ballot box could not be counted. Try to close the vote again.")
    quorate = poll.poll.electorate is Electorate.ROOM or state.attendance().quorate
    yield events.PollClosed(command.poll, command.tally, command.digest, state.entitled(poll.poll), quorate)
    if command.result is not None:
        yield events.PollCounted(command.poll, command.result)


def record_result(state: SessionState, command: commands.RecordResult, at: datetime) -> Iterator[AnyEvent]:
    if _closed_poll(state, command.poll).result != command.result:
        yield events.PollCounted(command.poll, command.result)


def count_paper(state: SessionState, command: commands.CountPaper, at: datetime) -> Iterator[AnyEvent]:
    poll = state.poll(command.poll)
    if poll.status not in ACCEPTING:
        raise Refused("This vote is not open, so no paper ballots can be added.")
    _check_sheet(state, poll, command.sheet)
    yield events.PaperCounted(command.poll, command.sheet)


def _check_sheet(state: SessionState, poll: PollState, sheet: PaperSheet) -> None:
    if not sheet.by.strip():
        raise Refused("Say who counted the paper ballots.")
    if any(pile.ballots < 0 for pile in sheet.piles):
        raise Refused("A number of ballots cannot be negative.")
    for pile in sheet.piles:
        valid_choice(poll.poll, pile.choice)
    if sheet.ballots > state.entitled(poll.poll):
        raise Refused("There are more paper ballots than people who may vote. Count them again.")


def help_vote(state: SessionState, command: commands.HelpVote, at: datetime) -> Iterator[AnyEvent]:
    state.check_voter(command.poll, command.person)
    yield events.VoteHelped(command.poll, command.person)


def remind(state: SessionState, command: commands.RemindVoters, at: datetime) -> Iterator[AnyEvent]:
    poll = state.poll(command.poll)
    if not poll.poll.reminders:
        raise Refused("This poll sends no reminders. It is an option of the poll, chosen before it is opened.")
    if poll.status not in ACCEPTING:
        raise Refused("This vote is not open, so nobody is reminded.")
    if command.voted is not None and command.voted >= state.entitled(poll.poll):
        raise Refused("Everyone who can vote has voted.")
    yield events.VotersReminded(command.poll)


def decide_tie(state: SessionState, command: commands.DecideTie, at: datetime) -> Iterator[AnyEvent]:
    poll = _closed_poll(state, command.poll)
    asked = poll.awaits
    if asked is None:
        raise Refused("There is no tie to be decided here.")
    judged = poll.outcome
    if asked is TieRule.CHAIR and (judged is None or command.chair not in judged.leading):
        raise Refused("The chair decides between the options that tie. Choose one of them.")
    if asked is TieRule.DRAW and not (command.seed or "").strip():
        raise Refused("Write down the seed of the draw, such as the dice thrown before everyone.")
    chair = command.chair if asked is TieRule.CHAIR else None
    yield events.TieDecided(command.poll, chair, command.seed if asked is TieRule.DRAW else None)
    if command.result is not None:
        yield events.PollCounted(command.poll, command.result)


def correct(state: SessionState, command: commands.CorrectPoll, at: datetime) -> Iterator[AnyEvent]:
    poll = _closed_poll(state, command.poll)
    if not command.reason.strip():
        raise Refused("Say why the count is corrected: the minutes will tell.")
    for sheet in command.sheets:
        _check_sheet(state, poll, sheet)
    if command.sheets[0].by.strip() == command.sheets[1].by.strip() or not command.sheets[0].agrees(command.sheets[1]):
        raise Refused("Two people must count the paper ballots and find the same. Count them again.")
    if command.tally is None:
        raise Refused("The ballot box could not be counted. Try again.")
    yield events.PollCorrected(command.poll, command.reason.strip(), command.sheets, command.tally, command.result)


def _closed_poll(state: SessionState, poll: str) -> PollState:
    found = state.poll(poll)
    if found.status is not PollStatus.CLOSED:
        raise Refused("This vote is not closed yet.")
    return found


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
        entitled=event.entitled, quorate=event.quorate, members=state.attendance().members,
    )  # fmt: skip
    return _after(_set(state, closed), event.poll)


def _cancelled(state: SessionState, event: events.PollCancelled, at: datetime) -> SessionState:
    cancelled = replace(state.poll(event.poll), status=PollStatus.CANCELLED, closed=at, reason=event.reason)
    return _after(_set(state, cancelled), event.poll)


def _counted(state: SessionState, event: events.PollCounted, at: datetime) -> SessionState:
    return _set(state, replace(state.poll(event.poll), result=event.result))


def _paper(state: SessionState, event: events.PaperCounted, at: datetime) -> SessionState:
    poll = state.poll(event.poll)
    return _set(state, replace(poll, paper=handed_in(poll.paper, event.sheet)))


def _helped(state: SessionState, event: events.VoteHelped, at: datetime) -> SessionState:
    poll = state.poll(event.poll)
    again = poll.poll.revote and event.person in poll.assisted
    return _set(state, replace(poll, helped=poll.helped + (not again), assisted=poll.assisted | {event.person}))


def _reminded(state: SessionState, event: events.VotersReminded, at: datetime) -> SessionState:
    poll = state.poll(event.poll)
    return _set(state, replace(poll, reminded=poll.reminded + 1))


def _tie_decided(state: SessionState, event: events.TieDecided, at: datetime) -> SessionState:
    poll = state.poll(event.poll)
    return _set(state, replace(poll, tie_break=poll.broken(event.chair, event.seed)))


def _corrected(state: SessionState, event: events.PollCorrected, at: datetime) -> SessionState:
    poll = state.poll(event.poll)
    if poll.tally is None:
        return state
    correction = Correction(at, event.reason, poll.tally)
    corrected = replace(
        poll, paper=event.sheets, tally=event.tally, result=event.result, tie_break=None,
        corrections=(*poll.corrections, correction),
    )  # fmt: skip
    return _set(state, corrected)


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
    commands.RecordResult: record_result,
    commands.CountPaper: count_paper,
    commands.HelpVote: help_vote,
    commands.RemindVoters: remind,
    commands.DecideTie: decide_tie,
    commands.CorrectPoll: correct,
}
APPLY = {
    events.PollAdded: _written,
    events.PollChanged: _written,
    events.PollRemoved: _removed,
    events.PollOpened: _opened,
    events.PollLastCalled: _last_called,
    events.PollClosed: _closed,
    events.PollCancelled: _cancelled,
    events.PollCounted: _counted,
    events.PaperCounted: _paper,
    events.VoteHelped: _helped,
    events.VotersReminded: _reminded,
    events.TieDecided: _tie_decided,
    events.PollCorrected: _corrected,
}
