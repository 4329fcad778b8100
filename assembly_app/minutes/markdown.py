"""The minutes as Markdown (CommonMark, with the tables of GitHub): for wikis, and for writing on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembly_app.i18n import Translator
from assembly_app.minutes import poll_words
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.parts import Block, Cloud, Facts, Grid, Heading, Listing, Picture, Sentence, Tone
from assembly_app.minutes.telling import telling

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def minutes_markdown(minutes: Minutes, _: Translator) -> bytes:
    """The whole document, UTF-8."""
    parts = [part for block in telling(minutes, _) for part in _block(block, _)]
    return ("\n\n".join(parts) + "\n").encode()


def plain(words: str) -> str:
    """Words in which nothing is read as Markdown or HTML; line ends are kept."""
    escaped = _SPECIAL.sub(r"\\\1", words)
    return _STARTS.sub(_escaped_start, escaped).replace("\n", "\\\n")


def _escaped_start(found: re.Match[str]) -> str:
    mark = found.group(2)
    return f"{found.group(1)}{mark[:-1]}\\{mark[-1]}"


def _block(block: Block, _: Translator) -> Iterator[str]:
    match block:
        case Heading(words, level):
            yield f"{'#' * level} {_line(words)}"
        case Sentence():
            yield _sentence(block)
        case Facts(rows):
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
