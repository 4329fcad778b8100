"""What minutes are told with, for every format alike: headings, sentences, bars, tables and lists, without a layout."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Tone(StrEnum):
    """How a sentence stands in the text."""

    QUESTION = "question"
    PLAIN = "plain"
    ASIDE = "aside"
    WARNING = "warning"
    """To be read before what follows it."""
    RESULT = "result"
    SEAL = "seal"


class Sentence(msgspec.Struct, frozen=True):
    """One sentence; `label` says in a word what it tells."""

    words: str
    tone: Tone = Tone.PLAIN
    label: str = ""


class Bar(msgspec.Struct, frozen=True):
    """One option: its words, its count in words, and how much of the bar is filled (0 to 1)."""

    option: str
    label: str
    count: str
    share: float
    leads: bool = False


class Picture(msgspec.Struct, frozen=True):
    """The bars of a poll, and what stands at the two ends of their scale."""

    bars: tuple[Bar, ...]
    low: str = ""
    high: str = ""


class Grid(msgspec.Struct, frozen=True):
    """A table with a row of headings; the first column names the rows, `figures` are columns of numbers.

    `wide` says how wide each column is, in parts of the whole; `strong` are the rows that stand out.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[float, ...]
    figures: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()


class Listing(msgspec.Struct, frozen=True):
    """Lines under a title."""

    title: str
    lines: tuple[str, ...]


class Cloud(msgspec.Struct, frozen=True):
    """Words with how often each was written, the most frequent first."""

    title: str
    words: tuple[tuple[str, int], ...]


Part = Sentence | Picture | Grid | Listing | Cloud


class Heading(msgspec.Struct, frozen=True):
    """A heading; the title of the document has level 1."""

    words: str
    level: int


class Facts(msgspec.Struct, frozen=True):
    """Labels, each with what it stands for."""

    rows: tuple[tuple[str, str], ...]


Block = Part | Heading | Facts
"""What a whole document is made of."""
