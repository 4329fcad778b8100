"""How prose looks while it is written: headings large, links underlined, a red wave under misspelt words."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from assembly_app.desktop import theme
from assembly_app.desktop.minutes.spelling import WORD, Speller

_SIZES = {1: theme.LARGE + 2, 2: theme.LARGE}
"""How large a heading of a level is; deeper ones are as large as the text, and in the accent's colour too."""


class Dress(QSyntaxHighlighter):
    """Draws on a document without being part of it, so that nothing of this is saved or undone."""

    def __init__(self, document: QTextDocument, speller: Speller | None, language: str) -> None:
        super().__init__(document)
        self._speller = speller
        self.language = language
        if speller is not None:
            speller.changed.connect(self._known)

    def speak(self, language: str) -> None:
        """Check the words as those of another language."""
        if language != self.language:
            self.language = language
            self.rehighlight()

    def misspelt(self, word: str) -> bool:
        """Whether this word is known to be misspelt."""
        return self._speller is not None and bool(self._speller.wrong(self.language, (word,)))

    def _known(self, language: str) -> None:
        if language == self.language:
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        level = self.currentBlock().blockFormat().headingLevel()
        found = list(WORD.finditer(text))
        wrong = self._speller.wrong(self.language, (m[0] for m in found)) if self._speller and found else frozenset()
        waves = [(m.start(), m.end()) for m in found if m[0] in wrong]
        wide = any(ord(sign) > 0xFFFF for sign in text)  # Qt counts such a sign twice
        for start, end, form in self._ranges(self.currentBlock(), level):
            self.setFormat(start, end - start, form)
        for start, end in waves:
            first = _units(text, start) if wide else start
            last = _units(text, end) if wide else end
            for place in range(first, last):
                form = self.format(place)
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
                form.setUnderlineColor(QColor(theme.colours().bad))
                self.setFormat(place, 1, form)

    def _ranges(self, block: QTextBlock, level: int) -> list[tuple[int, int, QTextCharFormat]]:
        ranges = []
        if level:
            form = QTextCharFormat()
            form.setFontPointSize(_SIZES.get(level, theme.BODY))
            form.setForeground(QColor(theme.colours().accent))
            form.setFontWeight(QFont.Weight.DemiBold)
            ranges.append((0, block.length(), form))
        at = block.begin()
        while not at.atEnd():
            piece = at.fragment()
            if piece.charFormat().isAnchor():
                form = QTextCharFormat()
                form.setForeground(QColor(theme.colours().accent))
                form.setFontUnderline(True)
                start = piece.position() - block.position()
                ranges.append((start, start + piece.length(), form))
            at += 1
        return ranges


def _units(text: str, end: int) -> int:
    return len(text[:end].encode("utf-16-le")) // 2
