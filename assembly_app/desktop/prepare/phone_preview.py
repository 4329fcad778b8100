"""How a poll looks on a phone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from assembly_app.desktop import theme
from assembly_app.desktop.widgets import label
from assembly_app.domain.polls import BallotForm, Poll, complete
from assembly_app.i18n import translator
from assembly_app.words import wording

WIDTH = 320
"""The narrowest phone, in pixels."""

HEIGHT, FRAME = 440, 8
"""The least height of the drawing and the width of its edge, in pixels."""


def _sign(poll: Poll) -> str:
    """What stands before each option: where the voter marks, scores, ranks or spreads."""
    match poll.form:
        case BallotForm.SCORE:
            return f"{poll.scale.low} … {poll.scale.high}"
        case BallotForm.RANK:
            return "1 2 3"
        case BallotForm.SPREAD:
            return "− 0 +"
    return "○" if poll.maximum == 1 else "☐"


class PhonePreview(QFrame):
    """A drawing of the phone's page, in the same words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("phone")
        self.setFixedWidth(WIDTH)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(*[theme.SPACE * 2] * 4)
        self._inside.setSpacing(theme.SPACE)
        self._shown: tuple[Poll, str] | None = None
        self._dressed: theme.Colours | None = None
        self._dress()

    def show_poll(self, poll: Poll, language: str) -> None:
        """Draw this poll as a phone in this language shows it."""
        if (poll, language) != self._shown:
            self._shown = (poll, language)
            self._clear()
            self._draw(complete(poll), language)

    def _dress(self) -> None:
        c = theme.colours()
        if c is self._dressed:
            return  # changing the style sheet changes the palette, which asks to be dressed again
        self._dressed = c
        self.setStyleSheet(
            f"#phone {{ background: {c.surface}; border: {FRAME}px solid {c.ink}; border-radius: 28px; }}"
            f"#option {{ border: 2px solid {c.line}; border-radius: 10px; padding: 12px; }}"
            f"#vote {{ background: {c.accent}; color: {c.on_accent}; border-radius: 10px; padding: 12px;"
            f" font-weight: bold; }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_dressed"):
            QTimer.singleShot(0, self, self._dress)  # when the application has all its new colours

    def _clear(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _draw(self, poll: Poll, language: str) -> None:
        _ = translator(language)
        question = _.pick(poll.question) or "…"
        self._inside.addSpacing(theme.SPACE)
        self._inside.addWidget(label(_("VOTE"), "heading"))
        asked = label(question, "large")
        self._inside.addWidget(asked)
        self._inside.addWidget(label(wording.how_to(poll, _), "muted"))
        sign = _sign(poll)
        if poll.form is BallotForm.WRITE:
            self._inside.addWidget(self._named("\n", "option"))
        for option in poll.options:
            self._inside.addWidget(self._named(f"{sign}  {wording.option_label(option, _)}", "option"))
        vote = self._named(_("Vote"), "vote")
        vote.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inside.addWidget(vote)
        self._inside.addWidget(label(wording.poll_rules(poll, _), "muted"))
        self._inside.addStretch()
        self.updateGeometry()

    @staticmethod
    def _named(text: str, name: str) -> QLabel:
        made = label(text)
        made.setObjectName(name)
        return made

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(HEIGHT, self._inside.totalHeightForWidth(width - 2 * FRAME) + 2 * FRAME)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
