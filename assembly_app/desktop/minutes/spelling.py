"""Which words are misspelt, as far as this computer has a dictionary; without one nothing is marked or said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from assembly_app.desktop.minutes import aside_work
from assembly_app.desktop.minutes.aside import Aside

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word that a dictionary may have."""

GATHERED = 150
"""For how many milliseconds words are gathered before they are looked up."""

SUGGESTIONS = 6
"""So many at most."""


class Speller(QObject):
    """Looks words up in the process beside the program, each once."""

    changed = Signal(str)
    """More is known of the words of a language."""
    failed = Signal(str)
    """A sentence for the user: a word could not be kept."""

    def __init__(self, aside: Aside, folder: Callable[[], str]) -> None:
        super().__init__()
        self._aside = aside
        self._folder = folder
        self._files: dict[str, str | None] = {}
        self._wrong: dict[str, dict[str, bool]] = {}
        self._wanted: dict[str, set[str]] = {}
        self._soon = QTimer(self, singleShot=True, interval=GATHERED)
        self._soon.timeout.connect(self._look_up)

    def wrong(self, language: str, words: Iterable[str]) -> frozenset[str]:
        """Those of the words that are known to be misspelt; the others are looked up, and `changed` tells of them."""
        known = self._wrong.setdefault(language, {})
        told = set(words) if language else set()
        fresh = told - known.keys()
        if fresh and self._files.get(language, "?"):
            self._wanted.setdefault(language, set()).update(fresh)
            self._soon.start()
        return frozenset(word for word in told if known.get(word))

    def suggest(self, language: str, word: str, then: Callable[[list[str]], object]) -> None:
        """Find out what may have been meant."""
        if file := self._files.get(language):
            self._aside.run(aside_work.suggested, file, word, then=lambda found: then(found[:SUGGESTIONS]))

    def add(self, language: str, word: str) -> None:
        """Take a word as right from now on."""
        self._wrong.setdefault(language, {})[word] = False
        self.changed.emit(language)
        self._aside.run(aside_work.add_word, language, word, then=lambda _none: None, failed=self.failed.emit)

    def forget(self) -> None:
        """Look for dictionaries anew: the user chose another folder."""
        self._files.clear()
        self._wrong.clear()
        for language in list(self._wanted):
            self.changed.emit(language)

    def _look_up(self) -> None:
        for language, words in self._wanted.items():
            if words and language not in self._files:
                self._files[language] = None  # being looked for
                self._aside.run(aside_work.dictionary, language, self._folder(), then=partial(self._found, language))
            elif words and (file := self._files[language]):
                asked, self._wanted[language] = sorted(words), set()
                self._aside.run(aside_work.misspelt, file, asked, then=partial(self._know, language, asked))

    def _found(self, language: str, found: tuple[str, frozenset[str]]) -> None:
        file, own = found
        self._files[language] = file
        self._wrong.setdefault(language, {}).update(dict.fromkeys(own, False))
        if file:
            self._wanted[language] -= own
            self._look_up()

    def _know(self, language: str, asked: list[str], misspelt: list[str]) -> None:
        bad = set(misspelt)
        self._wrong[language].update({word: word in bad for word in asked})
        if bad:
            self.changed.emit(language)
