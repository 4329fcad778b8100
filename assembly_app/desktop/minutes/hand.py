"""What can be done with the words under the cursor: bold, italics, heading, list, link; by key and by button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QInputDialog

from assembly_app.desktop.minutes.prose_document import list_format
from assembly_app.desktop.minutes.prose_document import numbered as numbered
from assembly_app.desktop.minutes.signs import DEEPEST, canonical_link

if TYPE_CHECKING:
    from assembly_app.desktop.minutes.prose_edit import ProseEdit

HEADING = 3
"""The level of a heading in an entry: that of the item is above it."""

BOLD, ITALIC, LINK, TITLE, BULLETS, NUMBERS, INTO, OUT = (
    "bold", "italic", "link", "heading", "bullets", "numbers", "into", "out",
)  # fmt: skip

KEYS: Mapping[str, tuple[Qt.KeyboardModifier, Qt.Key]] = {
    BOLD: (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_B),
    ITALIC: (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_I),
    LINK: (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_K),
    TITLE: (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_T),
    BULLETS: (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L),
    NUMBERS: (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_M),
    INTO: (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Right),
    OUT: (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Left),
}


def of_keys(event: QKeyEvent) -> str:
    """What these keys do; empty for others."""
    pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())
    return next((act for act, keys in KEYS.items() if keys == pressed), "")


def plain(form: QTextCharFormat) -> QTextCharFormat:
    """The hand of a format without what makes it a chip."""
    made = QTextCharFormat()
    made.setFontWeight(form.fontWeight())
    made.setFontItalic(form.fontItalic())
    return made


# --- words ---


def bold(edit: ProseEdit) -> None:
    """Make what is selected bold, or no longer."""
    form = QTextCharFormat()
    heavy = edit.textCursor().charFormat().fontWeight() > QFont.Weight.Medium
    form.setFontWeight(QFont.Weight.Normal if heavy else QFont.Weight.Bold)
    edit.mergeCurrentCharFormat(form)


def italic(edit: ProseEdit) -> None:
    """Make what is selected slanted, or no longer."""
    form = QTextCharFormat()
    form.setFontItalic(not edit.textCursor().charFormat().fontItalic())
    edit.mergeCurrentCharFormat(form)


def link(edit: ProseEdit) -> None:
    """Ask where the words that are selected (or the link under the cursor) lead; nothing takes the link away."""
    _, cursor = edit._, _linked(edit.textCursor())
    told, sure = QInputDialog.getText(
        edit, _("Link"), _("Address (https://… or mailto:…); leave it empty for no link:"),
        text=cursor.charFormat().anchorHref(),
    )  # fmt: skip
    if sure:
        lead(edit, cursor, told)


def lead(edit: ProseEdit, cursor: QTextCursor, address: str) -> None:
    """Have words lead to an address; without words the address itself is put there."""
    if address.strip() and "://" not in address and not address.startswith("mailto:"):
        address = f"mailto:{address.strip()}" if "@" in address else f"https://{address.strip()}"
    form = QTextCharFormat()
    form.setAnchor(bool(canonical_link(address)))
    form.setAnchorHref(canonical_link(address))
    if cursor.hasSelection():
        cursor.mergeCharFormat(form)
    elif form.anchorHref():
        cursor.insertText(form.anchorHref(), form)
    cursor.clearSelection()
    edit.setTextCursor(cursor)
    after = QTextCharFormat(edit.currentCharFormat())
    after.setAnchor(False)
    after.clearProperty(QTextCharFormat.Property.AnchorHref.value)
    edit.setCurrentCharFormat(after)


def _linked(cursor: QTextCursor) -> QTextCursor:
    """What is selected, or the whole link around the cursor."""
    found = QTextCursor(cursor)
    href = found.charFormat().anchorHref()
    if found.hasSelection() or not href:
        return found
    at = found.block().begin()
    while not at.atEnd():
        piece = at.fragment()
        if piece.charFormat().anchorHref() == href and piece.contains(found.position() - 1):
            found.setPosition(piece.position())
            found.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        at += 1
    return found


# --- lines ---


def heading(edit: ProseEdit) -> None:
    """Make the line a heading, or no longer."""
    cursor = edit.textCursor()
    form = QTextBlockFormat()
    form.setHeadingLevel(0 if cursor.blockFormat().headingLevel() else HEADING)
    cursor.setBlockFormat(form)


def bullets(edit: ProseEdit) -> None:
    """Make the lines a list with bullets, or no longer a list."""
    _list(edit, None)


def numbers(edit: ProseEdit) -> None:
    """Make the lines a numbered list, or no longer a list."""
    _list(edit, 1)


def _list(edit: ProseEdit, number: int | None) -> None:
    cursor = edit.textCursor()
    found = cursor.currentList()
    level = found.format().indent() - 1 if found else 0
    if found and numbered(found.format()) == (number is not None):
        cursor.setBlockFormat(QTextBlockFormat())
        return
    cursor.beginEditBlock()
    if cursor.blockFormat().headingLevel():
        cursor.setBlockFormat(QTextBlockFormat())
    cursor.createList(list_format(level, number))
    cursor.endEditBlock()


def into(edit: ProseEdit) -> None:
    """Put the entry of a list under the one above."""
    _nest(edit, 1)


def out(edit: ProseEdit) -> None:
    """Take the entry of a list out of the one that it is under."""
    _nest(edit, -1)


def _nest(edit: ProseEdit, step: int) -> None:
    cursor = edit.textCursor()
    found = cursor.currentList()
    if not found:
        return
    form = found.format()
    level = form.indent() - 1 + step
    if level < 0:
        cursor.setBlockFormat(QTextBlockFormat())
    elif level < DEEPEST:
        cursor.createList(list_format(level, 1 if numbered(form) else None))


def leaves(edit: ProseEdit) -> bool:
    """Whether Enter ended a heading or an empty entry of a list, rather than a line."""
    cursor = edit.textCursor()
    if cursor.currentList() and cursor.block().length() == 1:
        out(edit)
        return True
    if cursor.blockFormat().headingLevel() and cursor.atBlockEnd() and not cursor.hasSelection():
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        edit.setTextCursor(cursor)
        return True
    return False


ACTS: Mapping[str, Callable[[ProseEdit], None]] = {
    BOLD: bold, ITALIC: italic, LINK: link, TITLE: heading, BULLETS: bullets, NUMBERS: numbers, INTO: into, OUT: out,
}  # fmt: skip
