"""What people write in minutes: plain text with the few signs of Markdown that letters need, read into passages.

Headings, lists, bold, italics and links; everything else stands as it was typed. ``{{name}}`` is a live field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

FIELD = re.compile(r"\{\{\s*([\w.:-]+)\s*\}\}")
"""A live field: its name between double braces."""

SCHEMES = ("https://", "http://", "mailto:")
"""Where a link in minutes may lead."""


class Span(msgspec.Struct, frozen=True):
    """Words in one hand. `field` names the live field that they come from; `language` is set where it is another's."""

    words: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    field: str = ""
    language: str = ""


class Shape(StrEnum):
    """What a passage is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """One entry of a list."""


class Passage(msgspec.Struct, frozen=True):
    """A paragraph, a heading, or an entry of a list.

    `level` counts headings from 1 and lists from 0, and says in how many lists a paragraph stands; `number` is that of
    an entry in a numbered list, else None.
    """

    spans: tuple[Span, ...]
    shape: Shape = Shape.PARAGRAPH
    level: int = 0
    number: int | None = None

    @property
    def words(self) -> str:
        """The passage as plain text."""
        return "".join(span.words for span in self.spans)


Prose = tuple[Passage, ...]


def _allowed(url: str) -> bool:
    return url.lower().startswith(SCHEMES)


_reader = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "link", "list", "heading", "newline", "escape"])
_reader.validateLink = _allowed  # type: ignore[method-assign]


def read(text: str) -> Prose:
    """The passages of a text. Any text can be read: signs that mean nothing stand for themselves."""
    return tuple(_passages(_reader.parse(text)))


def plain(text: str) -> str:
    """The words without signs, a passage a line: for a list, a file name, or a search."""
    return "\n".join(passage.words for passage in read(text))


def filled(prose: Prose, words: Callable[[str], Prose | None]) -> Prose:
    """The passages with each live field in its words; `words` gives None for a field that it does not know.

    What a field says stands in the hand of the field. An unknown one stays as it was typed.
    """
    return tuple(
        replace(passage, spans=tuple(span for each in passage.spans for span in _filled(each, words)))
        for passage in prose
    )  # fmt: skip


def fields(text: str) -> frozenset[str]:
    """The names of the live fields in a text."""
    return frozenset(FIELD.findall(text))


def speaks(text: str) -> bool:
    """Whether a text has words of its own beside its live fields, which somebody must translate."""
    return any(sign.isalpha() for sign in FIELD.sub("", text))


def _filled(span: Span, words: Callable[[str], Prose | None]) -> Iterator[Span]:
    found = words(span.field) if span.field else None
    if not found:
        yield span
        return
    for number, passage in enumerate(found):
        if number:
            yield replace(span, words="\n")
        for inner in passage.spans:
            yield replace(inner, bold=span.bold or inner.bold, italic=span.italic or inner.italic,
                          link=inner.link or span.link, field=span.field)  # fmt: skip


def _passages(tokens: Sequence[Token]) -> Iterator[Passage]:
    lists: list[int | None] = []  # for each list around us: the number of its next entry, None for bullets
    shape, level, fresh = Shape.PARAGRAPH, 0, False
    for token in tokens:
        match token.type:
            case "heading_open":
                shape, level = Shape.HEADING, int(token.tag[1])
            case "paragraph_open":
                shape, level = (Shape.ITEM, len(lists) - 1) if fresh else (Shape.PARAGRAPH, len(lists))
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                fresh = True
            case "list_item_close":
                fresh = False  # an entry may be empty
            case "inline":
                number = lists[-1] if shape is Shape.ITEM else None
                if number is not None:
                    lists[-1] = number + 1
                fresh = False
                if spans := tuple(_spans(token.children or ())):
                    yield Passage(spans, shape, level, number)


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    bold = italic = 0
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                link = str(token.attrs["href"])
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                yield Span("\n", bool(bold), bool(italic), link)
            case _ if token.content:
                yield from _with_fields(Span(token.content, bool(bold), bool(italic), link))


def _with_fields(span: Span) -> Iterator[Span]:
    for number, words in enumerate(FIELD.split(span.words)):
        if number % 2:
            yield replace(span, words=f"{{{{{words}}}}}", field=words)
        elif words:
            yield replace(span, words=words)
