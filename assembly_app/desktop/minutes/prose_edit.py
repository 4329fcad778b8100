"""A text with headings, lists, bold, italics, links and live fields, written as it will look and kept as prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip

from assembly_app.desktop.forms import PAUSE
from assembly_app.desktop.minutes import hand, prose_document
from assembly_app.desktop.minutes.chips import Chips
from assembly_app.desktop.minutes.dress import Dress
from assembly_app.desktop.minutes.prose_document import CHIP, field_of, html_prose, prose_of, selected_prose, show_prose
from assembly_app.desktop.minutes.prose_menu import ProseMenu
from assembly_app.desktop.minutes.signs import tidy, write
from assembly_app.desktop.minutes.spelling import Speller
from assembly_app.documents import Field
from assembly_app.i18n import Translator
from assembly_app.prose import Passage, Prose, Span, read

MIME = "text/x-assembly-prose"
INDENT = 20
"""How far a list stands in, in pixels."""


class ProseEdit(QTextEdit):
    """Grows with its text. `edited` comes when the user leaves it or pauses, `typed` with every change of the text."""

    edited = Signal()
    typed = Signal()

    def __init__(self, _: Translator, speller: Speller | None = None, language: str = "", rows: int = 2) -> None:
        super().__init__()
        self._ = _
        self._shown = self._value = ""
        self._revision = -1
        self._showing = False
        self._least = self.fontMetrics().lineSpacing() * rows + 24
        self.speller = speller
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setIndentWidth(INDENT)
        self.chips = Chips(self)
        self.document().documentLayout().registerHandler(CHIP, self.chips)
        self.dress = Dress(self.document(), speller, language)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.finish)
        self.document().contentsChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow(self.document().size())

    # --- its value ---

    def value(self) -> str:
        """The text with its signs."""
        if self._revision != self.document().revision():
            self._revision = self.document().revision()
            self._value = write(prose_of(self.document()))
        return self._value

    def show_value(self, text: str) -> None:
        """Show a text, unless the user is writing another one, or it is the same said with other signs."""
        told = write(read(text))
        if told == self._shown or (self.hasFocus() and self.value() != self._shown):
            return
        self._shown = told
        if told != self.value():
            self._showing = True
            show_prose(self.document(), tidy(read(told)))
            self._revision = -1
            self._showing = False
        self._pause.stop()

    def same(self, text: str) -> bool:
        """Whether this text is the one that is written, perhaps with other signs."""
        return write(read(text)) == self.value()

    def finish(self) -> None:
        """Tell of a change that was not told yet."""
        self._pause.stop()
        if self.value() != self._shown:
            self._shown = self.value()
            self.edited.emit()

    def show_fields(self, fields: Mapping[str, Field]) -> None:
        """Have the chips say what the journal says now."""
        if fields != self.chips.fields:
            self.chips.fields = fields
            self.document().markContentsDirty(0, self.document().characterCount())
            self._describe()

    def _changed(self) -> None:
        if not self._showing and self.document().revision() != self._revision:
            before = self._value
            if self.value() != before:
                self._pause.start()
                self.typed.emit()
        self._describe()

    def _describe(self) -> None:
        """A screen reader meets a chip as a sign without a name, so it is told the whole text with its fields."""
        prose = prose_of(self.document())
        told = [
            "".join(self.chips.words(span.field) if span.field else span.words for span in passage.spans)
            for passage in prose if any(span.field for span in passage.spans)
        ]  # fmt: skip
        self.setAccessibleDescription(" ".join(told))

    def _grow(self, size: QSizeF) -> None:
        margins = self.contentsMargins()
        tall = int(size.height()) + max(margins.top() + margins.bottom() + 2, 16)
        self.setFixedHeight(max(self._least, tall))

    # --- putting things in ---

    def insert(self, prose: Prose) -> None:
        """Put prose where the cursor is."""
        if not self.isReadOnly():
            cursor = self.textCursor()
            prose_document.insert(cursor, prose)
            self.setTextCursor(cursor)
            self.setFocus()

    def insert_field(self, field: Field) -> None:
        """Put a live field where the cursor is."""
        self.chips.fields = {**self.chips.fields, field.name: field}
        self.insert((Passage((Span(f"{{{{{field.name}}}}}", field=field.name),)),))

    def make_text(self, chip: QTextCursor) -> None:
        """Turn a chip (selected by the cursor) into the words that it says now."""
        words = self.chips.words(field_of(chip.charFormat()))
        form = chip.charFormat()
        form.setObjectType(0)
        chip.insertText(words.replace("\n", prose_document.BREAK), hand.plain(form))

    def chip_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """The chip at either side of the cursor, selected."""
        for step in (QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveOperation.NextCharacter):
            beside = QTextCursor(self.document())
            beside.setPosition(cursor.selectionStart() if cursor.hasSelection() else cursor.position())
            beside.movePosition(step, QTextCursor.MoveMode.KeepAnchor)
            if beside.hasSelection() and field_of(_form(beside)):
                return beside
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        told, prose = QMimeData(), selected_prose(self.textCursor())
        told.setHtml(self.textCursor().selection().toHtml())
        told.setData(MIME, write(prose).encode())
        told.setText("\n".join(self._words(passage.spans) for passage in prose))
        return told

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat(MIME):
            self.insert(tidy(read(bytes(source.data(MIME).data()).decode("utf-8", "replace"))))
        elif source.hasHtml():
            self.insert(html_prose(source.html()))
        elif source.hasText():
            parts = source.text().replace("\r", "").split("\n\n")
            self.insert(tidy(tuple(Passage((Span(part),)) for part in parts)) or (Passage((Span(source.text()),)),))

    def _words(self, spans: Sequence[Span]) -> str:
        return "".join(self.chips.words(span.field) if span.field else span.words for span in spans)

    # --- keys ---

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and hand.of_keys(event):
            event.accept()  # before what the window does by the same keys
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = self.chip_at(self.cursorForPosition(event.pos()))
            if chip is not None:
                QToolTip.showText(event.globalPos(), self.told_of(field_of(_form(chip))), self)
                return True
        return super().event(event)

    def told_of(self, name: str) -> str:
        """What a chip is, for its tooltip."""
        field = self.chips.fields.get(name)
        if field is None:
            return self._("The journal does not know this field.")
        follows = self._("Follows the journal.")
        return follows if name.startswith("phrase:") else f"{field.label}. {follows}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
        if undo or redo:
            event.ignore()  # the session's turn
        elif not self.isReadOnly() and (act := hand.of_keys(event)):
            hand.ACTS[act](self)
        elif not self.isReadOnly() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hand.leaves(self):
            return
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        ProseMenu(self, self._, event.pos()).popup(event.globalPos())


def _form(cursor: QTextCursor) -> QTextCharFormat:
    """The format of the sign that is selected."""
    last = QTextCursor(cursor)
    last.setPosition(cursor.selectionEnd())
    return last.charFormat()
