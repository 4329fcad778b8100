"""The fonts of every document, embedded; and user's text made fit for them."""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from assembly_app import paths
from assembly_app.i18n import Explained
from assembly_app.minutes.scripts import visual

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "NotoSans", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"
OTHERS, OTHERS_BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""For signs that ours lack: Arabic, Hebrew, Armenian, Georgian, symbols."""
_FILES = {
    REGULAR: "NotoSans-Regular", BOLD: BOLD, ITALIC: ITALIC, BOLD_ITALIC: BOLD_ITALIC,
    OTHERS: OTHERS, OTHERS_BOLD: OTHERS_BOLD,
}  # fmt: skip
_UNKNOWN = "\ufffd"
_LAST = 0xFFFF
"""reportlab writes no readable text for signs beyond this one: most emoji."""
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
        return TTFont(font, str(path))
    except (TTFError, OSError) as error:
        raise Explained("The font {file} is missing or damaged. Install the program again.", file=path) from error


@lru_cache
def _known(font: str) -> frozenset[int]:
    return frozenset(sign for sign in _load(font).face.charToGlyph if sign <= _LAST)


def composed(text: str) -> str:
    """The text with accents put together and line ends alike: for what is not drawn, such as bookmarks."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def printable(text: str) -> str:
    """The text as our own font can show it: unknown signs as �, control signs left out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(sign, (REGULAR,)) for sign in composed(text))


def markup(text: str, font: str = REGULAR) -> str:
    """The text for a reportlab paragraph in `font`: nothing in it is read as markup, line ends are kept.

    Signs that our font lacks come from another one; scripts from right to left are put in the order of the eye.
    """
    others = OTHERS_BOLD if font in (BOLD, BOLD_ITALIC) else OTHERS
    if text.isascii() and text.isprintable():
        return escape(text)
    shown = "".join(_shown(sign, (REGULAR, OTHERS)) for sign in visual(composed(text)))
    return "".join(
        f'<font name="{others}">{escape("".join(signs))}</font>' if other else escape("".join(signs))
        for other, signs in groupby(shown, key=_needs_other)
    ).replace("\n", "<br/>")


def _needs_other(sign: str) -> bool:
    return not sign.isspace() and ord(sign) not in _known(REGULAR)


def _shown(sign: str, fonts: tuple[str, ...]) -> str:
    if sign == "\n" or (any(ord(sign) in _known(font) for font in fonts) and unicodedata.category(sign) != "Cf"):
        return sign
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Mn") else _UNKNOWN
