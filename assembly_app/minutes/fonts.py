"""The fonts of every document, embedded; and user's text made fit for them."""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from assembly_app import paths
from assembly_app.i18n import Explained

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "NotoSans", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"
_FILES = {REGULAR: "NotoSans-Regular", BOLD: BOLD, ITALIC: ITALIC, BOLD_ITALIC: BOLD_ITALIC}
_UNKNOWN = "\ufffd"
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


def _load(font: str) -> TTFont:
    path = paths.RESOURCES / "fonts" / f"{_FILES[font]}.ttf"
    try:
        return TTFont(font, str(path))
    except (TTFError, OSError) as error:
        raise Explained("The font {file} is missing or damaged. Install the program again.", file=path) from error


@lru_cache
def _known() -> frozenset[int]:
    return frozenset(_load(REGULAR).face.charToGlyph)


def printable(text: str) -> str:
    """The text as the fonts can show it: accents put together, unknown signs as �, control signs left out."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(_shown(sign) for sign in composed)


def _shown(sign: str) -> str:
    if sign == "\n" or (ord(sign) in _known() and unicodedata.category(sign) != "Cf"):
        return sign
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Mn") else _UNKNOWN


def markup(text: str) -> str:
    """The text for a reportlab paragraph: nothing in it is read as markup, line ends are kept."""
    return escape(printable(text)).replace("\n", "<br/>")
