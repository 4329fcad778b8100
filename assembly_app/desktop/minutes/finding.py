"""Find and replace over every entry, in every language."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtGui import QTextCursor, QTextDocument

from assembly_app.desktop.minutes.entry import KINDS
from assembly_app.desktop.minutes.prose_document import prose_of, show_prose
from assembly_app.desktop.minutes.signs import write
from assembly_app.desktop.minutes.writer import texts, told
from assembly_app.domain.record import Record
from assembly_app.prose import plain, read


class Wanted(msgspec.Struct, frozen=True):
    """What is looked for."""

    words: str
    match_case: bool = False

    @property
    def flags(self) -> QTextDocument.FindFlag:
        """As Qt's documents want it."""
        return QTextDocument.FindFlag.FindCaseSensitively if self.match_case else QTextDocument.FindFlag(0)

    def found_in(self, text: str) -> bool:
        """Whether a text (with its signs) has the words."""
        words, within = self.words, plain(text)
        return words in within if self.match_case else words.casefold() in within.casefold()


class Place(msgspec.Struct, frozen=True):
    """The text of one entry in one language."""

    item: str | None
    record: str
    language: str


def places(
    records: Sequence[Record], items: Sequence[str | None], languages: Sequence[str], wanted: Wanted
) -> list[Place]:
    """Every text that has the words, in the order of the page."""
    kinds = list(KINDS)
    ordered = sorted(
        (record for record in records if record.item in items),
        key=lambda record: (items.index(record.item), kinds.index(record.kind)),
    )
    return [
        Place(record.item, record.id, code)
        for record in ordered for code, text in texts(record, languages).items() if wanted.found_in(text)
    ]  # fmt: skip


def replaced(
    record: Record, languages: Sequence[str], wanted: Wanted, instead: str, by: str = ""
) -> tuple[Record, int]:
    """The entry with all the words replaced, in every language, and how often; live fields stay."""
    written, times = {}, 0
    for code, text in texts(record, languages).items():
        written[code], n = _replaced(text, wanted, instead)
        times += n
    language, text, rest = told(record, written, languages)
    fresh = msgspec.structs.replace(record, text=text, language=language, translations=rest, by=by or record.by)
    return fresh, times


def _replaced(text: str, wanted: Wanted, instead: str) -> tuple[str, int]:
    if not wanted.found_in(text):
        return text, 0
    document, times = QTextDocument(), 0
    show_prose(document, read(text))
    cursor = document.find(wanted.words, QTextCursor(document), wanted.flags)
    while not cursor.isNull():
        cursor.insertText(instead)
        times += 1
        cursor = document.find(wanted.words, cursor, wanted.flags)
    return (write(prose_of(document)), times) if times else (text, 0)
