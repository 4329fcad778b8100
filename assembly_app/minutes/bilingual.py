"""The minutes in one language, or in several in one document: side by side, or one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from assembly_app.domain.preferences import Arrangement, Preferences
from assembly_app.i18n import Translator, translator
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.parts import DASH, Block, Columns, Listing, Side, Written
from assembly_app.minutes.telling import telling

PART = " · "
"""Between a name and what someone is, in a list of people."""


class Edition(msgspec.Struct, frozen=True):
    """In which languages a document is, the first one its own, and how they stand."""

    languages: tuple[str, ...]
    arrangement: Arrangement = Arrangement.COLUMNS

    @property
    def words(self) -> Translator:
        """The translator for what the document says once: its title, the foot of its pages."""
        return translator(self.languages[0])


def edition(languages: str, preferences: Preferences) -> Edition:
    """The edition that "nl", or "nl+fr", asks for, arranged as the assembly prefers."""
    return Edition(tuple(languages.split("+")), preferences.arrangement)


def told_in(minutes: Minutes, edition: Edition) -> Iterator[Block]:
    """Every block of the document, in the languages of the edition."""
    tellings = [list(telling(minutes, translator(language))) for language in edition.languages]
    if len(tellings) == 1 or edition.arrangement is Arrangement.AFTER:
        yield from tellings[0]
        for language, told in zip(edition.languages[1:], tellings[1:], strict=True):
            yield from (Columns((Side(language, block),)) for block in told)  # type: ignore[arg-type]  # no columns yet
        return
    for blocks in zip(*tellings, strict=True):
        yield _together([Side(language, block) for language, block in zip(edition.languages, blocks, strict=True)])


def _together(sides: Sequence[Side]) -> Block:
    """The same block in every language: once where all say the same, else in columns."""
    blocks = [side.block for side in sides]
    if all(block == blocks[0] for block in blocks):
        return blocks[0]
    lists = [block for block in blocks if isinstance(block, Listing)]
    if len(lists) == len(blocks) and (lines := _joined([each.lines for each in lists])) is not None:
        return replace(lists[0], title=DASH.join(each.title for each in lists), lines=lines)
    return Columns(tuple(replace(side, block=_beside(side.block)) for side in sides))


def _joined(lists: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The same people in every language, once, with what they are in each; None where lines say more than that."""
    lines = []
    for told in zip(*lists, strict=True):
        parts = [line.split(PART) for line in told]
        if len({len(each) for each in parts}) > 1 or len({each[0] for each in parts}) > 1:
            return None
        lines.append(PART.join(DASH.join(dict.fromkeys(words)) for words in zip(*parts, strict=True)))
    return tuple(lines)


def _beside(block: Block) -> Block:
    """In columns, what is not translated stands in the other column already."""
    if isinstance(block, Written) and block.untranslated:
        return replace(block, prose=(), language="")
    return block
