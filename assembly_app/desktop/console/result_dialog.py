"""A result in full: the count step by step, or everything that was written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.cloud import CloudPicture
from assembly_app.desktop.context import Context
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import button, label, row
from assembly_app.domain.polls import BallotForm, PollKind
from assembly_app.domain.voting import PollState
from assembly_app.words import result_words
from assembly_app.words.written_words import frequent

WIDTH, HEIGHT = 720, 620


class ResultDialog(QDialog):
    """To be read at the console; the room has the same on the pages of its screen."""

    def __init__(self, context: Context, found: PollState, parent: QWidget) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wrote = found.poll.form is BallotForm.WRITE
        self.setWindowTitle(_("What was written") if wrote else _("How it was counted"))
        texts = list(context.live.scene.written.get(found.poll.id, ()))
        rounds = result_words.rounds(found, _)
        if rounds and rounds[0] == result_words.headline(found, _):
            del rounds[0]  # it stands above them
        self.lines = self._written_lines(found, texts) if wrote else rounds
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, theme.SPACE, 0)
        down.setSpacing(theme.SPACE)
        if found.poll.kind is PollKind.WORDS and texts:
            down.addWidget(CloudPicture(frequent(texts), _("Word cloud")))
        for line in self.lines:
            told = label(line)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            down.addWidget(told)
        down.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(_.pick(found.poll.question), "title"))
        whole.addWidget(label(result_words.headline(found, _), "strong"))
        whole.addWidget(scrolled(inside, self.windowTitle()), 1)
        foot = row(button(_("Close"), self.accept))
        foot.insertStretch(0)
        whole.addLayout(foot)
        self.resize(WIDTH, HEIGHT)

    def _written_lines(self, found: PollState, texts: list[str]) -> list[str]:
        _ = self._
        if found.poll.kind is PollKind.WORDS:
            return [f"{_.number(n)} × {word}" for word, n in frequent(texts)]
        return [f"• {text}" for text in texts]
