"""What the formats of office programs have in common: safe text, colours, languages, the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from babel import Locale
from babel.core import get_global

from assembly_app.i18n import Translator
from assembly_app.minutes.parts import Block, Cloud, Columns, Facts, Heading
from assembly_app.minutes.theme import Theme
from assembly_app.prose import Passage, Prose, Shape


class Colours(msgspec.Struct, frozen=True):
    """The colours of a theme, as red, green and blue in hexadecimal without a sign before them."""

    ink: str
    text: str
    quiet: str
    line: str


def colours(theme: Theme) -> Colours:
    """The colours as office programs write them."""
    return Colours(*(found[1:].upper() for found in (theme.ink, theme.text, theme.quiet, theme.line)))


FONT = "Arial"
"""There on every machine, or a font of the same measures."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(words: str) -> str:
    """Words without the signs that XML cannot hold."""
    return _UNWRITABLE.sub("", words)


def tag(language: str) -> str:
    """The language with the country that its speakers most often live in, as spell-checkers ask for: "nl-NL"."""
    if language == "en":
        return "en-GB"
    likely = Locale.parse(get_global("likely_subtags").get(language, language))
    return f"{likely.language}-{likely.territory}" if likely.territory else likely.language


PAGE, PAGES = "\x01", "\x02"
"""What `page_of` has in the place of the page's number and of how many there are."""


def page_of(_: Translator) -> Sequence[str]:
    """The words of the foot, with `PAGE` and `PAGES` where the numbers go."""
    return [part for part in re.split(f"([{PAGE}{PAGES}])", _("Page {n} of {m}", n=PAGE, m=PAGES)) if part]


def contents(blocks: Sequence[Block]) -> list[tuple[int, Heading]]:
    """The headings of the contents, each with its place among the blocks."""
    found = ((place, heading(block)) for place, block in enumerate(blocks))
    return [(place, head) for place, head in found if head and 1 < head.level < 4]


def heading(block: Block) -> Heading | None:
    """The heading that a block is, perhaps in several languages."""
    found = block.heading if isinstance(block, Columns) else block
    return found if isinstance(found, Heading) else None


def levels(blocks: Sequence[Block]) -> Mapping[int | str, int]:
    """The level of the heading above each block by its place, and by place and language for blocks in columns."""
    found: dict[int | str, int] = {}
    level = 1
    for place, block in enumerate(blocks):
        if head := heading(block):
            level = head.level
        found[place] = level
        if isinstance(block, Columns):
            found.update((f"{place}-{side.language}", level) for side in block.sides)
    return found


def placed(prose: Prose, above: int) -> Iterator[tuple[Passage, int]]:
    """Each passage below a heading of level `above`, with the level that it has as a heading: none is skipped."""
    inner = above
    for passage in prose:
        if passage.shape is Shape.HEADING:
            inner = min(above + passage.level, inner + 1, 6)
        yield passage, inner


def before_contents(blocks: Sequence[Block]) -> int | None:
    """The place of the block after which the contents stand: the facts of the session."""
    return next((place for place, block in enumerate(blocks) if _has_facts(block)), None)


def _has_facts(block: Block) -> bool:
    sides = [side.block for side in block.sides] if isinstance(block, Columns) else [block]
    return any(isinstance(side, Facts) for side in sides)


def size(cloud: Cloud, number: int) -> int:
    """How many points large a word of a cloud is that was written so often."""
    most = max(n for _word, n in cloud.words)
    return round(9 + 10 * (number - 1) / max(1, most - 1))
