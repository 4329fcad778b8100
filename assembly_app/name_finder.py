"""Names of known people found in free text, so that they can be taken out of it or pointed at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import msgspec

from assembly_app.names import fold
from assembly_app.prose import FIELD

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ \u00a0,'’.-]{1,2}")
_SHORTEST = 3
"""A single word that is shorter is not taken for a name."""


class Found(msgspec.Struct, frozen=True):
    """A place in a text where someone (by id) is named. Unsure where only a first name stands there."""

    start: int
    end: int
    person: str
    sure: bool = True


class _Word(msgspec.Struct, frozen=True):
    start: int
    end: int
    folded: str
    capital: bool


class NameFinder:
    """Knows people by name, and finds them as names are written: in full, turned round, shortened, or the surname."""

    def __init__(self, people: Mapping[str, str]) -> None:
        """`people` are names by id; who has none is not looked for."""
        self._forms: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for person, name in people.items():
            for form, sure in _forms(tuple(word.folded for word in _words(name))):
                self._forms.setdefault(form[0], []).append((form, person, sure))
        for forms in self._forms.values():
            forms.sort(key=lambda form: (-len(form[0]), not form[2]))

    def find(self, text: str) -> Iterator[Found]:
        """Every name in order of the text, the longest reading of each; live fields are no text."""
        fields = [match.span() for match in FIELD.finditer(text)]
        words = [word for word in _words(text) if not any(a <= word.start < b for a, b in fields)]
        at = 0
        while at < len(words):
            found, used = self._reading(text, words, at)
            if found:
                yield found
            at += used

    def _reading(self, text: str, words: list[_Word], at: int) -> tuple[Found | None, int]:
        for form, person, sure in self._forms.get(words[at].folded, ()):
            read = words[at : at + len(form)]
            if tuple(word.folded for word in read) == form and _joined(text, read) and _a_name(read):
                return Found(read[0].start, read[-1].end, person, sure), len(read)
        return None, 1

    def replaced(self, text: str, by: Callable[[str], str]) -> str:
        """The text with every sure name replaced by what `by` says of the person (by id)."""
        parts, last = [], 0
        for found in self.find(text):
            if found.sure:
                parts += [text[last : found.start], by(found.person)]
                last = found.end
        return "".join([*parts, text[last:]])


def initials(name: str) -> str:
    """The first letters: "Élise Van den Broeck" is "É.V.d.B."."""
    return "".join(f"{word[0]}." for word in re.split(r"[\s\-,]+", name.strip()) if word)


def _words(text: str) -> list[_Word]:
    return [_Word(m.start(), m.end(), fold(m.group()), m.group()[0].isupper()) for m in _WORD.finditer(text)]


def _forms(name: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """How a name is written, and whether that names nobody else: the first word is the first name."""
    if not name:
        return
    yield name, True
    first, surname = name[:1], name[1:]
    if surname:
        yield surname + first, True
        yield surname, True
        yield (*first, surname[0][0]), True
        yield first, False


def _joined(text: str, words: list[_Word]) -> bool:
    """Whether nothing but a space, a comma or a hyphen stands between the words."""
    return all(_BETWEEN.fullmatch(text[before.end : after.start]) for before, after in pairwise(words))


def _a_name(words: list[_Word]) -> bool:
    """Names have a capital; a lone word must also have some length."""
    return words[-1].capital and (len(words) > 1 or words[0].end - words[0].start >= _SHORTEST)
