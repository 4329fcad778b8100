"""What a good facilitator would do next: the one act that the primary button offers."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from assembly_app.desktop.live import Scene
from assembly_app.domain import commands
from assembly_app.domain.agenda import ItemKind, Status, numbers
from assembly_app.domain.commands import Command
from assembly_app.domain.room import Projection, View
from assembly_app.domain.state import Phase, SessionState
from assembly_app.domain.voting import PollState, PollStatus, uncounted
from assembly_app.i18n import Translator
from assembly_app.words import wording


class Kind(Enum):
    """What an act needs of the console."""

    COMMAND = auto()
    """Nothing: `command` says it all."""
    CLOSE_VOTE = auto()
    """The last call first, where the vote is small and secret."""
    SHOW_RESULT = auto()
    """A warning first, where the result shows how people voted."""
    MINUTES = auto()
    WAIT = auto()
    """Nothing to do but wait."""


class Act(msgspec.Struct, frozen=True):
    """What the button says and does; `hold`: only after a long press. `detail` is a second, smaller line."""

    kind: Kind
    label: str
    detail: str = ""
    command: Command | None = None
    poll: str = ""
    hold: bool = False


def next_act(scene: Scene, _: Translator) -> Act:
    """The next sensible act.

    An open vote comes first, then who speaks, then a result that nobody saw, then whoever waits to speak, then the
    votes prepared for the item, then the next item.
    """
    state = scene.state
    if state.phase is Phase.PLANNED:
        detail = wording.quorum_sentence(state.attendance(), _) if state.attendance().needed else ""
        return Act(Kind.COMMAND, _("Open the session"), detail, commands.OpenSession())
    if state.phase is Phase.CLOSED:
        return Act(Kind.MINUTES, _("Go to the minutes"), _("The session is closed."))
    if state.open_poll is not None:
        return _close_vote(state.open_poll, scene, _)
    if state.speaking is not None:
        name = wording.name_of(scene.people, state.speaking.person, _)
        return Act(Kind.COMMAND, _("End speech"), name, commands.EndSpeech())
    if unseen := _unseen_result(scene):
        return Act(Kind.SHOW_RESULT, _("Show the result"), _.pick(unseen.poll.question), poll=unseen.poll.id)
    if state.current is None:
        return _next_item(state, _)
    if state.progress_of(state.current).status is Status.PAUSED:
        return Act(Kind.COMMAND, _("Go on with the item"), _title(state, state.current, _), commands.ResumeItem())
    return _within_item(scene, _)


def _within_item(scene: Scene, _: Translator) -> Act:
    state = scene.state
    waiting = next((person for person in state.speakers.queue if person in state.present), None)
    if waiting is not None:
        name = wording.name_of(scene.people, waiting, _)
        return Act(Kind.COMMAND, _("Give {name} the floor", name=name), command=commands.StartSpeech(waiting))
    for poll in state.polls.values():
        if poll.status is PollStatus.PREPARED and poll.poll.item == state.current:
            question = _.pick(poll.poll.question)
            return Act(Kind.COMMAND, _("Open the vote"), question, commands.OpenPoll(poll.poll.id), poll.poll.id)
    return _next_item(state, _)


def _close_vote(poll: PollState, scene: Scene, _: Translator) -> Act:
    if poll.status is PollStatus.LAST_CALL:
        return Act(Kind.WAIT, _("Closing the vote…"), _.pick(poll.poll.question))
    text = _(
        "Close the vote ({voted} of {entitled})",
        voted=_.number(scene.turnout), entitled=_.number(scene.state.entitled(poll.poll)),
    )  # fmt: skip
    return Act(Kind.CLOSE_VOTE, text, _("Hold the button to close."), poll=poll.poll.id, hold=True)


def _unseen_result(scene: Scene) -> PollState | None:
    """The last result, as long as nothing else began since the close and the room did not see it."""
    state = scene.state
    counted = [poll for poll in state.polls.values() if poll.closed and poll.tally and not uncounted(poll)]
    last = max(counted, key=lambda poll: str(poll.closed), default=None)
    if last is None or last.closed is None or last.poll.id in scene.shown:
        return None
    if state.chosen == Projection(View.RESULT, last.poll.id):
        return None
    begun = [speech.span.started for speech in state.speeches[-1:]]
    if state.current is not None:
        begun += [span.started for span in state.progress_of(state.current).spans[-1:]]
    return last if all(moment <= last.closed for moment in begun) else None


def _next_item(state: SessionState, _: Translator) -> Act:
    following = state.next_item()
    if following is None:
        return Act(
            Kind.COMMAND, _("Close the session"), _("Hold the button to close."), commands.CloseSession(), hold=True
        )
    number = numbers(state.items)[following.id]
    title = _title(state, following.id, _)
    if following.kind is ItemKind.BREAK:
        return Act(Kind.COMMAND, _("Start the break"), title, commands.NextItem())
    if state.current is not None and state.item(state.current).kind is not ItemKind.BREAK:
        return Act(Kind.COMMAND, _("Next item"), title, commands.NextItem())
    return Act(Kind.COMMAND, _("Start item {number}", number=number), _.pick(following.title), commands.NextItem())


def _title(state: SessionState, item: str, _: Translator) -> str:
    return f"{numbers(state.items)[item]} {_.pick(state.item(item).title)}".strip()
