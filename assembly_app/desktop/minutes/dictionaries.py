"""Which hunspell dictionaries this computer has, and the words that the user added to them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from assembly_app import paths
from assembly_app.files import write_whole

_HOME = Path.home()
_UNIX = ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell")
_COUNTRIES = {"nl": ("BE", "NL"), "fr": ("BE", "FR"), "de": ("BE", "DE"), "en": ("GB", "US")}
"""Whose spelling is looked for first."""


def folders(own: str = "") -> Iterator[Path]:
    """Where dictionaries may be: the user's own folder first, then the system's and those of office programs."""
    if own:
        yield Path(own)
    yield Path(platformdirs.user_data_dir("hunspell", appauthor=False))
    if sys.platform == "win32":
        programs = Path(os.environ.get("PROGRAMFILES", "C:/Program Files"))
        yield from (programs / "LibreOffice/share/extensions").glob("dict-*")
    elif sys.platform == "darwin":
        yield from (_HOME / "Library/Spelling", Path("/Library/Spelling"))
        yield from Path("/Applications/LibreOffice.app/Contents/Resources/extensions").glob("dict-*")
    else:
        yield from map(Path, _UNIX)
        yield from Path("/usr/lib/libreoffice/share/extensions").glob("dict-*")


def find(language: str, own: str = "") -> Path | None:
    """The .dic file for a language; None where there is none. Reads the disk."""
    wanted = re.compile(rf"{language}([_-].*)?$", re.IGNORECASE)
    for folder in folders(own):
        try:
            found = sorted(file for file in folder.glob("*.dic") if wanted.match(file.stem))
        except OSError:
            continue
        whole = [file for file in found if file.with_suffix(".aff").exists()]
        if whole:
            return min(whole, key=lambda file: _far(file.stem, language))
    return None


def _far(stem: str, language: str) -> tuple[int, str]:
    """How far a dictionary is from what is written here: that of Belgium before that of the next country."""
    country = re.split("[_-]", stem + "_")[1].upper()
    order = (*_COUNTRIES.get(language, ()), "")
    return (order.index(country) if country in order else len(order), stem)


def _own_file(language: str) -> Path:
    return paths.settings_file().parent / f"words-{language}.txt"


def own_words(language: str) -> frozenset[str]:
    """The words that the user added. Reads the disk; a file that cannot be read has none."""
    try:
        return frozenset(_own_file(language).read_text("utf-8").split("\n")) - {""}
    except (OSError, UnicodeDecodeError):
        return frozenset()


def add_word(language: str, word: str) -> None:
    """Keep a word as right. Raises `Explained`."""
    file = _own_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, "\n".join(sorted({*own_words(language), word})).encode() + b"\n")
