"""The way of the minutes: draft, remarks, approved, signed, and a correction as a new version."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from assembly_app.domain import commands as c
from assembly_app.domain.commands import Command
from assembly_app.domain.errors import Refused
from assembly_app.domain.record import Approval, Record, RecordKind, Remark, Signature, Stage
from assembly_app.domain.session import run
from assembly_app.domain.state import SessionState
from tests.domain.acts import DETAILS, PEOPLE, START, item

APPROVE = c.ApproveMinutes(Approval(date(2026, 4, 16), session=5))
NOTE = Record("r0", "i0", RecordKind.NOTE, "Iets")


def after(*commands: Command, state: SessionState | None = None) -> SessionState:
    state = state or SessionState()
    for command in commands:
        state, _events = run(state, command, START)
    return state


@pytest.fixture
def over() -> SessionState:
    """A session that is over, with one item and one note."""
    return after(c.CreateSession(DETAILS), c.Enrol(PEOPLE), c.AddItem(item("i0")), c.OpenSession(),
                 c.WriteRecord(NOTE), c.CloseSession())  # fmt: skip


def test_minutes_go_out_for_remarks_only_when_the_session_is_over() -> None:
    with pytest.raises(Refused, match="Close it first"):
        after(c.CreateSession(DETAILS), c.SendMinutes())


def test_a_remark_is_answered_before_the_minutes_are_approved(over: SessionState) -> None:
    sent = after(c.SendMinutes(date(2026, 4, 1)), c.MakeRemark(Remark("m0", "i0", "p1", "Dit klopt niet.")), state=over)
    with pytest.raises(Refused, match="no answer"):
        after(APPROVE, state=sent)
    approved = after(c.AnswerRemark("m0", "Verbeterd.", accepted=True), APPROVE, state=sent)
    assert approved.minutes.stage is Stage.APPROVED
    assert approved.minutes.remarks == (Remark("m0", "i0", "p1", "Dit klopt niet.", "Verbeterd.", True),)


@pytest.mark.parametrize(
    "command",
    [c.WriteRecord(replace(NOTE, text="Iets anders")), c.RemoveRecord("r0"), c.ReopenSession(),
     c.ChangeItem(item("i0", "Nieuw")), c.SetNextMeeting(None), c.Enrol(PEOPLE), c.SendMinutes()],
)  # fmt: skip
def test_nothing_in_approved_minutes_changes(over: SessionState, command: Command) -> None:
    approved = after(APPROVE, state=over)
    with pytest.raises(Refused, match="Begin a correction"):
        after(command, state=approved)


def test_only_approved_minutes_are_signed(over: SessionState) -> None:
    with pytest.raises(Refused, match="Approve them first"):
        after(c.SignMinutes(Signature("p1")), state=over)
    assert after(APPROVE, c.SignMinutes(Signature("p1")), state=over).minutes.stage is Stage.SIGNED


def test_a_correction_is_a_new_version_that_says_why(over: SessionState) -> None:
    begun = after(APPROVE, c.SignMinutes(Signature("p1")), c.CorrectMinutes(" Een naam was fout. "), state=over)
    assert (begun.minutes.stage, begun.minutes.version, begun.minutes.reason) == (Stage.DRAFT, 2, "Een naam was fout.")
    changed = after(c.WriteRecord(replace(NOTE, text="Iets anders")), state=begun)
    assert [record.text for record in changed.records] == ["Iets anders"]


def test_minutes_without_remarks_can_be_called_back(over: SessionState) -> None:
    assert after(c.SendMinutes(), c.RecallMinutes(), state=over).minutes.stage is Stage.DRAFT
