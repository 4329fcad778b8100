"""A list whose rows are put in order by dragging, or with Alt and the arrow keys; the caller moves, this only asks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

import msgspec
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from assembly_app.desktop import theme

MIME = "application/x-assembly-row"
KEY = Qt.ItemDataRole.UserRole
PADDING = 12
"""Above and below the text of a row together, as in the style sheet."""


class Place(Enum):
    """Where a dragged row was let go, seen from the row under it."""

    ABOVE = auto()
    BELOW = auto()
    INTO = auto()
    END = auto()


class Row(msgspec.Struct, frozen=True):
    """What a row shows. `inside` is the key of the row it is nested under; `spoken` is for screen readers."""

    key: str
    text: str
    aside: str = ""
    tip: str = ""
    spoken: str = ""
    bold: bool = False
    muted: bool = False
    marked: bool = False
    inside: str = ""
    icon: str = ""


class Wrapping(QStyledItemDelegate):
    """Gives a long text a second line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        view = self.parent()
        if index.column() == 0 and isinstance(view, QTreeWidget):
            nested = view.indentation() * (2 if index.parent().isValid() else 1)
            wide = view.columnWidth(0) - nested - view.iconSize().width() - 20
            text, font = index.data(), index.data(Qt.ItemDataRole.FontRole)
            metrics = QFontMetrics(font) if isinstance(font, QFont) else view.fontMetrics()
            lines = 2 if metrics.horizontalAdvance(text) > wide > 0 else 1
            size.setHeight(lines * metrics.lineSpacing() + PADDING)
        return size


class OrderedList(QTreeWidget):
    """Shows rows with a text and something short aside."""

    dropped = Signal(str, str, object)
    """A row was let go: its key, the key under it (empty at the end), and the `Place`."""
    nudged = Signal(str, int, int)
    """Alt with an arrow: the key, and how far down and to the right."""
    chosen = Signal(str)
    """Double click or Enter on a row."""

    def __init__(self, name: str, *, nested: bool = False, wrapped: bool = False) -> None:
        super().__init__()
        if wrapped:
            self.setWordWrap(True)
            self.setItemDelegate(Wrapping(self))
        self._nested = nested
        self._rows: Sequence[Row] = ()
        self.setAccessibleName(name)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(0)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(20 if nested else 0)
        self.setUniformRowHeights(not wrapped)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemDoubleClicked.connect(lambda item, _column: self.chosen.emit(item.data(0, KEY)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen one stays chosen and nothing scrolls away."""
        if rows == self._rows:
            return
        self._rows = rows
        current, scrolled = self.current(), self.verticalScrollBar().value()
        self.clear()
        made: dict[str, QTreeWidgetItem] = {}
        for row in rows:
            made[row.key] = self._make(row, made.get(row.inside))
        self.expandAll()
        if current in made:
            self.setCurrentItem(made[current])
        self.verticalScrollBar().setValue(scrolled)

    def _make(self, row: Row, parent: QTreeWidgetItem | None) -> QTreeWidgetItem:
        c = theme.colours()
        item = QTreeWidgetItem(parent if parent is not None else self.invisibleRootItem(), [row.text, row.aside])
        item.setData(0, KEY, row.key)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, row.tip or row.text)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.spoken or " ".join((row.text, row.aside)))
        if row.icon:
            item.setIcon(0, theme.icon(row.icon, c.accent if row.bold else c.muted))
        item.setForeground(1, QColor(c.muted))
        for column in range(2):
            font = item.font(column)
            font.setBold(row.bold)
            item.setFont(column, font)
            if row.muted:
                item.setForeground(column, QColor(c.muted))
            if row.marked:
                item.setBackground(column, QColor(c.tint))
        return item

    def current(self) -> str:
        """The key of the chosen row; empty without one."""
        item = self.currentItem()
        return item.data(0, KEY) if item else ""

    def item_of(self, key: str) -> QTreeWidgetItem | None:
        """The row with this key."""
        found = self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return next((item for item in found if item.data(0, KEY) == key), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a narrower list may need a second line

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps and self.current():
            self.nudged.emit(self.current(), *steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.chosen.emit(self.current())
        else:
            super().keyPressEvent(event)

    # --- dragging ---

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        if items:
            data.setData(MIME, items[0].data(0, KEY).encode())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # draws where it would land
        event.setAccepted(event.mimeData().hasFormat(MIME))

    def dropEvent(self, event: QDropEvent) -> None:
        key = bytes(event.mimeData().data(MIME).data()).decode()
        if self.item_of(key) is None:
            event.ignore()  # from another list
            return
        under = self.itemAt(event.position().toPoint())
        place = self._place(event, under)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the rows come back in their order when it has happened
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        target = under.data(0, KEY) if under else ""
        if target != key:
            self.dropped.emit(key, target, place)

    def _place(self, event: QDropEvent, under: QTreeWidgetItem | None) -> Place:
        if under is None:
            return Place.END
        rect = self.visualItemRect(under)
        share = (event.position().y() - rect.top()) / max(1, rect.height())
        edge = 0.3 if self._nested else 0.5
        if share < edge:
            return Place.ABOVE
        return Place.INTO if share <= 1 - edge and self._nested else Place.BELOW
