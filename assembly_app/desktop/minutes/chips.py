"""Live fields in a text that is being written: a chip with the words that the journal gives it now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from assembly_app.desktop import theme
from assembly_app.desktop.minutes.prose_document import field_of
from assembly_app.documents import Field

ROUND, ASIDE = 4.0, 5.0
"""The corner of a chip, and the room at the left and right of its words, in pixels."""


class Chips(QPyTextObject):
    """Draws the chips of one document; long ones take several lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.fields: Mapping[str, Field] = {}

    def words(self, name: str) -> str:
        """What a field says now; its name where nobody knows it here."""
        found = self.fields.get(name)
        return found.words if found else name

    def intrinsicSize(self, document: QTextDocument, _place: int, form: QTextFormat) -> QSizeF:
        chip = form.toCharFormat()
        metrics = QFontMetricsF(_font(document, chip))
        told = self.words(field_of(chip))
        room = max(document.textWidth() - 2 * document.documentMargin(), 80.0) - 2 * ASIDE
        flags = Qt.TextFlag.TextWordWrap.value
        box = metrics.boundingRect(QRectF(0, 0, room, 10_000), flags, told)
        lines = max(1, round(box.height() / metrics.lineSpacing()))
        return QSizeF(min(box.width() + 1, room) + 2 * ASIDE, lines * metrics.lineSpacing())

    def drawObject(
        self, painter: QPainter, where: QRectF | QRect, document: QTextDocument, _at: int, form: QTextFormat
    ) -> None:
        place, chip, colours = QRectF(where), form.toCharFormat(), theme.colours()
        known = field_of(chip) in self.fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent if known else colours.bad))
        painter.setBrush(QColor(colours.tint))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        painter.setFont(_font(document, chip))
        option = QTextOption(Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.setPen(QColor(colours.ink))
        painter.drawText(place.adjusted(ASIDE, 0, -ASIDE + 1, 0), self.words(field_of(chip)), option)
        painter.restore()


def _font(document: QTextDocument, chip: QTextCharFormat) -> QFont:
    font = document.defaultFont()
    font.setBold(chip.fontWeight() > 500)
    font.setItalic(chip.fontItalic())
    return font
