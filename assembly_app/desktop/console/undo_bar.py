"""The line at the foot of the console: what undo would take back, in words, and what redo would bring back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from assembly_app.desk import Act, Desk
from assembly_app.desktop import actions, theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.message_bar import MessageBar
from assembly_app.desktop.widgets import button
from assembly_app.words.act_words import act_words

WIDEST = 480
"""The room for the words of one act, in pixels."""


class UndoBar(QWidget):
    """Takes back the newest act and brings it back; says in the message bar what it did."""

    def __init__(self, context: Context, messages: MessageBar) -> None:
        super().__init__()
        self._ = _ = context._
        self._live = context.live
        self._messages = messages
        self.back = button("", self.undo, icon="undo-2", look="plain")
        self.again = button("", self.redo, icon="redo-2", look="plain")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.SPACE)
        across.addWidget(self.back)
        across.addWidget(self.again)
        across.addStretch()
        for made in (self.back, self.again):
            made.setStyleSheet("padding: 2px 8px;")  # a line of text, not a row of buttons
        self._live.follow(lambda scene: (scene.undoable, scene.redoable, scene.people), self.draw)

    def draw(self) -> None:
        """Say what each would do."""
        _, scene = self._, self._live.scene
        self._offer(self.back, scene.undoable, _("Nothing to undo"), "undo")
        self._offer(self.again, scene.redoable, "", "redo")

    def _offer(self, made: QPushButton, act: Act | None, otherwise: str, name: str) -> None:
        _ = self._
        told = otherwise
        if act is not None:
            what = act_words(act.event, self._live.state, self._live.people, _)
            told = _("Undo: {what}", what=what) if made is self.back else _("Redo: {what}", what=what)
        keys = f" ({actions.keys_text(actions.action(name))})" if act else ""
        made.setText(made.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, WIDEST) + keys)
        made.setToolTip(told + keys)
        made.setAccessibleName(told)
        made.setEnabled(act is not None)
        made.setVisible(bool(told))

    def undo(self) -> None:
        """Take the newest act back."""
        _ = self._

        def back(desk: Desk) -> str:
            act, before = desk.undoable, desk.state
            desk.undo()
            return act_words(act.event, before, desk.people, _) if act else ""

        self._live.act(back, self._taken_back)

    def _taken_back(self, what: str) -> None:
        self._messages.offer(self._("Taken back: {what}.", what=what), (self._("Redo"), self.redo))

    def redo(self) -> None:
        """Bring back what was taken back last."""
        _ = self._

        def again(desk: Desk) -> str:
            act = desk.redoable
            after = desk.redo()
            return act_words(act.event, after, desk.people, _) if act else ""

        self._live.act(again, lambda what: self._messages.say(_("Again: {what}.", what=what), good=True))
