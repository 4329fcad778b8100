"""Prose back into the signs of Markdown that `assembly_app.prose` reads: ``read(write(prose)) == tidy(prose)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec.structs import replace

from assembly_app.prose import FIELD, Passage, Prose, Shape, Span, read

DEEPEST = 6
"""The lowest heading there is; lists are nested no deeper either."""

_SIGNS = re.compile(r"[\\*_\[\]]")
_LINE_STARTS = re.compile(r"^(?:([#+-])|([0-9]+)([.)]))")
_STYLES: dict[str, Callable[[Span], object]] = {
    "link": lambda span: span.link, "bold": lambda span: span.bold, "italic": lambda span: span.italic,
}  # fmt: skip
_PLAIN: dict[str, object] = {"link": "", "bold": False, "italic": False}


# --- the one form of a text ---


def tidy(prose: Prose) -> Prose:
    """The same text in its one form: no spaces at edges, no empty lines, lists under lists only, like spans as one."""
    return tuple(_tidied(prose))


def canonical_link(url: str) -> str:
    """An address as texts keep it; empty for one that minutes may not lead to."""
    told = read(f"[x](<{url.strip()}>)")
    return told[0].spans[0].link if told else ""


def _tidied(prose: Prose) -> Iterator[Passage]:
    depth = 0  # how many lists are open around us
    for passage in prose:
        heading = passage.shape is Shape.HEADING
        spans = _clean(passage.spans, " " if heading else "\n")
        if not spans:
            continue
        if heading:
            depth = 0
            yield Passage(spans, Shape.HEADING, min(max(passage.level, 1), DEEPEST))
            continue
        level = min(max(passage.level, 0), depth, DEEPEST)
        item = passage.shape is Shape.ITEM
        depth = level + 1 if item else level
        yield Passage(spans, passage.shape, level, passage.number if item else None)


def _clean(spans: Sequence[Span], line_break: str) -> tuple[Span, ...]:
    lines: list[list[Span]] = [[]]
    breaks: list[Span] = []
    for atom in _atoms(spans):
        if atom.words == "\n":
            breaks.append(replace(atom, words=line_break))
            lines.append([])
        else:
            lines[-1].append(atom)
    whole: list[Span] = []
    for number, line in enumerate(map(_stripped, lines)):
        if line:
            whole += [breaks[number - 1], *line] if whole else line
    for name in _STYLES:
        whole = list(_off_edges(whole, name, str.isspace))
    return tuple(_merged(whole))


def _atoms(spans: Sequence[Span]) -> Iterator[Span]:
    """A span for each sign and each live field."""
    for span in spans:
        bare = replace(span, field="", language="")
        if span.field:
            yield replace(bare, words=f"{{{{{span.field}}}}}", field=span.field)
            continue
        for sign in span.words:
            if sign in "\n\u2028\u2029":
                yield replace(bare, words="\n")
            elif sign.isspace() and sign != "\xa0":
                yield replace(bare, words=" ")
            elif unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffc\ufdd0\ufdd1":
                yield replace(bare, words=sign)


def _stripped(line: Sequence[Span]) -> list[Span]:
    """The line from its first sign to its last."""
    told = [number for number, atom in enumerate(line) if not atom.words.isspace()]
    return list(line[told[0] : told[-1] + 1]) if told else []


def _off_edges(atoms: Sequence[Span], style: str, off: Callable[[str], bool]) -> Iterator[Span]:
    """Take a style off signs at the edges of each run that has it: a space is neither bold nor part of a link."""
    for value, run in groupby(atoms, _STYLES[style]):
        held = list(run)
        kept = [number for number, atom in enumerate(held) if not off(atom.words)]
        for number, atom in enumerate(held):
            outside = value and not (kept and kept[0] <= number <= kept[-1])
            yield replace(atom, **{style: _PLAIN[style]}) if outside else atom


def _merged(atoms: Sequence[Span]) -> Iterator[Span]:
    """Neighbours in the same hand as one span; what reads as a live field is one."""
    for field, run in groupby(atoms, lambda atom: atom.field):
        if field:
            yield from run
            continue
        for _hand, same in groupby(run, lambda atom: (atom.bold, atom.italic, atom.link)):
            held = list(same)
            for number, words in enumerate(FIELD.split("".join(atom.words for atom in held))):
                if words:
                    told = f"{{{{{words}}}}}" if number % 2 else words
                    yield replace(held[0], words=told, field=words if number % 2 else "")


# --- writing ---


@dataclass
class _List:
    """A list that is being written: how its next entry begins."""

    sign: str
    number: int | None
    width: int = 2

    def takes(self, number: int | None) -> bool:
        return number == self.number

    def entry(self) -> str:
        mark = self.sign if self.number is None else f"{self.number}{self.sign}"
        self.width = len(mark) + 1
        self.number = None if self.number is None else self.number + 1
        return mark + " "


def write(prose: Prose) -> str:
    """The text with its signs. A style that no signs can tell is left out; words never are."""
    told = ""
    lists: list[_List] = []
    for passage in tidy(prose):
        body = inline(passage)
        if passage.shape is Shape.HEADING:
            lists, gap, body = [], "\n\n", "#" * passage.level + " " + body.replace("\\#", "#").replace("#", "\\#")
        elif passage.shape is Shape.PARAGRAPH:
            del lists[passage.level :]
            gap, body = "\n\n", _indented(body, lists)
        else:
            gap, body = _entry(passage, body, lists)
        told += (gap if told else "") + body
    return told


def _entry(passage: Passage, body: str, lists: list[_List]) -> tuple[str, str]:
    """What stands before an entry of a list, and the entry."""
    here = lists[passage.level] if len(lists) > passage.level else None
    goes_on = here is not None and here.takes(passage.number)
    if not goes_on:
        first, second = ("-", "+") if passage.number is None else (".", ")")
        sign = second if here is not None and here.sign == first else first
        here = _List(sign, passage.number)
    lists[passage.level :] = [here]  # type: ignore[list-item]
    mark = lists[-1].entry()
    indent = " " * sum(each.width for each in lists[:-1])
    return "\n" if goes_on else "\n\n", indent + mark + _indented(body, lists).lstrip(" ")


def _indented(body: str, lists: Sequence[_List]) -> str:
    indent = " " * sum(each.width for each in lists)
    return "\n".join(indent + line for line in body.split("\n"))


def inline(passage: Passage) -> str:
    """The words of a passage with the signs for their hand."""
    bare = Passage(passage.spans)
    for spans, sign in _attempts(passage.spans):
        told = _signed(spans, sign)
        if tidy(read(told)) == (replace(bare, spans=spans),):
            return told
    return _signed(_without(passage.spans), "*")


def _attempts(spans: tuple[Span, ...]) -> Iterator[tuple[tuple[Span, ...], str]]:
    """Ways to say it, the truest first: Markdown knows no bold that begins with a sign in the middle of a word."""
    yield spans, "*"
    yield spans, "_"
    atoms = list(_atoms(spans))
    for style in ("bold", "italic"):
        atoms = list(_off_edges(atoms, style, lambda words: not words[-1].isalnum() and not words.startswith("{{")))
    yield tuple(_merged(atoms)), "*"
    yield tuple(_merged(atoms)), "_"


def _without(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(_merged([replace(atom, bold=False, italic=False, link="") for atom in _atoms(spans)]))


def _signed(spans: Sequence[Span], italic: str) -> str:
    told: list[str] = []
    opened: list[str] = []
    for number, span in enumerate(spans):
        wanted = [style for style, value in _STYLES.items() if value(span)]
        while any(_changes(spans, number, style) for style in opened):
            told.append(_end(opened.pop(), spans[number - 1], italic))
        for style in sorted((s for s in wanted if s not in opened), key=lambda s: -_lasts(spans, number, s)):
            told.append({"link": "[", "bold": "**"}.get(style, italic))
            opened.append(style)
        told.append(_escaped(span, not number or spans[number - 1].words.endswith("\n")))
    told += [_end(style, spans[-1], italic) for style in reversed(opened)]
    return "".join(told)


def _changes(spans: Sequence[Span], number: int, style: str) -> bool:
    return _STYLES[style](spans[number]) != _STYLES[style](spans[number - 1])


def _lasts(spans: Sequence[Span], number: int, style: str) -> int:
    """For how many spans a style goes on: what lasts longest is opened first, so that it is closed last."""
    last = number
    while last + 1 < len(spans) and not _changes(spans, last + 1, style):
        last += 1
    return last


def _end(style: str, span: Span, italic: str) -> str:
    if style == "link":
        return "](" + re.sub(r"([()\\])", r"\\\1", span.link) + ")"
    return "**" if style == "bold" else italic


def _escaped(span: Span, starts: bool) -> str:
    if span.field:
        return f"{{{{{span.field}}}}}"
    lines = _SIGNS.sub(r"\\\g<0>", span.words).split("\n")
    return "\n".join(_start(line) if number or starts else line for number, line in enumerate(lines))


def _start(line: str) -> str:
    """A line that does not begin a heading or a list."""
    return _LINE_STARTS.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)
