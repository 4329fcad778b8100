"""How an assembly's documents look: logo, colours and fonts, read from a file of its own.

A theme is a TOML file; what it leaves out is the program's own. Paths are relative to the file:

    [logo]
    file = "logo.png"       # PNG or JPEG
    height = 14             # millimetres

    [colours]
    ink = "#1b2a3d"         # headings, bars and labels
    text = "#1a1a1a"
    quiet = "#555c66"       # what is told in passing
    line = "#c3c9d1"        # rules
    pale = "#f1f3f6"        # behind figures

    [fonts]
    regular = "City-Regular.ttf"    # TrueType, and free to be embedded
    bold = "City-Bold.ttf"
    italic = "City-Italic.ttf"
    bold_italic = "City-BoldItalic.ttf"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFError

from assembly_app.i18n import N_, Translator
from assembly_app.minutes.pdf import fonts

READABLE = 4.5
"""The least contrast of text, WCAG 2.2, success criterion 1.4.3."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PAPER = "#ffffff"
_HEIGHT, _LEAST, _MOST = 14.0, 5.0, 30.0


class Faces(msgspec.Struct, frozen=True):
    """The fonts, by the names under which they are known."""

    regular: str = fonts.REGULAR
    bold: str = fonts.BOLD
    italic: str = fonts.ITALIC
    bold_italic: str = fonts.BOLD_ITALIC

    def of(self, bold: bool, italic: bool) -> str:
        """The font of a hand."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


class Logo(msgspec.Struct, frozen=True):
    """A picture for the head of the first page, and how high it is in millimetres."""

    file: Path
    height: float = _HEIGHT


class Theme(msgspec.Struct, frozen=True):
    """The look of documents. Colours are "#rrggbb"."""

    ink: str = "#1b2a3d"
    text: str = "#1a1a1a"
    quiet: str = "#555c66"
    line: str = "#c3c9d1"
    pale: str = "#f1f3f6"
    faces: Faces = Faces()
    logo: Logo | None = None


PLAIN = Theme()
"""The program's own look."""

_COLOURS = {"ink": N_("headings"), "text": N_("text"), "quiet": N_("small text")}
"""The colours that words have, and what each is for."""


def read(file: Path, _: Translator) -> tuple[Theme, list[str]]:
    """The theme of a file, and what of it could not be used, in sentences for the user.

    Never fails: what is missing or wrong is the program's own.
    """
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return PLAIN, [_("The theme file {file} is missing, so the document has the program's own look.", file=file)]
    except (OSError, UnicodeDecodeError):
        return PLAIN, [_("The theme file {file} cannot be read, so the document has the program's own look.",
                         file=file)]  # fmt: skip
    except tomllib.TOMLDecodeError as error:
        return PLAIN, [_("The theme file {file} is not valid TOML ({error}), so the document has the program's own"
                         " look.", file=file, error=error)]  # fmt: skip
    notices: list[str] = []
    theme = _colours(_table(told, "colours"), notices, _)
    theme = replace(theme, faces=_faces(_table(told, "fonts"), file.parent, notices, _),
                    logo=_logo(_table(told, "logo"), file.parent, notices, _))  # fmt: skip
    return theme, notices


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name, {})
    return found if isinstance(found, dict) else {}


# --- colours ---


def _colours(told: Mapping[str, Any], notices: list[str], _: Translator) -> Theme:
    chosen = {}
    for name in ("ink", "text", "quiet", "line", "pale"):
        if name not in told:
            continue
        if isinstance(told[name], str) and _COLOUR.fullmatch(told[name]):
            chosen[name] = told[name].lower()
        else:
            notices.append(_('The colour "{name}" of the theme is not written as #rrggbb, so it was left out.',
                             name=name))  # fmt: skip
    theme = replace(PLAIN, **chosen)
    for name, use in _COLOURS.items():
        found = contrast(getattr(theme, name), _PAPER)
        if found < READABLE:
            notices.append(
                _("The theme's colour for {use} is hard to read: its contrast with white is {found}:1, and at least"
                  " {least}:1 is asked for.",
                  use=_(use), found=_.number(round(found, 1)), least=_.number(READABLE))
            )  # fmt: skip
    return theme


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- fonts and logo ---


def _faces(told: Mapping[str, Any], folder: Path, notices: list[str], _: Translator) -> Faces:
    found = {}
    for name in Faces.__struct_fields__:
        if not isinstance(file := told.get(name), str):
            continue
        path = folder / file
        try:
            found[name] = fonts.add(path, "Bold" if name.startswith("bold") else "Regular")
        except (TTFError, OSError):
            missing = not path.is_file()
            notices.append(
                _("The font {file} of the theme is missing, so the program's own is used.", file=path) if missing else
                _("The font {file} of the theme cannot be embedded, so the program's own is used. Only TrueType fonts"
                  " whose licence allows it can.", file=path))  # fmt: skip
    regular = found.get("regular")
    if regular:
        found = {**dict.fromkeys(Faces.__struct_fields__, regular), **found}
    return Faces(**found)


def _logo(told: Mapping[str, Any], folder: Path, notices: list[str], _: Translator) -> Logo | None:
    if not isinstance(file := told.get("file"), str):
        return None
    path = folder / file
    if not path.is_file():
        notices.append(_("The logo {file} of the theme is missing, so the document has none.", file=path))
        return None
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError):
        notices.append(_("The logo {file} of the theme is neither PNG nor JPEG, so the document has none.", file=path))
        return None
    height = told.get("height", _HEIGHT)
    high = float(height) if isinstance(height, int | float) else _HEIGHT
    return Logo(path, min(max(high, _LEAST), _MOST))
