"""The fonts of every document, embedded; and user's text made fit for them."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from assembly_app import paths
from assembly_app.i18n import Explained
from assembly_app.minutes.pdf import system_fonts
from assembly_app.minutes.pdf.scripts import visual

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "NotoSans", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"
OTHERS, OTHERS_BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""For signs that ours lack: Arabic, Hebrew, Armenian, Georgian, symbols."""
_FILES = {
    REGULAR: "NotoSans-Regular", BOLD: BOLD, ITALIC: ITALIC, BOLD_ITALIC: BOLD_ITALIC,
    OTHERS: OTHERS, OTHERS_BOLD: OTHERS_BOLD,
}  # fmt: skip
UNKNOWN = "\ufffd"
"""What stands for a sign that no font has."""
_lock = threading.Lock()


def register() -> None:
    """Make the fonts known to reportlab, once. Raises `Explained` when a font is not where it belongs."""
    with _lock:
        _register()


@lru_cache
def _register() -> None:
    for font in _FILES:
        pdfmetrics.registerFont(_load(font))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    pdfmetrics.registerFontFamily(OTHERS, OTHERS, OTHERS_BOLD, OTHERS, OTHERS_BOLD)


def _load(font: str) -> TTFont:
    path = paths.RESOURCES / "fonts" / f"{_FILES[font]}.ttf"
    try:
        return EmbeddedFont(font, str(path))
    except (TTFError, OSError) as error:
        raise Explained("The font {file} is missing or damaged. Install the program again.", file=path) from error


def add(path: Path, weight: str = "Regular") -> str:
    """The name under which a font file is known from now on. Raises `TTFError` or `OSError` for what cannot be used.

    reportlab refuses fonts that must not be embedded, and fonts with outlines that are not TrueType's.
    """
    name = f"{path}-{weight}"
    with _lock:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(EmbeddedFont(name, str(path)))
    return name


class EmbeddedFont(TTFont):
    """A font whose signs can all be read back: those beyond U+FFFF reportlab tells in a way that no reader knows."""

    def addObjects(self, doc: PDFDocument) -> None:
        before = set(doc.idToObject)
        super().addObjects(doc)
        for name in set(doc.idToObject) - before:
            if name.startswith("toUnicodeCMap:"):
                stream: Any = doc.idToObject[name]
                stream.content = _BEYOND.sub(_surrogates, stream.content)


_BEYOND = re.compile(r"(?<=> )<([0-9A-F]{5,6})>")


def _surrogates(found: re.Match[str]) -> str:
    return f"<{chr(int(found.group(1), 16)).encode('utf-16-be').hex().upper()}>"


@lru_cache
def _known(font: str) -> frozenset[int]:
    loaded: Any = pdfmetrics.getFont(font)
    return frozenset(loaded.face.charToGlyph)


def _has(font: str, sign: str) -> bool:
    return ord(sign) in _known(font)


def composed(text: str) -> str:
    """The text with accents put together and line ends alike: for what is not drawn, such as bookmarks."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def runs(text: str, font: str = REGULAR, missing: set[str] | None = None) -> list[tuple[str, str]]:
    """The text as it is drawn, in stretches with the font of each; line ends are kept.

    Signs that the font lacks come from another one; scripts from right to left are put in the order of the eye. Signs
    that no font has become � and are told in `missing`.
    """
    if text.isascii() and text.isprintable():
        return [(font, text)] if text else []
    shown = visual(composed(text))
    if shown.isprintable() and _known(font).issuperset(map(ord, shown)):
        return [(font, shown)]
    chain = _chain(font)
    parts: list[tuple[str, str]] = []
    for sign in shown:
        other, drawn = _drawn(sign, chain, missing)
        if not drawn:
            continue
        if parts and (other == parts[-1][0] or drawn == "\n"):
            parts[-1] = (parts[-1][0], parts[-1][1] + drawn)
        else:
            parts.append((other, drawn))
    return parts


def _drawn(sign: str, chain: Sequence[str], missing: set[str] | None) -> tuple[str, str]:
    """The font and the sign that stands for one sign of a text; nothing for those that control others."""
    if sign == "\n":
        return chain[0], sign
    if sign.isspace():
        return chain[0], sign if _has(chain[0], sign) else " "
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf", "Cs"):
        return chain[0], ""
    for font in chain if kind != "Co" else ():  # what a sign of private use means, no reader of an archive knows
        if _has(font, sign):
            return font, sign
    if kind == "Mn":
        return chain[0], ""
    if kind != "Co" and (found := system_fonts.having(sign)):
        return add(found), sign
    if missing is not None:
        missing.add(sign)
    return (REGULAR, UNKNOWN)


@lru_cache
def _chain(font: str) -> tuple[str, ...]:
    """Where to look for a sign, in this order."""
    bold = "Bold" in font
    return tuple(dict.fromkeys((font, BOLD if bold else REGULAR, OTHERS_BOLD if bold else OTHERS, OTHERS)))


def printable(text: str) -> str:
    """The text as our own font can show it: unknown signs as �, control signs left out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_own(composed(text)))


def _own(text: str) -> Iterator[str]:
    for sign in text:
        drawn = _drawn(sign, (REGULAR,), None)
        yield drawn[1] if drawn[0] == REGULAR else UNKNOWN


def markup(text: str, font: str = REGULAR) -> str:
    """The text for a reportlab paragraph in `font`: nothing in it is read as markup, line ends are kept."""
    return "".join(
        escape(words) if other == font else f'<font name="{other}">{escape(words)}</font>'
        for other, parts in groupby(runs(text, font), key=lambda part: part[0])
        for words in ("".join(words for _font, words in parts),)
    ).replace("\n", "<br/>")
