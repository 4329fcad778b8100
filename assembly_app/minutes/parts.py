"""What minutes are told with, for every format alike: headings, sentences, bars, tables and lists, without a layout."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from assembly_app.prose import Prose


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


class Written(msgspec.Struct, frozen=True):
    """What the secretary wrote; `label` says in a word what it is.

    `language` is set where the text is in another language than the document; `untranslated` says that this is for
    want of a translation, which every format marks.
    """

    prose: Prose
    tone: Tone = Tone.PLAIN
    label: str = ""
    language: str = ""
    untranslated: bool = False


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
    """Lines under a title; short ones may stand in several columns, read line by line."""

    title: str
    lines: tuple[str, ...]
    columns: int = 1


class Cloud(msgspec.Struct, frozen=True):
    """Words with how often each was written, the most frequent first."""

    title: str
    words: tuple[tuple[str, int], ...]


Part = Sentence | Written | Picture | Grid | Listing | Cloud


class Heading(msgspec.Struct, frozen=True):
    """A heading; the title of the document has level 1."""

    words: str
    level: int


class Facts(msgspec.Struct, frozen=True):
    """Labels, each with what it stands for."""

    rows: tuple[tuple[str, str], ...]


class Figures(msgspec.Struct, frozen=True):
    """Numbers, each with what it counts."""

    rows: tuple[tuple[str, str], ...]


class Signatures(msgspec.Struct, frozen=True):
    """Who signs: the office and the names, with room for the hand where there is paper."""

    rows: tuple[tuple[str, str], ...]


class Side(msgspec.Struct, frozen=True):
    """What one language says of it."""

    language: str
    block: Heading | Facts | Figures | Signatures | Part


class Columns(msgspec.Struct, frozen=True):
    """The same block in several languages, side by side; headings stand on one line, with a dash between them.

    With one side it is a block of a document that goes on in another language.
    """

    sides: tuple[Side, ...]

    @property
    def heading(self) -> Heading | None:
        """The heading that they are together, if they are headings."""
        blocks = [side.block for side in self.sides]
        found = [block for block in blocks if isinstance(block, Heading)]
        return Heading(DASH.join(block.words for block in found), found[0].level) if found else None


DASH = " – "
"""Between two languages on one line."""

Block = Part | Heading | Facts | Figures | Signatures | Columns
"""What a whole document is made of."""
