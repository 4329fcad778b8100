"""How far the minutes are, in one row, with the next act as a button; and the dialogs of these acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Area, Choice, Field
from assembly_app.desktop.minutes.asking import Asking
from assembly_app.desktop.moments import Day
from assembly_app.desktop.widgets import button, label, set_look
from assembly_app.domain.commands import ApproveMinutes, Command, CorrectMinutes, RecallMinutes, SendMinutes
from assembly_app.domain.record import Approval, MinutesStand, Stage
from assembly_app.domain.state import Phase
from assembly_app.i18n import N_, LocalText, Translator
from assembly_app.words import wording

NAMES = {
    Stage.DRAFT: N_("Draft"), Stage.REMARKS: N_("Sent for remarks"), Stage.APPROVED: N_("Approved"),
    Stage.SIGNED: N_("Signed"),
}  # fmt: skip
SEND, RECALL, APPROVE, SIGN, CORRECT = "send", "recall", "approve", "sign", "correct"
ACTS = {
    SEND: N_("Send for remarks…"), APPROVE: N_("Approve…"), SIGN: N_("Sign…"), CORRECT: N_("Correct…"),
    RECALL: N_("Draft again"),
}  # fmt: skip
NEXT = {
    Stage.DRAFT: (SEND, APPROVE), Stage.REMARKS: (APPROVE, RECALL), Stage.APPROVED: (SIGN, CORRECT),
    Stage.SIGNED: (SIGN, CORRECT),
}  # fmt: skip
REMARK_DAYS = 14
"""So many days for remarks, when nobody said yet."""


class StageBar(QWidget):
    """Draft ▸ Sent for remarks ▸ Approved ▸ Signed. `asked` names the act that is wanted."""

    asked = Signal(str)

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self.steps: dict[Stage, QLabel] = {}
        self.acts: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE)
        for stage, name in NAMES.items():
            if self.steps:
                line.addWidget(label("▸", "muted", wrap=False))
            self.steps[stage] = label(_(name), "muted", wrap=False)
            line.addWidget(self.steps[stage], 0, Qt.AlignmentFlag.AlignVCenter)
        line.addSpacing(theme.SPACE)
        for act, name in ACTS.items():
            self.acts[act] = button(_(name), partial(self.asked.emit, act))
            line.addWidget(self.acts[act])

    def show_stand(self, stand: MinutesStand, phase: Phase) -> None:
        """Show how far the minutes are."""
        _, over = self._, phase is Phase.CLOSED
        for stage, step in self.steps.items():
            set_look(step, "chip" if stage is stand.stage else "muted")
            QApplication.sendEvent(step, QEvent(QEvent.Type.StyleChange))  # it measures itself anew only then
        self.setAccessibleName(_("The minutes are at: {stage}", stage=_(NAMES[stand.stage])))
        for act, made in self.acts.items():
            made.setVisible(act in NEXT[stand.stage])
            able = over or act in (SIGN, CORRECT, RECALL)
            made.setEnabled(able)
            made.setToolTip(_(ACTS[act]) if able else _("Close the session first."))


def sentence(stand: MinutesStand, context: Context) -> str:
    """What the stage means for who writes; empty where there is nothing to say."""
    _ = context._
    told = []
    if stand.version > 1:
        told.append(_("Version {n}, a correction: {reason}", n=stand.version, reason=stand.reason))
    if stand.stage is Stage.REMARKS:
        told.append(_("Remarks until {day}.", day=_.date(stand.until)) if stand.until else _("Remarks can be made."))
        if stand.unanswered:
            told.append(
                _.plural("{n} remark waits for an answer.", "{n} remarks wait for an answer.", stand.unanswered)
            )
    if stand.approval is not None and stand.fixed:
        told.append(_("Approved on {day}.", day=_.date(stand.approval.day)))
    if stand.signatures:
        names = [wording.name_of(context.live.people, each.person, _) for each in stand.signatures]
        told.append(_("Signed by {names}.", names=_.list(names)))
    if stand.fixed:
        told.append(_("The text cannot change any more. A correction begins a new version."))
    return " ".join(told)


class StageActs:
    """What the buttons of the bar do; `export` saves the minutes to be sent, `sign` opens the signing."""

    def __init__(
        self, context: Context, parent: QWidget, export: Callable[[], object], sign: Callable[[], object]
    ) -> None:
        self._ = context._
        self._live = context.live
        self._parent = parent
        self._export = export
        self._sign = sign
        self.dialog: Asking | None = None

    def do(self, act: str) -> None:
        """Do this act, or ask first what it needs."""
        {
            SEND: self.send, RECALL: lambda: self._live.do(RecallMinutes()), APPROVE: self.approve, SIGN: self._sign,
            CORRECT: self.correct,
        }[act]()  # fmt: skip

    def send(self) -> None:
        """Ask until when remarks can be made; then the file to send."""
        _ = self._
        until = _day(_, self._live.local(self._live.now()).date() + timedelta(days=REMARK_DAYS))
        save = QCheckBox(_("Save the file to send now"))
        save.setChecked(True)

        def sent() -> None:
            wanted = save.isChecked()
            self._close()
            if wanted:
                self._export()

        told = label(_("Everyone can still propose changes. You answer each remark before the minutes are approved."))
        self._open(Asking(
            _, _("Send for remarks"), _("Send"), lambda: self._do(SendMinutes(_value(until)), sent),
            told, Field(_("Remarks until"), until), save, parent=self._parent,
        ))  # fmt: skip

    def approve(self) -> None:
        """Ask when and how the minutes were approved."""
        _, here = self._, self._live.desk.session
        day = _day(_, self._live.local(self._live.now()).date())
        how = Choice([((None, {}), _("without a vote"))])

        def ask() -> None:
            session, poll = how.value()
            self._do(ApproveMinutes(Approval(_value(day), session, poll)), self._close)

        self._open(Asking(
            _, _("Approve the minutes"), _("Approve"), ask,
            label(_("After this the text cannot change any more. A correction begins a new version.")),
            Field(_("Approved on"), day), Field(_("How"), how), parent=self._parent,
        ))  # fmt: skip
        dialog = self.dialog
        self._live.ask(lambda desk: _polls(desk, here), lambda found: self._offer(dialog, how, found))

    def _offer(self, dialog: Asking | None, how: Choice, found: list[tuple[int, LocalText]]) -> None:
        if dialog is not None and dialog is self.dialog and isValid(dialog):
            _ = self._
            how.offer([((None, {}), _("without a vote")), *(
                ((session, poll), _("Session {number}: {question}", number=session, question=_.pick(poll)))
                for session, poll in found
            )])  # fmt: skip

    def correct(self) -> None:
        """Ask why approved text is corrected."""
        _, reason = self._, Area(3)
        self._open(Asking(
            _, _("Correct the minutes"), _("Begin the correction"),
            lambda: self._do(CorrectMinutes(reason.value()), self._close),
            label(_("The approved version stays. A new version begins, which says that it is a correction, and why.")),
            Field(_("Why"), reason), parent=self._parent,
        ))  # fmt: skip

    def _open(self, dialog: Asking) -> None:
        self.dialog = dialog
        dialog.open()

    def _do(self, command: Command, then: Callable[[], object]) -> None:
        assert self.dialog is not None
        self._live.do(command, then, self.dialog.fail)

    def _close(self) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.accept()
        self.dialog = None


def _polls(desk: Desk, here: int) -> list[tuple[int, LocalText]]:
    """The counted polls of this session and later ones, the newest session first."""
    later = [number for number in desk.store.sessions() if number >= here]
    return [
        (number, poll.poll.question)
        for number in sorted(later, reverse=True)
        for poll in (desk if number == here else Desk(desk.store, number)).state.polls.values()
        if poll.tally is not None
    ]


def _day(_: Translator, day: date) -> Day:
    made = Day(_)
    made.setDate(QDate(day.year, day.month, day.day))
    return made


def _value(day: Day) -> date:
    chosen = day.date()
    return date(chosen.year(), chosen.month(), chosen.day())
