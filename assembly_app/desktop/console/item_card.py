"""The item that is being worked on: its number and title, its time, and the way back and forth."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import Card, Elided, button, label, row, set_look, tool
from assembly_app.domain import commands
from assembly_app.domain.agenda import Status, numbers
from assembly_app.domain.state import Phase
from assembly_app.i18n import duration
from assembly_app.words import wording

ROOMY = 800
"""From this height of the window on, in pixels, a long title may take two lines; below, the result needs the place."""


class ItemCard(Card):
    """Shows the current item with a bar for its time."""

    def __init__(self, context: Context) -> None:
        super().__init__(dense=True)
        _ = self._ = context._
        self._live = live = context.live
        self.setAccessibleName(_("Now"))
        self.title = Elided("", "title")
        self.chip = label("", "chip", wrap=False)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(theme.SPACE)
        self.bar.setAccessibleName(_("Time spent on this item"))
        self.time = label("", "muted", wrap=False)
        self.back = tool("skip-back", _("Back to the item before"), lambda: live.do(commands.PreviousItem()))
        self.pause = tool("pause", _("Pause the item"), self._pause)
        self.next = tool("skip-forward", _("Next item (N)"), lambda: live.do(commands.NextItem()))
        self.finish = tool("check", _("End this item without starting another"), lambda: live.do(commands.EndItem()))
        self.reopen = button(_("Reopen the session"), lambda: live.do(commands.ReopenSession()), icon="lock-open")
        head = row(self.title, self.reopen, self.back, self.pause, self.finish, self.next, stretch=0)
        self.body.addLayout(head)
        foot = row(self.bar, self.time, self.chip, spacing=theme.SPACE * 2, stretch=0)
        foot.setAlignment(self.bar, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(foot)
        live.follow(lambda scene: (scene.state.items, scene.state.progress, scene.state.current, scene.state.phase,
                                   scene.state.taken, scene.state.open_poll is None), self.draw)  # fmt: skip
        live.ticked.connect(self.tick)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.title.setWordWrap(self.window().height() >= ROOMY)

    def _pause(self) -> None:
        current = self._live.state.current
        paused = current is not None and self._live.state.progress_of(current).status is Status.PAUSED
        self._live.do(commands.ResumeItem() if paused else commands.PauseItem())

    def draw(self) -> None:
        """Show the current item, or what comes first."""
        state, _ = self._live.state, self._
        live = state.phase is Phase.OPEN
        self.reopen.setVisible(state.phase is Phase.CLOSED)
        for step in (self.back, self.pause, self.finish, self.next):
            step.setVisible(state.phase is not Phase.CLOSED)
        self.back.setEnabled(live and any(item != state.current for item in state.taken))
        self.next.setEnabled(live and (state.next_item() is not None or state.current is not None))
        self.pause.setEnabled(live and state.current is not None)
        self.finish.setEnabled(live and state.current is not None)
        if state.current is None:
            self.title.setText(self._nothing())
            self.chip.hide()
            self.bar.hide()
            self.time.setText(self._coming())
            set_look(self.time, "muted")
            return
        self.bar.show()
        item = state.item(state.current)
        self.title.setText(f"{numbers(state.items)[item.id]}  {_.pick(item.title)}".strip())
        self.chip.setVisible(item.influence is not None)
        if item.influence is not None:
            self.chip.setText(_(wording.INFLUENCES[item.influence]))
            self.chip.setToolTip(_(wording.PROMISES[item.influence]))
        paused = state.progress_of(item.id).status is Status.PAUSED
        self.pause.setIcon(theme.icon("play" if paused else "pause"))
        name = _("Go on with the item") if paused else _("Pause the item")
        self.pause.setToolTip(name)
        self.pause.setAccessibleName(name)
        self.tick()

    def _nothing(self) -> str:
        state, _ = self._live.state, self._
        if state.phase is Phase.PLANNED:
            return _("The doors are open.")
        if state.phase is Phase.CLOSED:
            return _("The session is closed.")
        return _("Between two items.") if state.next_item() else _("The agenda is finished.")

    def _coming(self) -> str:
        """What comes after, where nothing runs."""
        state, _ = self._live.state, self._
        following = state.next_item()
        if state.phase is Phase.CLOSED or following is None:
            return ""
        title = f"{numbers(state.items)[following.id]} {_.pick(following.title)}".strip()
        return _("Next: {title}", title=title)

    def tick(self) -> None:
        """Draw the time anew."""
        state, _ = self._live.state, self._
        if state.current is None:
            return
        item, progress = state.item(state.current), state.progress_of(state.current)
        spent, planned = progress.spent(self._live.now()), item.minutes * 60
        self.bar.setRange(0, max(1, planned))
        self.bar.setValue(min(int(spent), max(1, planned)))
        late = spent > planned
        set_look(self.bar, "late" if late else "")
        set_look(self.time, "bad" if late else "muted")
        told = _("{spent} of {minutes} min", spent=duration(spent), minutes=_.number(item.minutes))
        if progress.status is Status.PAUSED:
            told = _("{time}, paused", time=told)
        self.time.setText(told)
