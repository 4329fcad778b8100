"""A drawing ground of a fixed height on which texts fit themselves: the same on any screen, only larger or smaller.

What is drawn is placed as for a language that runs from left to right; for another one the ground is a mirror.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from assembly_app import links
from assembly_app.desktop import theme

HEIGHT = 900.0
"""The height of the ground in its own units."""

NARROWEST = 1200.0
"""A screen that is higher than 4:3 gets a higher ground instead of a narrower one."""

MARGIN = 64.0

Align = Qt.AlignmentFlag
Direction = Qt.LayoutDirection
LEFT = Align.AlignLeft | Align.AlignTop
CENTRE = Align.AlignHCenter | Align.AlignVCenter

PATTERNS = (
    Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense4Pattern, Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.HorPattern, Qt.BrushStyle.FDiagPattern, Qt.BrushStyle.VerPattern, Qt.BrushStyle.DiagCrossPattern,
)  # fmt: skip
"""So that bars can be told apart without colours."""

_APART = re.compile("\u2068[^\u2069]*\u2069")

C = theme.LIGHT  # a hall is lit: dark on light reads best, whatever the laptop's own scheme


class Canvas:
    """Wraps a painter for one drawing."""

    def __init__(self, painter: QPainter, size: QSizeF) -> None:
        self.painter = painter
        self.mirrored = False
        """Whether the picture begins at the right."""
        scale = min(size.height() / HEIGHT, size.width() / NARROWEST)
        self.width, self.height = size.width() / scale, size.height() / scale
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)

    def ground(self, colour: str) -> None:
        """Fill everything."""
        self.painter.fillRect(QRectF(0, 0, self.width, self.height), QColor(colour))

    def text(
        self, place: QRectF, text: str, size: int, *, bold: bool = False, colour: str = C.ink,
        align: Qt.AlignmentFlag = LEFT, smallest: int = 22,
    ) -> float:  # fmt: skip
        """Write a text in a place, as large as `size` or as fits; returns where it ends below."""
        if not text:
            return place.top()
        text = together(text)
        place = self._seen(place)
        flags = int(self._turned(align) | Align.AlignAbsolute | Qt.TextFlag.TextWordWrap)
        font = self._font(self.fitting([text], place, size, bold=bold, smallest=smallest), bold)
        needed = QFontMetricsF(font).boundingRect(place, flags, text)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        from_right = runs_from_right(text, self.mirrored)
        self.painter.setLayoutDirection(Direction.RightToLeft if from_right else Direction.LeftToRight)
        self.painter.drawText(place, flags, text)
        return float(needed.bottom())

    def fitting(self, texts: Sequence[str], place: QRectF, size: int, *, bold: bool = False, smallest: int = 22) -> int:
        """The largest size, up to `size`, at which each of the texts fits a place like this one."""
        flags = int(Qt.TextFlag.TextWordWrap)
        while size > smallest:
            metrics = QFontMetricsF(self._font(size, bold))
            needed = [metrics.boundingRect(place, flags, together(text)) for text in texts]
            if all(n.height() <= place.height() + 1 and n.width() <= place.width() + 1 for n in needed):
                return size
            size = max(smallest, int(size * 0.94))
        return size

    def _seen(self, place: QRectF) -> QRectF:
        """Where a place lies on the screen."""
        return QRectF(QPointF(self.width - place.right(), place.top()), place.size()) if self.mirrored else place

    def _turned(self, align: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
        sides = Align.AlignLeft | Align.AlignRight
        return align ^ sides if self.mirrored and align & sides else align

    def _font(self, size: int, bold: bool) -> QFont:
        font = QFont([theme.FAMILY, "DejaVu Sans"])  # the second has the letters of Arabic
        font.setPixelSize(size)
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def bar(self, place: QRectF, share: float, colour: str = C.accent, pattern: int = 0) -> None:
        """A bar filled up to a share between 0 and 1."""
        self._box(place, QBrush(QColor(C.line)))
        if share > 0:
            length = max(place.height() / 2, place.width() * min(1.0, share))
            filled = QRectF(place.topLeft(), QSizeF(length, place.height()))
            style = PATTERNS[pattern % len(PATTERNS)]
            if style is not Qt.BrushStyle.SolidPattern:
                self._box(filled, QBrush(QColor(C.surface)))
            self._box(filled, QBrush(QColor(colour), style), QPen(QColor(colour), 3))

    def _box(self, place: QRectF, brush: QBrush, pen: QPen | Qt.PenStyle = Qt.PenStyle.NoPen) -> None:
        self.painter.setPen(pen)
        self.painter.setBrush(brush)
        self.painter.drawRoundedRect(self._seen(place), 8, 8)

    def ring(self, centre: QPointF, radius: float, share: float, colour: str) -> None:
        """A ring that is full at the beginning and empties with the time; `share` is what is left."""
        place = self._seen(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
        wide = radius * 0.14
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(C.line), wide))
        self.painter.drawEllipse(place)
        if share > 0:
            pen = QPen(QColor(colour), wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            self.painter.setPen(pen)
            self.painter.drawArc(place, 90 * 16, int(min(1.0, share) * 360 * 16))

    def qr(self, place: QRectF, text: str) -> None:
        """A QR code with its quiet zone, dark on white, at the top of its place."""
        if text:
            side = min(place.width(), place.height())
            left = place.center().x() - side / 2
            self.painter.drawImage(self._seen(QRectF(left, place.top(), side, side)), _qr_image(text))


def runs_from_right(text: str, ground: bool) -> bool:
    """Whether a text runs from right to left: by its first letter that is not set apart.

    Texts that are set apart follow the `ground`; numbers alone run from the left in every language.
    """
    outside = _APART.sub("", text)
    kinds = (unicodedata.bidirectional(letter) for letter in outside)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    return first in ("R", "AL") or (not first and ground and outside != text)


def together(text: str) -> str:
    """The text with its French spaces before "?", "!", ":", ";" and "»" kept on the line of the word."""
    return re.sub(r" (?=[?!:;»])", "\u00a0", text)


@lru_cache(maxsize=8)
def _qr_image(text: str) -> QImage:
    """One pixel a square, so that it scales with sharp edges."""
    squares = links.squares(text)
    image = QImage(len(squares) + 8, len(squares) + 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, line in enumerate(squares):
        for x, dark in enumerate(line):
            if dark:
                image.setPixelColor(x + 4, y + 4, Qt.GlobalColor.black)
    return image
