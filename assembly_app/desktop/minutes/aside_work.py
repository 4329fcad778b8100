"""What is done in the process beside the program. No Qt here: the process starts in a moment and stays small."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assembly_app.desk import Desk
from assembly_app.desktop.minutes import dictionaries
from assembly_app.domain.record import Record
from assembly_app.store.store import Store

if TYPE_CHECKING:
    from hunspell import Hunspell

    from assembly_app.documents import Documents


def end_with_parent() -> None:
    """Have this process end when the program does, however it ends."""
    gc.set_threshold(100_000, 50, 100)  # it works in bursts that somebody waits for: clean up seldom
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


@lru_cache(maxsize=1)
def _desk(file: str, session: int) -> Desk:
    return Desk(Store.open(Path(file)), session)


def pages(documents: Documents, file: str, session: int, language: str, unsaved: Sequence[Record]) -> bytes:
    """The minutes as PDF, with these entries as they are being written. Raises `Explained`."""
    desk = _desk(file, session)
    desk.refresh()
    return documents.minutes_pdf(desk, language, unsaved)


@lru_cache(maxsize=4)
def _dictionary(file: str) -> Hunspell:
    from hunspell import Hunspell

    found = Path(file)
    return Hunspell(found.stem, hunspell_data_dir=str(found.parent))


def misspelt(dictionary: str, words: Sequence[str]) -> list[str]:
    """Those of the words that a dictionary (its .dic file) does not have."""
    return [word for word in words if not _dictionary(dictionary).spell(word)]


def suggested(dictionary: str, word: str) -> list[str]:
    """What may have been meant, the most likely first."""
    return list(_dictionary(dictionary).suggest(word))


def dictionary(language: str, folder: str) -> tuple[str, frozenset[str]]:
    """The dictionary for a language ("" for none) and the user's own words; `folder` is looked in first."""
    found = dictionaries.find(language, folder)
    return str(found or ""), dictionaries.own_words(language)


def add_word(language: str, word: str) -> None:
    """Keep a word as right. Raises `Explained`."""
    dictionaries.add_word(language, word)
