"""Scripts from right to left, for a page that is drawn from left to right: letters joined, words in the eye's order."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import bidirectional

from arabic_reshaper import ArabicReshaper
from bidi import get_display

_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_RUN = re.compile(f"[{_LETTER}](?:[^\\n{_LETTER}A-Za-z\u00c0-\u024f]*[{_LETTER}])*\\d*")
"""From a letter of such a script to the last one before another script or a line's end, with a number at its end."""

_FIRST = "\u0590"
"""No letter before this one is written from right to left."""

_LINE = 45
"""So many signs are kept together: what breaks by itself would be read from its end."""


def visual(text: str) -> str:
    """The text as it is drawn.

    A line that begins in such a script is put in its order as a whole, in others only the stretches that are in one.
    """
    if not joins(text):
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    return _drawn(text) if from_right(text) else _RUN.sub(lambda found: _drawn(found.group()), text)


def _drawn(run: str) -> str:
    """Short runs cannot be broken; long ones get lines of their own, the first words on the first."""
    lines = [""]
    for word in run.split():
        fits = len(lines[-1]) + len(word) < _LINE
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return "\n".join(_in_order(line).replace(" ", "\u00a0") for line in lines if line)


def _in_order(line: str) -> str:
    return str(get_display(_reshaper().reshape(line), base_dir="R"))


@lru_cache
def _reshaper() -> ArabicReshaper:
    """Joins letters; the sign that writes the name of God as one is not in our fonts."""
    return ArabicReshaper({"ARABIC LIGATURE ALLAH": False})


def from_right(text: str) -> bool:
    """Whether a text is written from right to left: whether its first letter is."""
    if max(text, default="") < _FIRST:
        return False
    return next((kind in ("R", "AL") for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), False)


def joins(text: str) -> bool:
    """Whether a text has a stretch that is drawn otherwise than it is written."""
    return not text.isascii() and _RUN.search(text) is not None
