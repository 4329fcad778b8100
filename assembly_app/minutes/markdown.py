"""The minutes as Markdown (CommonMark, with the tables of GitHub): for wikis, and for writing on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembly_app.i18n import Translator, translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.bilingual import Edition, told_in
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.office.common import levels, placed
from assembly_app.minutes.parts import (
    Block,
    Cloud,
    Columns,
    Facts,
    Figures,
    Grid,
    Heading,
    Listing,
    Picture,
    Sentence,
    Side,
    Signatures,
    Tone,
    Written,
)
from assembly_app.prose import Passage, Shape, Span

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def minutes_markdown(minutes: Minutes, edition: Edition) -> bytes:
    """The whole document, UTF-8."""
    blocks = list(told_in(minutes, edition))
    above = levels(blocks)
    parts = [part for place, block in enumerate(blocks) for part in _block(block, above[place], edition.words)]
    return ("\n\n".join(parts) + "\n").encode()


def plain(words: str) -> str:
    """Words in which nothing is read as Markdown or HTML; line ends are kept."""
    escaped = _SPECIAL.sub(r"\\\1", words)
    return _STARTS.sub(_escaped_start, escaped).replace("\n", "\\\n")


def _escaped_start(found: re.Match[str]) -> str:
    mark = found.group(2)
    return f"{found.group(1)}{mark[:-1]}\\{mark[-1]}"


def _block(block: Block, above: int, _: Translator) -> Iterator[str]:
    match block:
        case Heading(words, level):
            yield f"{'#' * level} {_line(words)}"
        case Sentence():
            yield _sentence(block)
        case Written():
            yield from _written(block, above, _)
        case Columns(sides):
            yield from _columns(block, above, sides)
        case Figures(rows):
            yield " · ".join(f"**{_line(number)}** {_line(label)}" for number, label in rows)
        case Facts(rows) | Signatures(rows):
            yield "\n".join(f"- **{_line(label)}:** {_line(words)}" for label, words in rows)
        case Listing(title, lines):
            yield f"**{_line(title)}**"
            yield "\n".join(f"- {_line(line)}" for line in lines)
        case Picture():
            found = poll_words.picture_title(block, _)
            yield _table((_("Option"), found), [(bar.label, bar.count) for bar in block.bars], frozenset({1}))
        case Grid():
            yield f"**{_line(block.title)}**"
            yield _table(block.head, block.rows, block.figures)
        case Cloud(title, words):
            yield f"**{_line(title)}**"
            yield "\n".join(f"- {_line(word)} ×{n}" for word, n in words)


def _written(block: Written, above: int, _: Translator) -> Iterator[str]:
    mark = f"*{_line(_('not translated yet'))}*" if block.untranslated else ""
    label = f"**{_line(block.label)}:**" if block.label else ""
    if head := " ".join(filter(None, (label, mark))):
        yield head
    yield from (_passage(passage, level) for passage, level in placed(block.prose, above))


def _passage(passage: Passage, level: int) -> str:
    words = "".join(_span(span) for span in passage.spans)
    match passage.shape:
        case Shape.HEADING:
            return f"{'#' * level} {words}"
        case Shape.ITEM:
            mark = "-" if passage.number is None else f"{passage.number}."
            return f"{'    ' * passage.level}{mark} {words}"
    return f"{'    ' * passage.level}{words}"


def _span(span: Span) -> str:
    words = plain(span.words)
    for mark, wanted in (("**", span.bold), ("*", span.italic)):
        inner = words.strip(" ")  # Markdown wants its signs against a letter
        words = words.replace(inner, f"{mark}{inner}{mark}") if wanted and inner else words
    return f"[{words}]({span.link})" if span.link else words


def _columns(block: Columns, above: int, sides: Sequence[Side]) -> Iterator[str]:
    """Markdown knows no columns: one language after the other, block by block."""
    if block.heading:
        yield from _block(block.heading, above, translator(sides[0].language))
        return
    for side in sides:
        yield from _block(side.block, above, translator(side.language))


def _sentence(sentence: Sentence) -> str:
    words = plain(sentence.words)
    match sentence.tone:
        case Tone.QUESTION | Tone.RESULT:
            words = f"**{words}**"
        case Tone.WARNING:
            words = f"> {words}"
    label = f"**{_line(sentence.label)}:** " if sentence.label else ""
    return f"{label}{words}" if not words.startswith(">") else words


def _line(words: str) -> str:
    return plain(words.replace("\n", " "))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], figures: frozenset[int]) -> str:
    rule = ["---:" if n in figures else "---" for n in range(len(head))]
    lines = [[_line(cell) for cell in head], rule, *([_line(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
