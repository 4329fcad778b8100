"""The room: how many are there, what the screen of the hall shows, and the door."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assembly_app.desktop import actions, theme
from assembly_app.desktop.console.door import DoorCard
from assembly_app.desktop.console.evaluation_card import EvaluationCard
from assembly_app.desktop.console.next_view import NextView
from assembly_app.desktop.console.signals_row import SignalsRow
from assembly_app.desktop.context import Context
from assembly_app.desktop.projector.result_pages import shown_pages, turn
from assembly_app.desktop.projector.screen import Picture
from assembly_app.desktop.widgets import Card, button, column, label, row, set_look, tool
from assembly_app.domain import commands
from assembly_app.domain.room import Projection, View
from assembly_app.domain.voting import PollState
from assembly_app.i18n import LocalText
from assembly_app.words import wording


class RoomPanel(QWidget):
    """Attendance, the picture, the door."""

    def __init__(
        self,
        context: Context,
        assembly: Callable[[], LocalText],
        show_result: Callable[[], object],
        revealed: Callable[[PollState], bool],
        show_this: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.attendance = AttendanceCard(context)
        self.projection = ScreenCard(context, assembly, show_result, revealed, show_this)
        self.evaluation = EvaluationCard(context)
        self.signals = SignalsRow(context)
        self.door = DoorCard(context)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE)
        whole.addWidget(self._scrolled(), 1)
        whole.addWidget(self.signals)
        whole.addWidget(self.door)

    def _scrolled(self) -> QScrollArea:
        """What may grow longer than the window is high; the door stays at its place."""
        inside = QWidget()
        stack = column(self.attendance, self.evaluation, self.projection)
        stack.addStretch()
        inside.setLayout(stack)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is inside, which scrolls into view
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(inside.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        return area


class AttendanceCard(Card):
    """Present, voting, quorum."""

    def __init__(self, context: Context) -> None:
        super().__init__(context._("ROOM"), dense=True)
        self._ = context._
        self._live = context.live
        self.count = label("", "large")
        self.quorum = label("")
        for widget in (self.count, self.quorum):
            self.body.addWidget(widget)
        self.body.setSpacing(theme.SPACE // 2)
        context.live.follow(
            lambda scene: (scene.state.present, scene.state.members, scene.state.details, scene.state.proxies),
            self.draw,
        )

    def draw(self) -> None:
        """Count the room."""
        _, state = self._, self._live.state
        if state.details is None:
            return
        counted = state.attendance()
        present = _.plural("{n} present", "{n} present", counted.present)
        voting = _.plural("{n} votes", "{n} vote", counted.voting)
        if counted.represented:
            voting += " " + _("(+{n} by proxy)", n=_.number(counted.represented))
        self.count.setText(f"{present} · {voting}")
        self.quorum.setText(wording.quorum_sentence(counted, _))
        set_look(self.quorum, ("good" if counted.quorate else "bad") if counted.needed else "muted")


class ScreenCard(Card):
    """The picture that the room sees, and what to show instead."""

    def __init__(
        self,
        context: Context,
        assembly: Callable[[], LocalText],
        show_result: Callable[[], object],
        revealed: Callable[[PollState], bool],
        show_this: Callable[[str], object],
    ) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._live = context.live
        self._show_result = show_result
        self.setAccessibleName(_("The room’s screen"))
        self.picture = Picture(context, assembly)
        self.next = NextView(context, assembly, revealed, show_this)
        self.blank = self._button(_("Blank"), "blank", lambda: self.choose(View.BLANK))
        self.code = self._button(_("QR"), "codes", lambda: self.choose(View.WELCOME))
        self.timer = self._button(_("Timer"), "timer", lambda: self.choose(View.ITEM))
        self.result = self._button(_("Result"), "result", self.choose_result)
        self.back = tool("chevron-left", _("Back one page (Page Up)"), lambda: self.turn(-1))
        self.page = label("", "muted")
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.forth = tool("chevron-right", _("Next page: how it was counted (Page Down)"), lambda: self.turn(1))
        self.follow = button(
            _("Follow the session"), lambda: self.choose(None), icon="refresh-cw", tip=actions.tip("follow", _)
        )
        self.follow.setCheckable(True)
        self.body.addLayout(self._pictures())
        self.body.addLayout(row(self.back, self.page, self.forth, stretch=1))
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE // 2)
        for place, made in enumerate((self.blank, self.code, self.timer, self.result)):
            grid.addWidget(made, *divmod(place, 2))
        self.body.addLayout(grid)
        self.body.addLayout(row(self.follow, stretch=0))
        self.body.addWidget(self.next)
        context.live.follow(
            lambda scene: (scene.state.chosen, scene.state.polls, scene.state.current, scene.page, scene.written),
            self.draw,
        )

    def _pictures(self) -> QHBoxLayout:
        """What the room sees now, and beside it what is prepared, where something is."""
        self._now, heading = (label(text, "heading", wrap=False) for text in (self._("NOW"), self._("NEXT")))
        self._then = QWidget()
        self._then.setLayout(column(heading, self.next.picture, spacing=2))
        across = QHBoxLayout()
        across.setSpacing(theme.SPACE)
        across.addLayout(column(self._now, self.picture, spacing=2), 1)
        across.addWidget(self._then, 1)
        self.next.chosen.connect(self._show_next)
        self._show_next()
        return across

    def _show_next(self) -> None:
        """Show the second picture while there is something on it."""
        for widget in (self._now, self._then):
            widget.setVisible(self.next.picture.offer is not None)

    def _button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        made = button(f"{text} {actions.keys_text(actions.action(name))}", pressed, tip=actions.tip(name, self._))
        made.setCheckable(True)
        return made

    def choose(self, view: View | None) -> None:
        """Show a view; the one that is shown already gives way to the session again."""
        chosen = self._live.state.chosen
        if view is None or (chosen is not None and chosen.view is view):
            self._live.do(commands.ChooseView(None), failed=self._refuse)
        else:
            self._live.do(commands.ChooseView(Projection(view)), failed=self._refuse)
        self.draw()

    def turn(self, step: int) -> bool:
        """Have the room see the next page of a long result, or the one before; False where there is none."""
        return turn(self._live, step, self.picture.stage().tongues)

    def choose_result(self) -> None:
        """Show the last result, or go back to the session."""
        chosen = self._live.state.chosen
        if chosen is not None and chosen.view is View.RESULT:
            self.choose(None)
        else:
            self._show_result()
        self.draw()

    def _refuse(self, sentence: str) -> None:
        self._live.refused.emit(sentence)
        self.draw()

    def draw(self) -> None:
        """Mark what is shown."""
        state = self._live.state
        shown = state.chosen.view if state.chosen else None
        for made, view in (
            (self.blank, View.BLANK), (self.code, View.WELCOME), (self.timer, View.ITEM), (self.result, View.RESULT),
        ):  # fmt: skip
            made.setChecked(shown is view)
        self.follow.setChecked(state.chosen is None)
        self._draw_pages()
        self.timer.setEnabled(state.current is not None)
        self.result.setEnabled(any(poll.tally for poll in state.polls.values()))

    def _draw_pages(self) -> None:
        """Which page of how many, where there are several."""
        if self._live.state.details is None:
            return
        count = len(shown_pages(self._live.scene, self.picture.stage().tongues))
        at = min(self._live.scene.page, max(0, count - 1))
        for widget in (self.back, self.page, self.forth):
            widget.setVisible(count > 1)
        self.page.setText(self._("page {page} of {pages}", page=at + 1, pages=count))
        self.back.setEnabled(at > 0)
        self.forth.setEnabled(at < count - 1)
