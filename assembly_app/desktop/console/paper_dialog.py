"""Paper ballots: two people enter what they counted, one after the other, and only the same numbers count."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.console.paper_sheet import PlainSheet, sheet_for
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Field, Line
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.commands import CorrectPoll, CountPaper
from assembly_app.domain.errors import Refused
from assembly_app.domain.state import SessionState
from assembly_app.domain.voting import PaperSheet, PollState, PollStatus, handed_in
from assembly_app.words import result_words

WIDTH, WIDER, HEIGHT = 560, 860, 680


class PaperDialog(QDialog):
    """For an open vote each sheet is kept at once; after the close both are kept together, with the reason."""

    def __init__(self, context: Context, found: PollState, parent: QWidget) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._live = context.live
        self._found = found
        self._correcting = found.status is PollStatus.CLOSED
        self._sheets: tuple[PaperSheet, ...] = () if self._correcting else found.paper
        self._again = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Correct the count") if self._correcting else _("Paper ballots"))
        self.told = label()
        self.who = Line()
        self.who_field = Field(_("Name of who counts"), self.who)
        self.sheet = sheet_for(_, found.poll)
        self.total = label("", "strong")
        self.error = label("", "bad")
        self.reason = Line()
        self.reason_field = Field(_("Why is the count corrected?"), self.reason, _("The minutes will tell."))
        self.hand_in = button(_("I have counted"), self._hand_in, look="primary")
        self.correct = button(_("Correct the result"), self._correct, look="primary")
        self.first = button("", lambda: self._count_again(0))
        self.second = button("", lambda: self._count_again(1))
        self.leave = button(_("Close"), self.reject)
        for made in (self.first, self.second, self.leave, self.hand_in, self.correct):
            made.setAutoDefault(False)  # Enter in a field of the ballot adds the ballot
        self._lay_out()
        self.sheet.counted.connect(self._count)
        self._draw()

    def _lay_out(self) -> None:
        self.counting = scrolled(self.sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(self._.pick(self._found.poll.question), "title"))
        for widget in (self.told, self.who_field):
            whole.addWidget(widget)
        whole.addWidget(self.counting, 1)
        for widget in (self.total, self.reason_field, self.error):
            whole.addWidget(widget)
        whole.addStretch()
        whole.addLayout(row(self.first, self.second))
        foot = row(self.leave, self.hand_in, self.correct)
        foot.insertStretch(1)
        whole.addLayout(foot)
        self.resize(WIDTH if isinstance(self.sheet, PlainSheet) else WIDER, HEIGHT)

    # --- what is shown ---

    @property
    def _entering(self) -> bool:
        return bool(self._again) or len(self._sheets) < 2

    def _draw(self) -> None:
        entering = self._entering
        agreed = not entering and self._sheets[0].agrees(self._sheets[1])
        for widget in (self.who_field, self.counting, self.total, self.hand_in):
            widget.setVisible(entering)
        for made, at in ((self.first, 0), (self.second, 1)):
            made.setVisible(not entering)
            if not entering:
                made.setText(self._("{name} counts again", name=self._sheets[at].by))
        self.reason_field.setVisible(agreed and self._correcting)
        self.correct.setVisible(agreed and self._correcting)
        self.error.hide()
        self.told.setText(self._entry_words() if entering else self._verdict_words(agreed))
        if entering:
            self.who.setText(self._again)
            self.who.setReadOnly(bool(self._again))
            self.sheet.clear()
            self._count()
            if not self._again:
                self.who.setFocus()
        elif self.reason_field.isVisibleTo(self):
            self.reason.setFocus()

    def _entry_words(self) -> str:
        _ = self._
        if self._again:
            return _("{name}, count the ballots again from the beginning.", name=self._again)
        if self._sheets:
            return _(
                "{name} has counted; those numbers stay hidden. Now a second person counts the same ballots.",
                name=self._sheets[0].by,
            )
        told = _("Two people count the paper ballots, one after the other. Neither sees the other’s numbers.")
        if self._correcting:
            return told + " " + _("Count all paper ballots, also those that were entered before.")
        return told

    def _verdict_words(self, agreed: bool) -> str:
        _, (first, second) = self._, self._sheets
        if agreed:
            return _.plural(
                "{people} both found the same: {n} paper ballot.",
                "{people} both found the same: {n} paper ballots.",
                first.ballots, people=_.list([first.by, second.by]),
            )  # fmt: skip
        said = sorted(result_words.choice_words(choice, self._found, _) for choice in first.differs_at(second))
        return _(
            "{people} did not find the same. They differ at: {choices}. No number counts before both agree.",
            people=_.list([first.by, second.by]), choices="; ".join(said),
        )  # fmt: skip

    def _count(self) -> None:
        self.total.setText(self._.plural("{n} paper ballot", "{n} paper ballots", self.sheet.total()))

    def _fail(self, sentence: str) -> None:
        self.hand_in.setEnabled(True)
        self.correct.setEnabled(True)
        self.error.setText(sentence)
        self.error.show()

    # --- what is done ---

    def _count_again(self, at: int) -> None:
        self._again = self._sheets[at].by
        self._draw()

    def _hand_in(self) -> None:
        self.who_field.clear()
        try:
            sheet = PaperSheet(self.who.value(), self.sheet.value())
        except Refused as refused:
            self._fail(self._.explain(refused))
            return
        if problem := self._name_problem(sheet.by):
            self.who_field.fail(problem)
            return
        if self._correcting:
            self._keep(handed_in(self._sheets, sheet))
            return
        poll = self._found.poll.id
        self.hand_in.setEnabled(False)
        self._live.act(lambda desk: desk.execute(CountPaper(poll, sheet)), self._kept, self._fail)

    def _name_problem(self, name: str) -> str:
        if not name:
            return self._("Say who counted the paper ballots.")
        if not self._again and any(sheet.by == name for sheet in self._sheets):
            return self._("{name} has counted already. Another person must count too.", name=name)
        return ""

    def _kept(self, state: SessionState) -> None:
        self._keep(state.poll(self._found.poll.id).paper)

    def _keep(self, sheets: tuple[PaperSheet, ...]) -> None:
        self.hand_in.setEnabled(True)
        self._sheets, self._again = sheets, ""
        self._draw()

    def _correct(self) -> None:
        command = CorrectPoll(self._found.poll.id, self.reason.value(), (self._sheets[0], self._sheets[1]))
        self.correct.setEnabled(False)
        self._live.do(command, self.accept, self._fail)
