"""Prose in a Qt text document and back: styles, links, headings and lists as Qt has them, live fields as chips."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)
from PySide6.QtGui import QTextList as QtList

from assembly_app.desktop.minutes.signs import canonical_link, tidy
from assembly_app.prose import Passage, Prose, Shape, Span

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
"""The kind of object that a live field is in the document."""

_NAME = QTextFormat.Property.UserProperty.value + 1
OBJECT, BREAK = "\ufffc", "\u2028"
_OFFICE_BULLET = re.compile(r"^[·•▪§o–-][\s\u00a0]{2,}")
"""How a list of Word arrives: paragraphs with a sign and a gap before them."""


def field_of(form: QTextCharFormat) -> str:
    """The live field of a chip; empty for what is none."""
    return str(form.property(_NAME)) if form.objectType() == CHIP else ""


def char_format(span: Span) -> QTextCharFormat:
    """The hand of a span."""
    form = QTextCharFormat()
    if span.field:
        form.setObjectType(CHIP)
        form.setProperty(_NAME, span.field)
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    if span.bold:
        form.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        form.setFontItalic(True)
    if span.link:
        form.setAnchor(True)
        form.setAnchorHref(span.link)
    return form


# --- into the document ---


def show_prose(document: QTextDocument, prose: Prose) -> None:
    """Have the document say this and nothing else, with nothing to undo."""
    document.setUndoRedoEnabled(False)
    document.clear()
    insert(QTextCursor(document), prose)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def insert(cursor: QTextCursor, prose: Prose) -> None:
    """Put prose where the cursor is, as one step of undo. A single paragraph runs on in the line that is there."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    lists: list[QtList] = []
    for number, passage in enumerate(prose):
        runs_on = not number and passage.shape is Shape.PARAGRAPH
        if not runs_on:
            if number or cursor.block().length() > 1:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            _shape(cursor, passage, lists)
        for span in passage.spans:
            words = OBJECT if span.field else span.words.replace("\n", BREAK)
            cursor.insertText(words, char_format(span))
    cursor.endEditBlock()


def _shape(cursor: QTextCursor, passage: Passage, lists: list[QtList]) -> None:
    form = QTextBlockFormat()
    if passage.shape is Shape.HEADING:
        form.setHeadingLevel(passage.level)
        lists.clear()
    elif passage.shape is Shape.PARAGRAPH:
        form.setIndent(passage.level)
        del lists[passage.level :]
    cursor.setBlockFormat(form)
    if passage.shape is Shape.ITEM:
        _list(cursor, passage, lists)


def _list(cursor: QTextCursor, passage: Passage, lists: list[QtList]) -> None:
    """Have the line be an entry of the list that is there, or of a new one."""
    here = lists[passage.level] if len(lists) > passage.level else None
    del lists[passage.level + 1 :]
    if here is not None and _next(here) == passage.number:
        here.add(cursor.block())
        return
    lists[passage.level :] = [cursor.createList(list_format(passage.level, passage.number))]


def list_format(level: int, number: int | None) -> QTextListFormat:
    """A list in so many others; numbered from `number`, or with bullets."""
    form = QTextListFormat()
    form.setIndent(level + 1)
    if number is None:
        form.setStyle(QTextListFormat.Style.ListDisc)
    else:
        form.setStyle(QTextListFormat.Style.ListDecimal)
        form.setStart(number)
    return form


def numbered(form: QTextListFormat) -> bool:
    """Whether the entries of a list have numbers (or letters, in what was pasted)."""
    return form.style().value <= QTextListFormat.Style.ListDecimal.value


def _next(found: QtList) -> int | None:
    form = found.format()
    return form.start() + found.count() if numbered(form) else None


# --- out of it ---


def prose_of(document: QTextDocument) -> Prose:
    """What the document says."""
    return tidy(tuple(_passage(block) for block in _blocks(document)))


def html_prose(html: str) -> Prose:
    """What a page or an office program put on the clipboard, as far as prose has it."""
    document = QTextDocument()
    document.setHtml(html)
    return tidy(tuple(_pasted(_passage(block)) for block in _blocks(document)))


def selected_prose(cursor: QTextCursor) -> Prose:
    """What is selected."""
    document = QTextDocument()
    QTextCursor(document).insertFragment(cursor.selection())
    return prose_of(document)


def _pasted(passage: Passage) -> Passage:
    spans = passage.spans
    if passage.shape is Shape.HEADING:  # every program has its headings bold
        spans = tuple(Span(s.words, False, s.italic, s.link, s.field) for s in spans)
    elif spans and _OFFICE_BULLET.match(passage.words):
        first = Span(_OFFICE_BULLET.sub("", spans[0].words), spans[0].bold, spans[0].italic, spans[0].link)
        return Passage((first, *spans[1:]), Shape.ITEM)
    return Passage(spans, passage.shape, passage.level, passage.number)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _passage(block: QTextBlock) -> Passage:
    spans = tuple(_spans(block))
    form, found = block.blockFormat(), block.textList()
    if form.headingLevel():
        return Passage(spans, Shape.HEADING, form.headingLevel())
    if not found:
        return Passage(spans, level=form.indent())
    style = found.format()
    number = style.start() + found.itemNumber(block) if numbered(style) else None
    return Passage(spans, Shape.ITEM, style.indent() - 1 + form.indent(), number)


def _spans(block: QTextBlock) -> Iterator[Span]:
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        yield from _span(fragment.text(), fragment.charFormat())
        at += 1


def _span(words: str, form: QTextCharFormat) -> Iterator[Span]:
    bold, italic = form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
    link = canonical_link(form.anchorHref()) if form.isAnchor() and form.anchorHref() else ""
    if name := field_of(form):
        yield from (Span(f"{{{{{name}}}}}", bold, italic, link, name) for _sign in words)
    else:
        yield Span(words.replace(BREAK, "\n"), bold, italic, link)
