"""The row of buttons above the text: styles, headings, lists, links, and what can be inserted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget
from shiboken6 import isValid

from assembly_app.desktop.minutes import hand
from assembly_app.desktop.minutes.prose_edit import ProseEdit
from assembly_app.desktop.widgets import tool
from assembly_app.documents import Field, Offer
from assembly_app.i18n import N_, Translator

BUTTONS = (
    (hand.BOLD, "bold", N_("Bold")), (hand.ITALIC, "italic", N_("Italics")), (hand.TITLE, "heading", N_("Heading")),
    (hand.BULLETS, "list", N_("List")), (hand.NUMBERS, "list-ordered", N_("Numbered list")),
    (hand.LINK, "link", N_("Link")),
)  # fmt: skip
LONG = 60
"""Signs of a field's words that a menu shows."""


class Tools(QWidget):
    """Works on the text that had the cursor last. `offer` gives what can be inserted there."""

    def __init__(self, _: Translator, offer: Callable[[ProseEdit], Offer], own_phrases: Callable[[], object]) -> None:
        super().__init__()
        self._ = _
        self._offer = offer
        self._own_phrases = own_phrases
        self._edit: ProseEdit | None = None
        self.buttons: dict[str, QToolButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for act, icon, name in BUTTONS:
            made = tool(icon, _(name), partial(self._do, act))
            keys = QKeySequence(_keys(act)).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{_(name)} ({keys})")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            line.addWidget(made)
            self.buttons[act] = made
        for act in (hand.BOLD, hand.ITALIC, hand.TITLE, hand.BULLETS, hand.NUMBERS):
            self.buttons[act].setCheckable(True)
        self.insert = QToolButton()
        self.insert.setText(_("Insert"))
        self.insert.setAccessibleName(_("Insert a live field or a phrase"))
        self.insert.setToolTip(_("Insert a live field or a phrase"))
        self.insert.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.insert.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.insert.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.insert)
        self.menu.aboutToShow.connect(self._fill)
        self.insert.setMenu(self.menu)
        line.addWidget(self.insert)
        line.addStretch()
        self.work_on(None)

    @property
    def edit(self) -> ProseEdit | None:
        """The text that the buttons work on."""
        return self._edit if self._edit is not None and isValid(self._edit) else None

    def work_on(self, edit: ProseEdit | None) -> None:
        """Work on this text from now on."""
        before = self.edit
        if before is not None and before is not edit:
            before.cursorPositionChanged.disconnect(self.draw)
            before.currentCharFormatChanged.disconnect(self.draw)
        if edit is not None and edit is not before:
            edit.cursorPositionChanged.connect(self.draw)
            edit.currentCharFormatChanged.connect(self.draw)
        self._edit = edit
        self.draw()

    def draw(self) -> None:
        """Say what holds where the cursor is."""
        edit = self.edit
        able = edit is not None and not edit.isReadOnly()
        for made in (*self.buttons.values(), self.insert):
            made.setEnabled(able)
        if edit is None:
            return
        form, cursor = edit.currentCharFormat(), edit.textCursor()
        found = cursor.currentList()
        numbered = bool(found) and hand.numbered(found.format())
        self.buttons[hand.BOLD].setChecked(form.fontWeight() > QFont.Weight.Medium)
        self.buttons[hand.ITALIC].setChecked(form.fontItalic())
        self.buttons[hand.TITLE].setChecked(bool(cursor.blockFormat().headingLevel()))
        self.buttons[hand.BULLETS].setChecked(bool(found) and not numbered)
        self.buttons[hand.NUMBERS].setChecked(numbered)

    def _do(self, act: str) -> None:
        edit = self.edit
        if edit is not None:
            hand.ACTS[act](edit)
            edit.setFocus()
            self.draw()

    def _fill(self) -> None:
        _, edit = self._, self.edit
        self.menu.clear()
        if edit is None:
            return
        offer = self._offer(edit)
        self._list(self.menu.addMenu(_("Live fields")), offer.fields)
        self._list(self.menu.addMenu(_("Phrases")), offer.phrases)
        self.menu.addSeparator()
        self.menu.addAction(_("Own phrases…"), self._own_phrases)

    def _list(self, menu: QMenu, fields: Sequence[Field]) -> None:
        menu.setEnabled(bool(fields))
        menu.setToolTipsVisible(True)
        for field in fields:
            words = field.words if len(field.words) <= LONG else field.words[:LONG] + "…"
            told = words if field.label == field.words else f"{field.label}\t{words}"
            action = menu.addAction(told.replace("&", "&&"), partial(self._put, field))
            action.setToolTip(field.words)

    def _put(self, field: Field) -> None:
        if self.edit is not None:
            self.edit.insert_field(field)


def _keys(act: str) -> int:
    modifier, key = hand.KEYS[act]
    return modifier.value | key.value
