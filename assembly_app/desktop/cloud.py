"""A word cloud: words in centred lines, larger the more often they were written, each with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assembly_app.desktop import theme

Words = Sequence[tuple[str, int]]

MOST = 40
"""How many words are drawn: more would be too small to be read."""

LEAST_SHARE = 0.42
"""The size of a word that was written once, beside that of the most frequent."""

NUMBER = 0.6
"""The size of the number beside its word."""

SHRINK = 0.93


class Placed(msgspec.Struct, frozen=True):
    """A word with its number, its size in pixels, where its baseline begins, and how wide the word alone is."""

    word: str
    number: str
    size: float
    x: float
    baseline: float
    wide: float


def laid_out(words: Words, place: QRectF, largest: float, smallest: float = 9.0) -> list[Placed]:
    """Where each word goes, as large as fits the place; the less frequent are left out where nothing helps."""
    shown = list(words[:MOST])
    size = largest
    while shown:
        placed, low, wide = _lines(shown, place, size)
        if low <= place.bottom() and wide <= place.width():
            down = (place.bottom() - low) / 2
            return [msgspec.structs.replace(each, baseline=each.baseline + down) for each in placed]
        if size * LEAST_SHARE > smallest:
            size *= SHRINK
        else:
            shown.pop()
    return []


def _lines(words: Words, place: QRectF, largest: float) -> tuple[list[Placed], float, float]:
    """The words in lines from the top of the place, how low the last reaches, and how wide the widest is."""
    placed: list[Placed] = []
    low, widest = place.top(), 0.0
    for line in _broken(_sized(words, largest), place.width()):
        wide = sum(each.x for each in line)
        height = max(each.size for each in line) * 1.4
        left = place.left() + (place.width() - wide) / 2
        for each in line:
            placed.append(msgspec.structs.replace(each, x=left, baseline=low + height * 0.75))
            left += each.x
        low, widest = low + height, max(widest, wide)
    return placed, low, widest


def _sized(words: Words, largest: float) -> Iterator[Placed]:
    """Each word at its size; `x` holds how much of a line it takes."""
    most = max(n for _word, n in words)
    for word, n in words:
        share = LEAST_SHARE + (1 - LEAST_SHARE) * ((n - 1) / (most - 1) if most > 1 else 1.0)
        size = largest * share
        wide = QFontMetricsF(_font(size)).horizontalAdvance(word)
        number = QFontMetricsF(_font(size * NUMBER)).horizontalAdvance(f" {n}")
        yield Placed(word, str(n), size, wide + number + size * 0.7, 0.0, wide)


def _broken(words: Iterator[Placed], width: float) -> Iterator[list[Placed]]:
    line: list[Placed] = []
    for each in words:
        if line and sum(other.x for other in line) + each.x > width:
            yield line
            line = []
        line.append(each)
    if line:
        yield line


def _font(size: float) -> QFont:
    font = QFont(theme.FAMILY)
    font.setPixelSize(max(1, int(size)))
    font.setBold(True)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def draw_cloud(painter: QPainter, words: Words, place: QRectF, largest: float, ink: str, muted: str) -> None:
    """Draw the cloud in a place."""
    for each in laid_out(words, place, largest):
        painter.setPen(QColor(ink))
        painter.setFont(_font(each.size))
        painter.drawText(QPointF(each.x, each.baseline), each.word)
        painter.setPen(QColor(muted))
        painter.setFont(_font(each.size * NUMBER))
        painter.drawText(QPointF(each.x + each.wide + each.size * 0.12, each.baseline), each.number)


class CloudPicture(QWidget):
    """The cloud in a dialog."""

    def __init__(self, words: Words, name: str) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{word}: {n}" for word, n in words))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_cloud(painter, self._words, QRectF(self.rect()), 44, c.accent, c.muted)
        painter.end()
