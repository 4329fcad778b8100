"""What tests of votes in the console do again and again."""

from __future__ import annotations

from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from assembly_app.desk import Cast, new_id
from assembly_app.desktop.console.poll_card import PollCard
from assembly_app.desktop.context import Context
from assembly_app.domain import commands
from assembly_app.domain.ballots import Choice, Selection
from assembly_app.domain.commands import Command
from assembly_app.domain.counting.majority import Majority, TieRule
from assembly_app.domain.polls import Option, Poll, PollKind
from assembly_app.domain.voting import PollState
from tests.desktop.conftest import NAMES

PLACES = {"park": "Park", "pool": "Zwembad", "school": "School"}


def asked(kind: PollKind, tie: TieRule = TieRule.FAILS, **fields: object) -> Poll:
    """A poll of this kind about three places."""
    options = tuple(Option(key, {"nl": text}) for key, text in PLACES.items())
    base = Majority(0, 1, tie=tie) if kind is not PollKind.YES_NO_ABSTAIN else Majority(tie=tie)
    return Poll("place", {"nl": "Waar?"}, kind, options, majority=base, **fields)  # type: ignore[arg-type]


def do(context: Context, qtbot: QtBot, *given: Command) -> None:
    """Have these happen and shown."""
    done: list[bool] = []
    for command in given:
        context.live.do(command)
    context.live.act(lambda _desk: None, lambda _none: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


def open_vote(context: Context, qtbot: QtBot, poll: Poll | None = None, here: Sequence[str] = tuple(NAMES)) -> None:
    """People come in, the session opens, and this poll (or the evening's own) is open."""
    prepared = [commands.AddPoll(poll)] if poll else []
    arrivals = [commands.CheckIn(person) for person in here]
    opening = [commands.OpenSession(), commands.OpenPoll(poll.id if poll else "vote")]
    do(context, qtbot, *prepared, *arrivals, *opening)


def cast(context: Context, qtbot: QtBot, poll: str, *choices: Choice | str) -> None:
    """The first people vote, one choice each; a word is an option's id."""
    done: list[object] = []
    said = [Selection((choice,)) if isinstance(choice, str) else choice for choice in choices]

    def put(desk: object) -> object:
        tickets = context.live.desk.tickets()
        pairs = zip(NAMES, said, strict=False)
        votes = [Cast(poll, who, tickets[who].id, new_id(), choice, new_id() * 2) for who, choice in pairs]
        return context.live.desk.cast(votes)

    context.live.act(put, done.append)
    qtbot.waitUntil(lambda: bool(done))


def found(context: Context, poll: str = "vote") -> PollState:
    """The poll as it stands."""
    return context.live.state.poll(poll)


def choose(card: PollCard, text: str) -> None:
    """Press an entry of the card's menu."""
    card.more.fill()
    {action.text(): action for action in card.more.list.actions()}[text].trigger()
