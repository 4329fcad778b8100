"""The console: agenda on the left, what happens now in the middle, the room on the right, one button below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assembly_app.desktop import actions, theme
from assembly_app.desktop.console.agenda_panel import AgendaPanel
from assembly_app.desktop.console.item_card import ItemCard
from assembly_app.desktop.console.next_act import Act, Kind, next_act
from assembly_app.desktop.console.poll_card import PollCard
from assembly_app.desktop.console.primary import PrimaryButton
from assembly_app.desktop.console.queue_card import QueueCard
from assembly_app.desktop.console.record_card import RecordCard
from assembly_app.desktop.console.room_panel import RoomPanel
from assembly_app.desktop.console.scanner import Keys
from assembly_app.desktop.console.speaking_card import SpeakingCard
from assembly_app.desktop.console.undo_bar import UndoBar
from assembly_app.desktop.context import Context
from assembly_app.desktop.message_bar import MessageBar
from assembly_app.domain import commands
from assembly_app.domain.room import Projection, View
from assembly_app.domain.voting import PollState, PollStatus
from assembly_app.i18n import LocalText
from assembly_app.words import wording

AGENDA_WIDTH, ROOM_WIDTH = (264, 400), (304, 400)
"""The narrowest and the widest of the columns beside, in pixels."""


class ConsolePage(QWidget):
    """Puts the cards together and carries out what the primary button says."""

    def __init__(
        self,
        context: Context,
        messages: MessageBar,
        assembly: Callable[[], LocalText],
        show_room: Callable[[], object],
        show_minutes: Callable[[], object],
    ) -> None:
        super().__init__()
        self._ = context._
        self._live = live = context.live
        self._messages = messages
        self._show_minutes = show_minutes
        self._confirmed: set[str] = set()
        self.agenda = AgendaPanel(context)
        self.item = ItemCard(context)
        self.speaking = SpeakingCard(context)
        self.queue = QueueCard(context)
        self.poll = PollCard(context, self.show_result, self.revealed)
        self.record = RecordCard(context)
        self.primary = PrimaryButton()
        self.room = RoomPanel(context, assembly, self.show_last_result, self.revealed, self.show_result)
        self.undo = UndoBar(context, messages)
        self._lay_out()
        self.primary.done.connect(self._carry_out)
        self.poll.writing.connect(lambda writing: self.record.setVisible(not writing))
        self.poll.told_so.connect(lambda sentence: messages.say(sentence, good=True))
        live.follow(lambda scene: scene, lambda: self.primary.show_act(next_act(live.scene, self._)))
        self.acts = self._acts(show_room)
        self.keys = Keys(
            self, actions.letters(self.acts), self.room.door.scan, self.undo.undo, self.undo.redo, self.primary.setFocus
        )

    def _lay_out(self) -> None:
        floor = QHBoxLayout()
        floor.setSpacing(theme.SPACE)
        floor.addWidget(self.speaking, 4)
        floor.addWidget(self.queue, 5)
        middle = QVBoxLayout()
        middle.setSpacing(theme.SPACE)
        middle.addWidget(self.item)
        middle.addLayout(floor, 3)
        middle.addWidget(self.poll)
        middle.addWidget(self.record, 2)
        middle.addWidget(self.primary)
        for panel, (least, most) in ((self.agenda, AGENDA_WIDTH), (self.room, ROOM_WIDTH)):
            least = max(least, panel.minimumSizeHint().width())  # large texts need more
            panel.setMinimumWidth(least)
            panel.setMaximumWidth(max(least, theme.for_text(most, self.fontMetrics())))
        across = QHBoxLayout()
        across.setSpacing(theme.SPACE * 3 // 2)
        across.addWidget(self.agenda, 21)
        across.addLayout(middle, 56)
        across.addWidget(self.room, 23)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.SPACE * 3 // 2, theme.SPACE, theme.SPACE * 3 // 2, theme.SPACE // 2)
        whole.setSpacing(theme.SPACE // 2)
        whole.addLayout(across, 1)
        whole.addWidget(self.undo)

    def _acts(self, show_room: Callable[[], object]) -> dict[str, Callable[[], object]]:
        """What the console's actions do."""
        screen = self.room.projection
        return {
            "blank": lambda: screen.choose(View.BLANK),
            "codes": lambda: screen.choose(View.WELCOME),
            "timer": lambda: screen.choose(View.ITEM),
            "result": screen.choose_result,
            "follow": lambda: screen.choose(None),
            "next-view": screen.next.ask,
            "send": screen.next.send_now,
            "vote": self._open_vote,
            "next-item": lambda: self._live.do(commands.NextItem()),
            "room": show_room,
            "door": self.room.door.field.setFocus,
            "heard": self.room.signals.hear,
            "evaluation": self.room.evaluation.open,
            "undo": self.undo.undo,
            "redo": self.undo.redo,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1,
        }  # fmt: skip
        if not self.room.projection.turn(steps.get(Qt.Key(event.key()), 0)):
            super().keyPressEvent(event)

    # --- the primary button ---

    def _carry_out(self, act: Act) -> None:
        match act.kind:
            case Kind.COMMAND if act.command is not None:
                self.primary.busy(True)
                self._live.do(act.command, self._free, self._refuse)
            case Kind.CLOSE_VOTE:
                self.primary.busy(True)
                self._live.act(lambda desk: desk.close_poll(act.poll), lambda _state: self._free(), self._refuse)
            case Kind.SHOW_RESULT:
                self.show_result(act.poll)
            case Kind.MINUTES:
                self._show_minutes()

    def _free(self) -> None:
        self.primary.busy(False)

    def _refuse(self, sentence: str) -> None:
        self.primary.busy(False)
        self._messages.say(sentence)

    # --- votes ---

    def _open_vote(self) -> None:
        """Open the vote that is chosen in the card; without one begin a new vote."""
        found = self._live.state.polls.get(self.poll.choice.currentData() or "")
        if found is not None and found.status is PollStatus.PREPARED:
            self._live.do(commands.OpenPoll(found.poll.id))
        elif self._live.state.open_poll is None:
            self.poll.begin()

    def revealed(self, poll: PollState) -> bool:
        """Whether the result may be seen here: it tells nothing of single votes, or the facilitator said so."""
        known = poll.poll.id in self._confirmed or poll.poll.id in self._live.scene.shown
        return known or not wording.reveal_warning(poll, self._)

    def show_last_result(self) -> None:
        """Show the last result in the room."""
        counted = [poll for poll in self._live.state.polls.values() if poll.tally and poll.closed]
        if counted:
            self.show_result(max(counted, key=lambda poll: str(poll.closed)).poll.id)

    def show_result(self, poll: str) -> None:
        """Show a result in the room; one that shows how people voted only after a warning."""
        found = self._live.state.poll(poll)
        if self.revealed(found):
            self._reveal(poll)
            return
        self._messages.offer(
            wording.reveal_warning(found, self._),
            (self._("Show it all the same"), lambda: self._reveal(poll)),
            (self._("Not now"), lambda: None),
        )

    def _reveal(self, poll: str) -> None:
        self._confirmed.add(poll)
        self._live.do(commands.ChooseView(Projection(View.RESULT, poll)))
