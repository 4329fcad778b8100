"""The parts of the minutes at the left: each item with what is still to be done on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from assembly_app.desktop.minutes.writer import missing
from assembly_app.domain.agenda import ItemKind, numbers
from assembly_app.domain.state import SessionState
from assembly_app.i18n import Translator
from assembly_app.prose import plain

TEXT, REMARK, FOREIGN = "¶", "?", "○"


class Row(msgspec.Struct, frozen=True):
    """A part: what it is called, its number, how deep it stands, and its marks."""

    title: str
    number: str = ""
    deep: bool = False
    texts: int = 0
    remarks: int = 0
    lacking: tuple[str, ...] = ()
    words: int = 0

    @property
    def marks(self) -> str:
        """The marks as signs."""
        return "   ".join(filter(None, (
            TEXT if self.texts else "",
            f"{REMARK}{self.remarks}" if self.remarks else "",
            " ".join(f"{FOREIGN}{code.upper()}" for code in self.lacking),
        )))  # fmt: skip

    def told(self, _: Translator) -> str:
        """The marks as sentences."""
        names = [_.language_name(code) for code in self.lacking]
        return " ".join(filter(None, (
            _.plural("{n} entry.", "{n} entries.", self.texts) if self.texts else _("No text yet."),
            _.plural("{n} remark waits for an answer.", "{n} remarks wait for an answer.", self.remarks)
            if self.remarks else "",
            _("Not translated yet: {languages}.", languages=_.list(names)) if names else "",
        )))  # fmt: skip


def rows(state: SessionState, languages: Sequence[str], _: Translator) -> dict[str | None, Row]:
    """Every part in order of the document; the last one is tied to no item."""
    printed = numbers(state.items)
    wanted: dict[str | None, tuple[str, bool]] = {
        item.id: ("  ".join(filter(None, (printed[item.id], _.pick(item.title)))), item.parent is not None)
        for item in state.items if item.kind is not ItemKind.BREAK
    }  # fmt: skip
    wanted[None] = _("Not tied to an item"), False
    return {
        item: _row(state, item, title, printed.get(item or "", ""), deep, languages)
        for item, (title, deep) in wanted.items()
    }


def _row(state: SessionState, item: str | None, title: str, number: str, deep: bool, languages: Sequence[str]) -> Row:
    own = [record for record in state.records if record.item == item]
    lacks = {code for record in own for code in missing(record, languages)}
    return Row(
        title, number, deep, len(own),
        sum(remark.item == item and remark.accepted is None for remark in state.minutes.remarks),
        tuple(code for code in languages if code in lacks), sum(map(words, (record.text for record in own))),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def words(text: str) -> int:
    """How many words a text has; a live field counts as one."""
    return len(plain(text).split())


class Outline(QTreeWidget):
    """One row a part. `chosen` tells which one is to be shown."""

    chosen = Signal(object)

    def __init__(self, _: Translator) -> None:
        super().__init__()
        self._ = _
        self._rows: dict[str | None, Row] = {}
        self.setAccessibleName(_("Parts of the minutes"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda _now, _before: self._choose())

    def show_rows(self, rows: Mapping[str | None, Row]) -> None:
        """Show these parts; the one that was chosen stays it."""
        if list(rows) != list(self._rows):
            stays = bool(self._rows) and self.current in rows  # no part at all and the one on no item are both None
            current = self.current if stays else next(iter(rows))
            self.blockSignals(True)
            self.clear()
            for item in rows:
                made = QTreeWidgetItem(self)
                made.setData(0, Qt.ItemDataRole.UserRole, item)
            self._rows = dict(rows)
            self._draw(rows)
            self.blockSignals(False)
            self.choose(current)
        elif rows != self._rows:
            self._rows = dict(rows)
            self._draw(rows)

    def _draw(self, rows: Mapping[str | None, Row]) -> None:
        for made, row in zip(self._parts(), rows.values(), strict=True):
            told = row.told(self._)
            indent = "    " if row.deep else ""
            made.setText(0, "\n".join(indent + line for line in (row.title, row.marks) if line))
            made.setToolTip(0, f"{row.title}\n{told}")
            made.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{row.title}. {told}")

    @property
    def items(self) -> Sequence[str | None]:
        """Every part by its item, in order."""
        return list(self._rows)

    @property
    def current(self) -> str | None:
        """The part that is chosen, by its item."""
        found = self.currentItem()
        return found.data(0, Qt.ItemDataRole.UserRole) if found else None

    @property
    def number(self) -> str:
        """The number of the part that is chosen; empty without."""
        found = self._rows.get(self.current)
        return found.number if found else ""

    def choose(self, item: str | None) -> None:
        """Choose a part."""
        for made, each in zip(self._parts(), self._rows, strict=True):
            if each == item:
                self.setCurrentItem(made)

    def _parts(self) -> list[QTreeWidgetItem]:
        return self.findItems("", Qt.MatchFlag.MatchContains)

    def _choose(self) -> None:
        if self.currentItem() is not None:
            self.chosen.emit(self.current)
