"""Fonts of the system, for signs that ours lack: Chinese, Japanese, Korean, Devanagari, pictures."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

_WINDOWS = ("msyh.ttc", "simsun.ttc", "msgothic.ttc", "malgun.ttf", "Nirmala.ttf", "seguisym.ttf", "seguiemj.ttf")
_MAC = ("Supplemental/Arial Unicode.ttf", "STHeiti Light.ttc", "AppleSDGothicNeo.ttc", "Apple Symbols.ttf")
_MOST = 12
"""So many fonts are tried for a sign."""
_SECONDS = 5


@lru_cache(maxsize=4096)
def having(sign: str) -> Path | None:
    """A font file that has the sign, that may be embedded, and whose outlines reportlab can embed; None without one."""
    return next((path for path in _candidates(sign) if ord(sign) in _signs(path)), None)


def _candidates(sign: str) -> Iterator[Path]:
    if sys.platform == "win32":
        yield from (Path(r"C:\Windows\Fonts") / name for name in _WINDOWS)
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts") / name for name in _MAC)
    elif shutil.which("fc-list"):
        yield from sorted(_listed(sign))[:_MOST]


def _listed(sign: str) -> Iterator[Path]:
    """What fontconfig knows to have the sign."""
    try:
        told = subprocess.run(["fc-list", f":charset={ord(sign):x}", "file"], capture_output=True, text=True,
                              timeout=_SECONDS, check=False).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return
    for line in told.splitlines():
        path = Path(line.strip().rstrip(":"))
        if path.suffix.lower() in (".ttf", ".ttc"):
            yield path


@lru_cache(maxsize=64)
def _signs(path: Path) -> frozenset[int]:
    """The signs of a font; none of one that cannot be embedded."""
    try:
        return frozenset(TTFontFace(str(path)).charToGlyph)
    except (TTFError, OSError):
        return frozenset()
