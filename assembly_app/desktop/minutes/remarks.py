"""What members want otherwise in the part on one item, and the answers they get."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assembly_app.desk import new_id
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Area, Choice
from assembly_app.desktop.widgets import Card, button, label, row
from assembly_app.domain.commands import AnswerRemark, MakeRemark
from assembly_app.domain.record import MinutesStand, Remark, Stage
from assembly_app.words import wording


class RemarkView(QWidget):
    """One remark: who wants what, and the answer, or the place to give it."""

    def __init__(self, context: Context, remark: Remark, *, open_: bool) -> None:
        super().__init__()
        _ = self._ = context._
        self._live = context.live
        self.remark = remark
        who = wording.name_of(context.live.people, remark.person, _)
        self.answer = Area(2)
        self.answer.setPlaceholderText(_("Answer…"))
        self.answer.setAccessibleName(_("Answer to {name}", name=who))
        self.answer.show_value(remark.answer)
        self.accept = button(_("Accept"), lambda: self._say(accepted=True), icon="check")
        self.reject = button(_("Reject"), lambda: self._say(accepted=False), icon="x")
        self.error = label("", "bad")
        self.error.hide()
        self.told = label(self._told(), "muted")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.SPACE // 2)
        down.addWidget(label(f"{who}: {remark.text}"))
        down.addWidget(self.told)
        choices = QWidget()
        line = row(self.accept, self.reject)
        line.addStretch()
        choices.setLayout(line)
        for widget in (self.answer, choices):
            widget.setVisible(open_ and remark.accepted is None)
            down.addWidget(widget)
        down.addWidget(self.error)

    def _told(self) -> str:
        _, remark = self._, self.remark
        if remark.accepted is None:
            return _("Waits for an answer.")
        said = _("Accepted.") if remark.accepted else _("Rejected.")
        return f"{said} {remark.answer}".strip()

    def _say(self, *, accepted: bool) -> None:
        self._live.do(AnswerRemark(self.remark.id, self.answer.value(), accepted), failed=self._fail)

    def _fail(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()


class Remarks(Card):
    """The remarks on one item, and a place for more while the minutes are out for remarks."""

    def __init__(self, context: Context, item: str | None) -> None:
        super().__init__(context._("REMARKS"))
        _ = self._ = context._
        self._context, self._live, self._item = context, context.live, item
        self._shown: tuple[Sequence[Remark], bool] | None = None
        self.views: list[RemarkView] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._list)
        self.who = Choice()
        self.who.setAccessibleName(_("Who makes the remark"))
        self.text = Area(2)
        self.text.setPlaceholderText(_("A remark of a member…"))
        self.text.setAccessibleName(_("Text of the remark"))
        self.make = button(_("Add the remark"), self._make, icon="plus")
        self.error = label("", "bad")
        self.error.hide()
        self._new = QWidget()
        down = QVBoxLayout(self._new)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.text)
        down.addLayout(row(self.who, self.make, stretch=0))
        down.addWidget(self.error)
        self.body.addWidget(self._new)

    def show_stand(self, stand: MinutesStand) -> None:
        """Show the remarks as they are now."""
        own = tuple(remark for remark in stand.remarks if remark.item == self._item)
        open_ = stand.stage is Stage.REMARKS
        self.setVisible(open_ or bool(own))
        self._new.setVisible(open_)
        people, members = self._live.people, self._live.state.members
        self.who.offer(sorted(
            ((person, wording.name_of(people, person, self._)) for person in members), key=lambda who: who[1].casefold()
        ))  # fmt: skip
        if (own, open_) != self._shown:
            self._shown = own, open_
            self._draw(own, open_=open_)

    def _draw(self, own: Sequence[Remark], *, open_: bool) -> None:
        for view in self.views:
            view.hide()
            view.deleteLater()
        self.views = [RemarkView(self._context, remark, open_=open_) for remark in own]
        for view in self.views:
            self._list.addWidget(view)

    def _make(self) -> None:
        self.error.hide()
        remark = Remark(new_id(), self._item, self.who.value() or "", self.text.value())
        self._live.do(MakeRemark(remark), self._made, self._fail)

    def _made(self) -> None:
        self.text.clear()
        self.text.finish()

    def _fail(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
