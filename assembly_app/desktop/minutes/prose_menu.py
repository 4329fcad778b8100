"""The menu under the pointer in a text: other spellings, the live field there, and what every text has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from assembly_app.desktop.minutes.spelling import WORD
from assembly_app.i18n import Translator

if TYPE_CHECKING:
    from assembly_app.desktop.minutes.prose_edit import ProseEdit


class ProseMenu(QMenu):
    """Made when it is asked for; suggestions come a moment later."""

    def __init__(self, edit: ProseEdit, _: Translator, where: QPoint) -> None:
        super().__init__(edit)
        self._ = _
        self._edit = edit
        self.aboutToHide.connect(self.deleteLater)
        self._rest = edit.createStandardContextMenu(where)
        self._rest.setParent(self)
        self.addActions(self._rest.actions())
        cursor = edit.cursorForPosition(where)
        chip = edit.chip_at(cursor)
        if chip is not None and not edit.isReadOnly():
            self._before(_("Make text"), partial(edit.make_text, chip))
        word = _word(cursor)
        if word is not None and edit.dress.misspelt(word.selectedText()) and not edit.isReadOnly():
            self._spell(word)

    def _before(self, text: str, act: Callable[[], object], place: QAction | None = None) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _on=False: act())
        self.insertAction(place or self._rest.actions()[0], action)
        return action

    def _spell(self, word: QTextCursor) -> None:
        edit, language = self._edit, self._edit.dress.language
        speller = edit.speller
        if speller is None:
            return
        self.looking = self._before(self._("Looking for other spellings…"), lambda: None)
        self.looking.setEnabled(False)
        told = self._('Add "{word}" to the dictionary', word=word.selectedText())
        self._before(told, lambda: speller.add(language, word.selectedText()))
        self.insertSeparator(self._rest.actions()[0])
        speller.suggest(language, word.selectedText(), partial(self._offer, word))

    def _offer(self, word: QTextCursor, found: list[str]) -> None:
        if not isValid(self):
            return
        for suggestion in found:
            self._before(suggestion, partial(word.insertText, suggestion), self.looking)
        self.looking.setVisible(not found)
        self.looking.setText(self._("No other spelling is known."))


def _word(cursor: QTextCursor) -> QTextCursor | None:
    """The word around the cursor, selected."""
    block, place = cursor.block(), cursor.positionInBlock()
    for found in WORD.finditer(block.text()):
        if found.start() <= place <= found.end():
            word = QTextCursor(block)
            word.setPosition(block.position() + found.start())
            word.setPosition(block.position() + found.end(), QTextCursor.MoveMode.KeepAnchor)
            return word
    return None
