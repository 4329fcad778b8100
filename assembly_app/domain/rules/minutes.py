"""The way of the minutes from the draft to the archive: sent for remarks, approved, signed, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from assembly_app.domain import commands, events
from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.events import AnyEvent
from assembly_app.domain.record import MinutesStand, Remark, Stage
from assembly_app.domain.state import Phase, SessionState

ALWAYS = (commands.SignMinutes, commands.CorrectMinutes, commands.ChooseView, commands.TakeBack)
"""What can be asked although the minutes are approved."""


def check_open(state: SessionState, command: Command) -> None:
    """Refuse what would change approved minutes."""
    if state.minutes.fixed and not isinstance(command, ALWAYS):
        raise Refused("The minutes are approved, so nothing in them changes any more. Begin a correction first.")


def send(state: SessionState, command: commands.SendMinutes, at: datetime) -> Iterator[AnyEvent]:
    if state.phase is not Phase.CLOSED:
        raise Refused("The session is not over. Close it first, then send its minutes.")
    if state.minutes.stage is not Stage.REMARKS or state.minutes.until != command.until:
        yield events.MinutesSent(command.until)


def recall(state: SessionState, command: commands.RecallMinutes, at: datetime) -> Iterator[AnyEvent]:
    if state.minutes.stage is Stage.REMARKS:
        yield events.MinutesRecalled()


def make_remark(state: SessionState, command: commands.MakeRemark, at: datetime) -> Iterator[AnyEvent]:
    remark = command.remark
    if state.minutes.stage is not Stage.REMARKS:
        raise Refused("Remarks can be made once the minutes were sent to the members.")
    if not remark.text.strip():
        raise Refused("The remark is empty. Write the text first.")
    if remark.person not in state.members:
        raise Refused("This person is not on the list of this session. Add them first.")
    if remark.item is not None:
        state.item(remark.item)
    if all(each.id != remark.id for each in state.minutes.remarks):
        yield events.RemarkMade(replace(remark, answer="", accepted=None))


def answer_remark(state: SessionState, command: commands.AnswerRemark, at: datetime) -> Iterator[AnyEvent]:
    remark = _remark(state, command.remark)
    if state.minutes.stage is not Stage.REMARKS:
        raise Refused("Remarks are answered while the minutes are out for remarks.")
    if (remark.answer, remark.accepted) != (command.answer, command.accepted):
        yield events.RemarkAnswered(command.remark, command.answer, command.accepted)


def approve(state: SessionState, command: commands.ApproveMinutes, at: datetime) -> Iterator[AnyEvent]:
    if state.phase is not Phase.CLOSED:
        raise Refused("The session is not over. Close it first, then approve its minutes.")
    if state.minutes.unanswered:
        raise Refused("Some remarks have no answer yet. Answer them first.")
    yield events.MinutesApproved(command.approval)


def sign(state: SessionState, command: commands.SignMinutes, at: datetime) -> Iterator[AnyEvent]:
    if not state.minutes.fixed:
        raise Refused("Only approved minutes are signed. Approve them first.")
    if command.signature.person not in state.members:
        raise Refused("This person is not on the list of this session. Add them first.")
    if command.signature not in state.minutes.signatures:
        yield events.MinutesSigned(command.signature)


def correct(state: SessionState, command: commands.CorrectMinutes, at: datetime) -> Iterator[AnyEvent]:
    if not state.minutes.fixed:
        raise Refused("These minutes are not approved yet, so they can simply be changed.")
    if not command.reason.strip():
        raise Refused("Write why the minutes are corrected: the new version says it.")
    yield events.CorrectionBegun(command.reason.strip())


def _remark(state: SessionState, remark: str) -> Remark:
    for each in state.minutes.remarks:
        if each.id == remark:
            return each
    raise Refused("This remark does not exist any more.")


def _sent(state: SessionState, event: events.MinutesSent, at: datetime) -> SessionState:
    return _stand(state, replace(state.minutes, stage=Stage.REMARKS, since=at, until=event.until))


def _recalled(state: SessionState, event: events.MinutesRecalled, at: datetime) -> SessionState:
    return _stand(state, replace(state.minutes, stage=Stage.DRAFT, since=at, until=None))


def _made(state: SessionState, event: events.RemarkMade, at: datetime) -> SessionState:
    return _stand(state, replace(state.minutes, remarks=(*state.minutes.remarks, event.remark)))


def _answered(state: SessionState, event: events.RemarkAnswered, at: datetime) -> SessionState:
    remarks = tuple(
        replace(each, answer=event.answer, accepted=event.accepted) if each.id == event.remark else each
        for each in state.minutes.remarks
    )
    return _stand(state, replace(state.minutes, remarks=remarks))


def _approved(state: SessionState, event: events.MinutesApproved, at: datetime) -> SessionState:
    return _stand(state, replace(state.minutes, stage=Stage.APPROVED, since=at, approval=event.approval))


def _signed(state: SessionState, event: events.MinutesSigned, at: datetime) -> SessionState:
    signatures = (*state.minutes.signatures, event.signature)
    return _stand(state, replace(state.minutes, stage=Stage.SIGNED, since=at, signatures=signatures))


def _corrected(state: SessionState, event: events.CorrectionBegun, at: datetime) -> SessionState:
    return _stand(state, MinutesStand(since=at, version=state.minutes.version + 1, reason=event.reason))


def _stand(state: SessionState, minutes: MinutesStand) -> SessionState:
    return replace(state, minutes=minutes)


DECIDE = {
    commands.SendMinutes: send,
    commands.RecallMinutes: recall,
    commands.MakeRemark: make_remark,
    commands.AnswerRemark: answer_remark,
    commands.ApproveMinutes: approve,
    commands.SignMinutes: sign,
    commands.CorrectMinutes: correct,
}
APPLY = {
    events.MinutesSent: _sent,
    events.MinutesRecalled: _recalled,
    events.RemarkMade: _made,
    events.RemarkAnswered: _answered,
    events.MinutesApproved: _approved,
    events.MinutesSigned: _signed,
    events.CorrectionBegun: _corrected,
}
