"""What the secretary wrote, as OpenDocument: paragraphs, headings, lists, and passages in another language."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from assembly_app.i18n import Translator
from assembly_app.minutes.office.common import placed, writable
from assembly_app.minutes.parts import Written
from assembly_app.prose import Passage, Prose, Shape, Span

_LISTS = {False: "Bullets", True: "Numbers"}


def prose(block: Written, style: str, level: int, language: str, _: Translator) -> Markup:
    """The passages, with the label before the first words or on a line of its own.

    `level` is that of the heading above; `language` is set where that is another than the document's.
    """
    label = _label(block, language, _)
    spoken = block.language or language
    first, rest = block.prose[:1], block.prose[1:]
    if first and first[0].shape is Shape.PARAGRAPH:
        parts = [f"{_open(style)}{label}{_spans(first[0], spoken)}</text:p>"]
    else:
        parts = [f"{_open(style)}{label}</text:p>"] if label else []
        rest = block.prose
    return Markup("".join([*parts, *_passages(rest, style, level, spoken)]))


def _open(style: str) -> str:
    return f'<text:p text:style-name="{style}">'


def _label(block: Written, language: str, _: Translator) -> str:
    mark = f"({_('not translated yet')})" if block.untranslated else ""
    parts = ((f"{block.label}:", "Label", block.label), (mark, "Emphasis", mark))
    return "".join(
        f'<text:span text:style-name="{style}">{_spoken(_words(words), language)}</text:span> '
        for words, style, wanted in parts if wanted
    )  # fmt: skip


def _passages(prose: Prose, style: str, level: int, language: str) -> Iterator[str]:
    """The passages in order; a list is open as long as its entries follow one another."""
    lists: list[bool] = []  # for each list around us, whether it is numbered
    for passage, depth in placed(prose, level):
        while len(lists) > _lists_around(passage):
            lists.pop()
            yield "</text:list-item></text:list>"
        if passage.shape is Shape.ITEM:
            yield from _item(passage, lists)
        yield _block(passage, "List_20_Line" if lists else style, depth, language)
    yield "</text:list-item></text:list>" * len(lists)


def _lists_around(passage: Passage) -> int:
    """In how many lists a passage stands."""
    match passage.shape:
        case Shape.ITEM:
            return passage.level + 1
        case Shape.HEADING:
            return 0
    return passage.level


def _item(passage: Passage, lists: list[bool]) -> Iterator[str]:
    """Open the entry in the list of its kind and depth."""
    numbered = passage.number is not None
    start = f' text:start-value="{passage.number}"' if numbered else ""
    if len(lists) == passage.level + 1:
        yield "</text:list-item>"
        if lists[-1] == numbered:
            yield "<text:list-item>"
            return
        lists.pop()
        yield "</text:list>"
    while len(lists) <= passage.level:
        lists.append(numbered)
        yield f'<text:list text:style-name="{_LISTS[numbered]}"><text:list-item{start}>'


def _block(passage: Passage, style: str, depth: int, language: str) -> str:
    words = _spans(passage, language)
    if passage.shape is Shape.HEADING:
        return f'<text:h text:style-name="Heading_20_{depth}" text:outline-level="{depth}">{words}</text:h>'
    return f"{_open(style)}{words}</text:p>"


def _spans(passage: Passage, language: str) -> str:
    return "".join(_span(span, span.language or language) for span in passage.spans)


def _span(span: Span, language: str) -> str:
    words = _spoken(_words(span.words), language)
    for style, wanted in (("Strong", span.bold), ("Emphasis", span.italic)):
        words = f'<text:span text:style-name="{style}">{words}</text:span>' if wanted else words
    return f'<text:a xlink:type="simple" xlink:href="{escape(span.link)}">{words}</text:a>' if span.link else words


def _words(words: str) -> str:
    return str(escape(writable(words))).replace("\n", "<text:line-break/>")


def _spoken(words: str, language: str) -> str:
    return f'<text:span text:style-name="Language-{escape(language)}">{words}</text:span>' if language else words
