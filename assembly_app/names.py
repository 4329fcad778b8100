"""Names as people type them: without accents, in parts, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from assembly_app.domain.people import Person

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart; casefolding already makes ß to ss."""


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text in small letters without accents: "Łukasz Gößmann" is "lukasz gossmann"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, cut at everything that is no letter or digit."""
    return [word for word in re.split(r"[\W_]+", fold(text)) if word]


def key(name: str) -> str:
    """Equal for two spellings of one name: accents, case, order of the words and commas do not matter."""
    return " ".join(sorted(words(name))) or fold(name)


def search(people: Iterable[Person], typed: str) -> list[Person]:
    """Those whose name has every typed part, best first: parts that begin a word, then parts inside one.

    Nothing typed finds nobody.
    """
    parts = words(typed)
    ranked = ((_rank(words(person.name), parts), person) for person in people)
    found = [(rank, fold(person.name), person.id, person) for rank, person in ranked if rank is not None]
    return [person for *_order, person in sorted(found, key=lambda entry: entry[:3])]


def match(text: str, typed: str) -> int | None:
    """How far a text is from what was typed, 0 the nearest; None when a typed part is not in it."""
    return _rank(words(text), words(typed))


def _rank(name: list[str], parts: list[str]) -> int | None:
    """How far from a perfect match: one for each part that is only inside a word; None: no match."""
    if not parts or not all(any(part in word for word in name) for part in parts):
        return None
    return sum(not any(word.startswith(part) for word in name) for part in parts)
