"""One poll, to be changed until it is opened."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Number
from assembly_app.desktop.local_edit import LocalEdit
from assembly_app.desktop.prepare.counting_edit import CountingEdit
from assembly_app.desktop.prepare.options_edit import OptionsEdit
from assembly_app.desktop.widgets import column, label, row, set_look
from assembly_app.domain.commands import AddPoll, ChangePoll
from assembly_app.domain.errors import Refused
from assembly_app.domain.polls import BallotForm, Electorate, Poll, PollKind, check_poll, complete
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.words import result_words, wording


def _written(desk: Desk, poll: Poll) -> AddPoll | ChangePoll:
    """The command that keeps a poll, decided when its turn comes: it may have been added just before."""
    return ChangePoll(poll) if poll.id in desk.state.polls else AddPoll(poll)


BOUNDED = (PollKind.MULTIPLE, PollKind.WORDS)
"""The kinds in which the poll says how many a voter chooses or writes."""


def _has_own_options(poll: Poll) -> bool:
    """Whether the options are the poll's own: not yes and no, nor what people write."""
    return poll.kind is not PollKind.YES_NO_ABSTAIN and poll.form is not BallotForm.WRITE


class PollEditor(QWidget):
    """Saves by itself as soon as the poll could be answered, and says what it lacks until then."""

    drafted = Signal(object)
    """The poll as it is being written."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._state = PollState(Poll("", {}))
        self._make_fields()
        self._lay_out()
        for editor in (self.question, self.options, self.kind, self.secret, self.shown, self.electorate, self.item,
                       self.least, self.most, self.counting):  # fmt: skip
            editor.edited.connect(self.save)
        for box in (self.publish, self.reminders, self.revote):
            box.clicked.connect(lambda _checked: self.save())
        for editor in (self.kind, self.secret, self.electorate, self.counting.method, self.counting.ballot):
            editor.edited.connect(self._fit)
        for typed in (self.question, self.options):
            typed.typing.connect(self._type)

    def _make_fields(self) -> None:
        _ = self._
        self.question = LocalEdit(_, ())
        self.kind = Choice((kind, _(text)) for kind, text in wording.POLL_KINDS.items())
        self.options = OptionsEdit(_)
        self.counting = CountingEdit(_)
        self.least, self.most = Number(0, 99), Number(1, 99)
        self.secret = Choice([(True, _("Secret: nobody can see who chose what")),
                              (False, _("Named: the minutes say who chose what"))])  # fmt: skip
        self.shown = Choice([(False, _("Hidden until the vote is closed")), (True, _("Shown while people vote"))])
        self.electorate = Choice([(Electorate.MEMBERS, _("Present members with a vote")),
                                  (Electorate.ROOM, _("Everyone in the room: a straw poll"))])  # fmt: skip
        self.item = Choice()
        self.publish = QCheckBox(_("Publish the list of ballots after the close"))
        self.publish_told = label(
            _("Everyone can find the own ballot by its receipt and count along. But such a list can help vote buying: "
              "whoever shows a receipt proves a choice."), "muted",
        )  # fmt: skip
        self.reminders = QCheckBox(_("Let phones that have not voted be reminded"))
        self.reminders_told = label(_("Nobody sees whose phones they are, only how many votes are missing."), "muted")
        self.revote = QCheckBox(_("Let people change their vote until the close"))
        self.revote_told = label("", "muted")
        self.question_field = Field(_("Question"), self.question)
        self.options_field = Field(_("Options"), self.options)
        self.least_field = Field(_("At least"), self.least)
        self.most_field = Field(_("At most"), self.most)
        self.told = label("", "muted")

    def _lay_out(self) -> None:
        _ = self._
        bounds = row(self.least_field, self.most_field)
        bounds.addStretch()
        self.form = QWidget()
        down = QVBoxLayout(self.form)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE * 2)
        down.addWidget(self.question_field)
        down.addWidget(Field(_("Kind"), self.kind))
        down.addWidget(self.options_field)
        down.addLayout(bounds)
        down.addWidget(self.counting)
        down.addWidget(Field(_("Secrecy"), self.secret))
        down.addWidget(Field(_("Results"), self.shown))
        down.addWidget(Field(_("Who may vote"), self.electorate))
        down.addWidget(Field(_("Agenda item"), self.item))
        for option, told in ((self.publish, self.publish_told), (self.reminders, self.reminders_told),
                             (self.revote, self.revote_told)):  # fmt: skip
            down.addLayout(column(option, told, spacing=theme.SPACE // 2))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(self.told)
        whole.addWidget(self.form)
        whole.addStretch()

    # --- what is shown ---

    @property
    def poll(self) -> str:
        """The id of the poll that is edited."""
        return self._state.poll.id

    def show_poll(self, state: PollState, languages: Sequence[str], items: Sequence[tuple[str | None, str]]) -> None:
        """Edit this poll; one that was opened can only be read."""
        other = state.poll.id != self.poll
        before, self._state = self._state, state
        poll = state.poll
        if not other and state.status is PollStatus.PREPARED and self._draft() not in (before.poll, poll):
            return  # it is being written, and newer than what is kept
        self.question.speak(languages)
        if other:
            self.question.show_value({})
            self._clear_errors()
        self.question.show_value(poll.question)
        self.kind.show_value(poll.kind)
        if other or _has_own_options(poll):  # those of another kind stay at hand while the kind is tried out
            self.options.show_value(poll.options if _has_own_options(poll) else (), languages)
        self.counting.show_poll(poll, languages)
        self.least.show_value(poll.minimum)
        self.most.show_value(poll.maximum)
        self.secret.show_value(poll.secret)
        self.shown.show_value(poll.live)
        self.electorate.show_value(poll.electorate)
        self.publish.setChecked(poll.publish)
        self.reminders.setChecked(poll.reminders)
        self.revote.setChecked(poll.revote)
        self.item.offer([(None, self._("none")), *((key, text) for key, text in items if key)])
        self.item.show_value(poll.item)
        self._fit()
        self._tell()
        self.drafted.emit(poll)

    def _fit(self) -> None:
        poll = self._draft()
        self.options_field.setVisible(_has_own_options(poll))
        self.options.ask_costs(poll.kind is PollKind.BUDGET)
        self.counting.offer(poll)
        for field in (self.least_field, self.most_field):
            field.setVisible(poll.kind in BOUNDED)
        for part in (self.publish, self.publish_told):
            part.setVisible(poll.secret)  # a named vote tells who chose what anyway
        self._fit_revote(poll.can_revote)

    def _fit_revote(self, can: bool) -> None:
        """Offer changes where the poll can have them, else say why not."""
        _ = self._
        self.revote.setEnabled(can)
        self.revote.setChecked(self.revote.isChecked() and can)
        self.revote_told.setText(
            _("The last vote of each person counts.")
            if can
            else _("Only in a named straw poll: a secret ballot has no owner who could change it, and in a decision of "
                   "members each vote stands.")
        )  # fmt: skip

    def _tell(self) -> None:
        _, state = self._, self._state
        self.form.setEnabled(state.status is PollStatus.PREPARED)
        if state.status is not PollStatus.PREPARED:
            told = _("This poll was opened, so it can only be read. Make a copy to vote again.")
            self._say(" ".join(filter(None, [told, result_words.result_sentence(state, _)])), "muted")
        elif state.poll.id in self._live.state.polls:
            self._say(_("Saved."), "good")
        else:
            self._say(_("A new poll. It is saved as soon as it can be answered."), "muted")

    def _say(self, sentence: str, look: str) -> None:
        self.told.setText(sentence)
        set_look(self.told, look)

    # --- what is saved ---

    def _draft(self) -> Poll:
        poll = replace(
            self._state.poll,
            question=self.question.value(),
            kind=self.kind.value(),
            options=self.options.value(),
            minimum=self.least.value(),
            maximum=self.most.value(),
            secret=self.secret.value(),
            live=self.shown.value(),
            electorate=self.electorate.value(),
            item=self.item.value(),
            publish=self.publish.isChecked() and self.secret.value(),
            reminders=self.reminders.isChecked(),
        )
        poll = replace(poll, revote=self.revote.isChecked() and poll.can_revote)
        return complete(self.counting.applied(poll))

    def _type(self) -> None:
        if self.form.isEnabled():
            self.drafted.emit(self._draft())

    def save(self) -> None:
        """Save the poll if it can be answered; else say beside the field what it lacks."""
        if not self.form.isEnabled():
            return
        poll = self._draft()
        self._clear_errors()
        self.drafted.emit(poll)
        try:
            check_poll(poll)
        except Refused as refused:
            self._refuse(poll, self._.explain(refused))
            return
        self._live.act(lambda desk: desk.execute(_written(desk, poll)), failed=self._failed)

    def _refuse(self, poll: Poll, sentence: str) -> None:
        self._say(self._("Not saved yet."), "bad")
        unpriced = poll.kind is PollKind.BUDGET and poll.budget > 0
        if not poll.question:
            self.question_field.fail(sentence)
        elif _has_own_options(poll) and (len(poll.options) < 2 or unpriced):
            self.options_field.fail(sentence)
        elif poll.kind in BOUNDED:
            self.most_field.fail(sentence)
        else:
            self.counting.fail(sentence)

    def _failed(self, sentence: str) -> None:
        self._say(sentence, "bad")

    def _clear_errors(self) -> None:
        for field in (self.question_field, self.options_field, self.least_field, self.most_field):
            field.clear()
        self.counting.fail("")
