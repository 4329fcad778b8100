"""The vote: ready, running or counted, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QSizePolicy, QWidget

from assembly_app import result_words, wording
from assembly_app.desktop import theme
from assembly_app.desktop.console.new_poll import NewPoll
from assembly_app.desktop.console.next_act import next_act
from assembly_app.desktop.console.result_bars import ScrolledBars
from assembly_app.desktop.context import Context
from assembly_app.desktop.live import Scene
from assembly_app.desktop.widgets import Card, Elided, ElidedCombo, button, column, label, row, set_look
from assembly_app.domain import commands
from assembly_app.domain.state import Phase
from assembly_app.domain.voting import ACCEPTING, PollState, PollStatus
from assembly_app.i18n import duration, translator


class PollCard(Card):
    """Shows one poll. `show_result` brings it to the room, `revealed` says whether its result may be seen here."""

    writing = Signal(bool)
    """Whether a new vote is being written, which takes the room of other things."""

    def __init__(
        self, context: Context, show_result: Callable[[str], object], revealed: Callable[[PollState], bool]
    ) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self._show_result = show_result
        self._revealed = revealed
        self.setAccessibleName(_("Vote"))
        self.title = label(_("VOTE"), "heading", wrap=False)
        self.choice = ElidedCombo()
        self.choice.setAccessibleName(_("Which vote"))
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(ElidedCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.new = button(_("New vote"), self.begin, icon="plus")
        self.rules = Elided("", "muted")
        self.turnout = QProgressBar(textVisible=False)
        self.turnout.setFixedHeight(theme.SPACE)
        self.turnout.setAccessibleName(_("Turnout"))
        self.told = label("", wrap=True)
        self.bars = ScrolledBars(_)
        self.open = button(_("Open the vote"), self._open, icon="vote", tip=_("Open the vote (V)"))
        self.show_button = button(
            _("Show the result"), lambda: show_result(self.choice.currentData()), icon="bar-chart-3"
        )
        self.cancel = button(_("Cancel the vote…"), self._ask_reason, icon="x")
        self.reason = QLineEdit(placeholderText=_("Why is it cancelled? The minutes will tell."))
        self.reason.setAccessibleName(_("Reason for cancelling"))
        self.reason.returnPressed.connect(self._cancel)
        self.confirm = button(_("Cancel the vote"), self._cancel)
        self.keep = button(_("Go on voting"), self._draw)
        self.form = NewPoll(context, self._leave_form)
        self._lay_out()
        self.choice.activated.connect(lambda _index: self._draw())
        live.follow(focus, self._follow)
        live.follow(self._part, self._draw)
        live.ticked.connect(self.tick)

    def _lay_out(self) -> None:
        self.body.addLayout(row(self.title, self.choice, self.new, stretch=1))
        shown = QWidget()
        acts = row(self.rules, self.open, self.show_button, self.cancel, stretch=0)
        why = row(self.reason, self.confirm, self.keep, stretch=0)
        inside = column(self.turnout, self.told, self.bars)
        inside.insertLayout(0, acts)
        inside.addLayout(why)
        shown.setLayout(inside)
        self.shown = shown
        for widget in (shown, self):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            policy.setHeightForWidth(True)
            widget.setSizePolicy(policy)
        self.body.addWidget(shown)
        self.body.addWidget(self.form)
        self.form.hide()

    @staticmethod
    def _part(scene: Scene) -> object:
        return (scene.state.polls, scene.turnout, scene.tally, scene.shown, scene.state.phase, scene.state.items,
                scene.state.present, scene.state.chosen)  # fmt: skip

    # --- which poll ---

    def _follow(self) -> None:
        """Go to the poll that matters now."""
        self._fill(focus(self._live.scene))
        self._draw()

    def _fill(self, wanted: str | None) -> None:
        _, state = self._, self._live.state
        self.choice.clear()
        polls = sorted(state.polls.values(), key=lambda poll: poll.poll.item != state.current)
        for poll in polls:
            status = _(wording.POLL_STATUSES[poll.status])
            self.choice.addItem(f"{_.pick(poll.poll.question)} ({status})", poll.poll.id)
        self.choice.setCurrentIndex(self.choice.findData(wanted) if wanted else -1)
        self.choice.setEnabled(bool(polls))
        self.choice.setPlaceholderText(_("Choose a prepared vote…") if polls else _("No vote is prepared."))

    def _draw(self) -> None:
        chosen = self.choice.currentData()
        if [self.choice.itemData(i) for i in range(self.choice.count())] != self._order() or self._stale():
            self._fill(chosen if chosen in self._live.state.polls else None)
        found = self._live.state.polls.get(self.choice.currentData() or "")
        for widget in (self.rules, self.turnout, self.told, self.bars, self.open, self.show_button,
                       self.cancel, self.reason, self.confirm, self.keep):  # fmt: skip
            widget.hide()
        if found is None:
            return
        _ = self._
        self.rules.setText(wording.poll_rules(found.poll, _))
        self.rules.show()
        if found.status is PollStatus.PREPARED:
            self.open.show()
            self.open.setEnabled(self._live.state.phase is Phase.OPEN and self._live.state.open_poll is None)
        elif found.status in ACCEPTING:
            self._draw_running(found)
        else:
            self._draw_over(found)

    def _order(self) -> list[str]:
        state = self._live.state
        polls = sorted(state.polls.values(), key=lambda poll: poll.poll.item != state.current)
        return [poll.poll.id for poll in polls]

    def _stale(self) -> bool:
        """Whether a text in the list is not today's."""
        _ = self._
        for place in range(self.choice.count()):
            poll = self._live.state.polls.get(self.choice.itemData(place))
            if poll is not None:
                text = f"{_.pick(poll.poll.question)} ({_(wording.POLL_STATUSES[poll.status])})"
                if text != self.choice.itemText(place):
                    return True
        return False

    # --- running ---

    def _draw_running(self, found: PollState) -> None:
        scene = self._live.scene
        entitled = scene.state.entitled(found.poll)
        self.turnout.setRange(0, max(1, entitled))
        self.turnout.setValue(min(scene.turnout, max(1, entitled)))
        self.turnout.show()
        set_look(self.told, "")
        self.told.show()
        self.cancel.show()
        if scene.tally is not None:
            self.bars.show_tally(found.poll, scene.tally)
            self.bars.show()
        self.tick()

    def tick(self) -> None:
        """Draw the turnout and the time since the opening anew."""
        found, _ = self._live.state.open_poll, self._
        if found is None or found.opened is None or found.poll.id != self.choice.currentData():
            return
        voted, entitled = self._live.scene.turnout, self._live.state.entitled(found.poll)
        told = _(
            "{voted} of {entitled} voted · open for {time}",
            voted=_.number(voted), entitled=_.number(entitled),
            time=duration((self._live.now() - found.opened).total_seconds()),
        )  # fmt: skip
        hidden = "" if found.poll.live else _("result hidden until the close")
        self.told.setText(" · ".join(filter(None, [told, hidden])))

    # --- over ---

    def _draw_over(self, found: PollState) -> None:
        self.told.show()
        if found.tally is None:
            self.told.setText(result_words.result_sentence(found, self._))
            set_look(self.told, "muted")
            return
        self.show_button.show()
        if not self._revealed(found):
            self.told.setText(wording.reveal_warning(found, self._))
            set_look(self.told, "bad")
            return
        self.told.setText(result_words.result_sentence(found, self._))
        set_look(self.told, "strong")
        self.bars.show_tally(found.poll, found.tally)
        self.bars.show()

    # --- acts ---

    def begin(self) -> None:
        """A new vote on the spot."""
        self.shown.hide()
        self.new.setEnabled(False)
        self.writing.emit(True)
        self.form.show()
        self.form.begin()

    def _leave_form(self) -> None:
        self.form.hide()
        self.writing.emit(False)
        self.new.setEnabled(True)
        self.shown.show()
        self._follow()

    def _open(self) -> None:
        self._live.do(commands.OpenPoll(self.choice.currentData()))

    def _ask_reason(self) -> None:
        self.cancel.hide()
        for widget in (self.reason, self.confirm, self.keep):
            widget.show()
        self.reason.clear()
        self.reason.setFocus()

    def _cancel(self) -> None:
        self._live.do(commands.CancelPoll(self.choice.currentData(), self.reason.text()))


def focus(scene: Scene) -> str | None:
    """The poll that matters now: the open one, the one that comes next, or the last one of the item."""
    state = scene.state
    if state.open_poll is not None:
        return state.open_poll.poll.id
    coming = next_act(scene, translator("en")).poll
    if coming:
        return coming
    own = [poll for poll in state.polls.values() if poll.poll.item == state.current and state.current]
    held = [poll for poll in own if poll.closed is not None]
    last = max(held, key=lambda poll: str(poll.closed), default=None)
    first = next((poll for poll in own if poll.status is PollStatus.PREPARED), None)
    found = first or last
    return found.poll.id if found else None
