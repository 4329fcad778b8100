"""A count as bars with numbers and shares; small, for the console."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from assembly_app.desktop import theme
from assembly_app.domain.results import Tally
from assembly_app.domain.voting import PollState
from assembly_app.i18n import Translator
from assembly_app.words import result_words

LINE = 24
SCROLLER = 16
ROWS = 4
"""How many options are seen at once."""


class ResultBars(QWidget):
    """A line an option: its text, its bar, how many and which share."""

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self._lines: list[tuple[str, str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tally(self, state: PollState, tally: Tally) -> None:
        """Draw this count."""
        _ = self._
        self._lines = [
            (bar.label, result_words.bar_number(state, bar, _), bar.length)
            for bar in result_words.bars(state, tally, _)
        ]
        self.setAccessibleName("; ".join(f"{text}: {number}" for text, number, _share in self._lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, LINE * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, LINE * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(self.font())
        wide = self.width() - (SCROLLER if len(self._lines) > ROWS else 0)
        left = min(wide * 0.35, max((metrics.horizontalAdvance(text) for text, _n, _s in self._lines), default=0) + 16)
        right = max((metrics.horizontalAdvance(number) for _t, number, _s in self._lines), default=0) + 12
        for place, (text, number, share) in enumerate(self._lines):
            top = place * LINE
            painter.setPen(QColor(c.ink))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(left) - 8)
            painter.drawText(QRectF(0, top, left, LINE), Qt.AlignmentFlag.AlignVCenter, shown)
            painter.drawText(
                QRectF(wide - right, top, right, LINE),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number,
            )  # fmt: skip
            bar = QRectF(left, top + 6, max(0.0, wide - left - right), LINE - 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(c.line)))
            painter.drawRoundedRect(bar, 4, 4)
            if share:
                painter.setBrush(QBrush(QColor(c.accent)))
                painter.drawRoundedRect(
                    QRectF(bar.left(), bar.top(), bar.width() * min(1.0, share), bar.height()), 4, 4
                )
        painter.end()


class ScrolledBars(QScrollArea):
    """Bars that take room for a few options, and scroll for more."""

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._bars = ResultBars(_)
        self.setWidget(self._bars)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_tally(self, state: PollState, tally: Tally) -> None:
        """Draw this count."""
        self._bars.show_tally(state, tally)
        self.setFixedHeight(LINE * min(ROWS, len(state.poll.options)))
