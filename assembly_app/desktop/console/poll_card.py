"""The vote: ready, running or counted, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QSizePolicy, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.console.budget_count import BudgetCounts, CountRow
from assembly_app.desktop.console.new_poll import NewPoll
from assembly_app.desktop.console.next_act import next_act
from assembly_app.desktop.console.poll_more import PollMore
from assembly_app.desktop.console.result_bars import ScrolledBars
from assembly_app.desktop.console.tie_row import TieRow
from assembly_app.desktop.context import Context
from assembly_app.desktop.elided_combo import ElidedCombo
from assembly_app.desktop.live import Scene
from assembly_app.desktop.widgets import Card, Elided, button, column, label, row, set_look
from assembly_app.domain import commands
from assembly_app.domain.state import Phase
from assembly_app.domain.voting import ACCEPTING, PollState, PollStatus, uncounted
from assembly_app.i18n import duration, translator
from assembly_app.words import result_words, wording


class PollCard(Card):
    """Shows one poll. `show_result` brings it to the room, `revealed` says whether its result may be seen here."""

    writing = Signal(bool)
    """Whether a new vote is being written, which takes the room of other things."""
    told_so = Signal(str)
    """A sentence for the user: what was done."""

    def __init__(
        self, context: Context, show_result: Callable[[str], object], revealed: Callable[[PollState], bool]
    ) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self._show_result = show_result
        self._revealed = revealed
        self._listed: list[tuple[str, str]] = []
        self._asking = ""
        self.setAccessibleName(_("The vote"))
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
        self.keep = button(_("Go on voting"), self._keep_open)
        self.more = PollMore(context, self)
        self.tie = TieRow(context)
        self.counts = BudgetCounts(live)
        self.counting = CountRow(context, self.counts)
        self.form = NewPoll(context, self._leave_form)
        self._lay_out()
        self.choice.activated.connect(lambda _index: self._draw())
        live.follow(focus, self._follow)
        live.follow(self._part, self._draw)
        live.ticked.connect(self.tick)

    def _lay_out(self) -> None:
        self.body.addLayout(row(self.title, self.choice, self.new, stretch=1))
        shown = QWidget()
        acts = row(self.rules, self.more, self.open, self.show_button, self.cancel, stretch=0)
        why = row(self.reason, self.confirm, self.keep, stretch=0)
        inside = column(self.turnout, self.told, self.bars, self.tie, self.counting)
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
        state = scene.state
        return state.polls, state.phase, state.present, scene.turnout, scene.tally, scene.shown

    # --- which poll ---

    def _follow(self) -> None:
        """Go to the poll that matters now."""
        self._list(focus(self._live.scene))
        self._draw()

    def _entries(self) -> list[tuple[str, str]]:
        """Every poll with what to call it, those of the current item first."""
        _, state = self._, self._live.state
        polls = sorted(state.polls.values(), key=lambda poll: poll.poll.item != state.current)
        return [
            (poll.poll.id, f"{_.pick(poll.poll.question)} ({_(wording.POLL_STATUSES[poll.status])})") for poll in polls
        ]

    def _list(self, wanted: str | None) -> None:
        _, entries = self._, self._entries()
        if entries != self._listed:
            self._listed = entries
            self.choice.clear()
            for poll, text in entries:
                self.choice.addItem(text, poll)
        self.choice.setCurrentIndex(self.choice.findData(wanted) if wanted else -1)
        self.choice.setEnabled(bool(entries))
        self.choice.setPlaceholderText(_("Choose a prepared vote…") if entries else _("No vote is prepared."))

    # --- the chosen poll ---

    @property
    def chosen(self) -> PollState | None:
        """The poll that is shown."""
        return self._live.state.polls.get(self.choice.currentData() or "")

    def revealed(self, found: PollState) -> bool:
        """Whether what a closed poll says may be read here."""
        return found.tally is not None and self._revealed(found)

    def _draw(self) -> None:
        self._list(self.choice.currentData())
        found = self.chosen
        wanted = self._parts(found) if found else ()
        for widget in (self.rules, self.turnout, self.told, self.bars, self.open, self.show_button, self.cancel,
                       self.reason, self.confirm, self.keep, self.more, self.tie, self.counting):  # fmt: skip
            widget.setVisible(widget in wanted)
        if found is None:
            return
        self.rules.setText(wording.poll_rules(found.poll, self._))
        if found.status is PollStatus.PREPARED:
            self.open.setEnabled(self._live.state.phase is Phase.OPEN and self._live.state.open_poll is None)
        elif found.status in ACCEPTING:
            self._draw_running(found)
        else:
            self._draw_over(found)

    def _parts(self, found: PollState) -> tuple[QWidget, ...]:
        """What there is to see of a poll."""
        if found.status is PollStatus.PREPARED:
            return self.rules, self.open
        if found.status in ACCEPTING:
            if self._asking == found.poll.id:
                return self.rules, self.turnout, self.told, self.reason, self.confirm, self.keep
            bars = (self.bars,) if self._live.scene.tally else ()
            return self.rules, self.turnout, self.told, *bars, self.cancel, self.more
        if found.tally is None:
            return self.rules, self.told
        if uncounted(found):
            return self.rules, self.told, self.counting, self.more
        bars = (self.bars,) if self._revealed(found) and found.poll.options else ()
        tie = (self.tie,) if self._revealed(found) and found.awaits else ()
        return self.rules, self.told, *bars, *tie, self.show_button, self.more

    def _draw_running(self, found: PollState) -> None:
        scene = self._live.scene
        entitled = max(1, scene.state.entitled(found.poll))
        self.turnout.setRange(0, entitled)
        self.turnout.setValue(min(scene.turnout, entitled))
        set_look(self.told, "")
        if scene.tally is not None:
            self.bars.show_tally(found, scene.tally)
        self.tick()

    def tick(self) -> None:
        """Draw the turnout and the time since the opening anew."""
        found, _ = self._live.state.open_poll, self._
        if found is None or found.opened is None or found.poll.id != self.choice.currentData():
            return
        told = _(
            "{voted} of {entitled} voted · open for {time}",
            voted=_.number(self._live.scene.turnout), entitled=_.number(self._live.state.entitled(found.poll)),
            time=duration((self._live.now() - found.opened).total_seconds()),
        )  # fmt: skip
        hidden = "" if found.poll.live else _("result hidden until the close")
        self.told.setText(" · ".join(filter(None, [told, hidden])))

    def _draw_over(self, found: PollState) -> None:
        if found.tally is None or self._revealed(found):
            self.told.setText(result_words.headline(found, self._))
            set_look(self.told, "strong" if found.tally else "muted")
        else:
            self.told.setText(wording.reveal_warning(found, self._))
            set_look(self.told, "bad")
        if found.tally is not None:
            self.bars.show_tally(found, found.tally)
        if found.awaits:
            self.tie.show_tie(found)
        if uncounted(found):
            self.counting.show_poll(found.poll.id)

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
        self._asking = self.choice.currentData()
        self._draw()
        self.reason.clear()
        self.reason.setFocus()

    def _keep_open(self) -> None:
        self._asking = ""
        self._draw()

    def _cancel(self) -> None:
        self._live.do(commands.CancelPoll(self.choice.currentData(), self.reason.text()))


def focus(scene: Scene) -> str | None:
    """The poll that matters now.

    The open one, the next one, one that is not decided yet, the one whose result the room sees, or one of the item.
    """
    state = scene.state
    if state.open_poll is not None:
        return state.open_poll.poll.id
    coming = next_act(scene, translator("en")).poll
    if coming:
        return coming
    pending = [poll.poll.id for poll in state.polls.values() if poll.awaits or uncounted(poll)]
    if pending:
        return pending[-1]
    if state.chosen is not None and state.chosen.poll in state.polls:
        return state.chosen.poll
    own = [poll for poll in state.polls.values() if poll.poll.item == state.current and state.current]
    held = [poll for poll in own if poll.closed is not None]
    last = max(held, key=lambda poll: str(poll.closed), default=None)
    first = next((poll for poll in own if poll.status is PollStatus.PREPARED), None)
    found = first or last
    return found.poll.id if found else None
