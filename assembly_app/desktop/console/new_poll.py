"""A vote made on the spot: type the question, open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from assembly_app.desk import Desk, new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Number
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.domain import commands
from assembly_app.domain.polls import Electorate, Option, Poll, PollKind
from assembly_app.domain.state import SessionState
from assembly_app.words import wording

OPTIONS_HEIGHT = 72
KINDS = (PollKind.YES_NO_ABSTAIN, PollKind.SINGLE, PollKind.MULTIPLE)
"""What can be made on the spot; the others are prepared beforehand."""


class NewPoll(QWidget):
    """The form; `done` is called when the poll is made or the form is left."""

    def __init__(self, context: Context, done: Callable[[], object]) -> None:
        super().__init__()
        _ = self._ = context._
        self._live = context.live
        self._done = done
        self.question = QLineEdit(placeholderText=_("The question, such as “Do we adopt the proposal?”"))
        self.question.setAccessibleName(_("Question"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of vote"))
        for kind in KINDS:
            self.kind.addItem(_(wording.POLL_KINDS[kind]), kind)
        self.secret = QCheckBox(_("secret"))
        self.room = QCheckBox(_("straw poll"))
        self.room.setToolTip(_("Everyone in the room, one vote a phone; no decision."))
        self.live = QCheckBox(_("show results while voting"))
        self.options = QPlainTextEdit(placeholderText=_("One option a line"))
        self.options.setAccessibleName(_("Options, one a line"))
        self.options.setFixedHeight(OPTIONS_HEIGHT)
        self.options.setTabChangesFocus(True)
        self.most = Number(1, 20)
        self.most.show_value(2)
        self.most.setAccessibleName(_("Choose at most"))
        self.most_label = label(_("choose at most"), wrap=False)
        self.most_label.setBuddy(self.most)
        self.error = label("", "bad")
        self.open = button(_("Open the vote"), lambda: self._make(True), icon="vote")
        self.keep = button(_("Keep for later"), lambda: self._make(False))
        self.leave = button(_("Cancel"), done)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.question.returnPressed.connect(lambda: self._make(True))
        self._choose_kind()

    def _lay_out(self) -> None:
        choices = row(self.kind, self.secret, self.room, self.live)
        choices.addStretch()
        answers = row(self.options, self.most_label, self.most, stretch=0)
        buttons = row(self.open, self.keep, self.leave)
        buttons.addStretch()
        whole = column(self.question)
        for layout in (choices, answers, buttons):
            whole.addLayout(layout)
        whole.insertWidget(3, self.error)
        self.error.hide()
        whole.setSpacing(theme.SPACE)
        self.setLayout(whole)

    def begin(self) -> None:
        """An empty form, with the cursor in the question."""
        self.question.clear()
        self.options.clear()
        self.kind.setCurrentIndex(0)
        self.secret.setChecked(True)
        self.room.setChecked(False)
        self.live.setChecked(False)
        self.error.hide()
        self.question.setFocus()

    def _choose_kind(self) -> None:
        kind = PollKind(self.kind.currentData())  # Qt keeps the text, not the enum
        self.options.setVisible(kind is not PollKind.YES_NO_ABSTAIN)
        for widget in (self.most, self.most_label):
            widget.setVisible(kind is PollKind.MULTIPLE)

    def poll(self) -> Poll:
        """The poll as it is typed, on the item that runs."""
        state = self._live.state
        language = state.session().languages[0]
        texts = [line.strip() for line in self.options.toPlainText().splitlines() if line.strip()]
        kind = PollKind(self.kind.currentData())
        return Poll(
            new_id(),
            {language: self.question.text().strip()},
            kind,
            tuple(Option(new_id(), {language: text}) for text in texts),
            maximum=min(self.most.value(), max(1, len(texts))) if kind is PollKind.MULTIPLE else 1,
            secret=self.secret.isChecked(),
            live=self.live.isChecked(),
            electorate=Electorate.ROOM if self.room.isChecked() else Electorate.MEMBERS,
            item=state.current,
        )

    def _make(self, at_once: bool) -> None:
        poll = self.poll()

        def make(desk: Desk) -> SessionState:
            if desk.state.polls.get(poll.id) is None:
                desk.execute(commands.AddPoll(poll))
            return desk.execute(commands.OpenPoll(poll.id)) if at_once else desk.state

        self._live.act(make, lambda _state: self._done(), self._fail)

    def _fail(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
