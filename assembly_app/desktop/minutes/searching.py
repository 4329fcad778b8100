"""Finding and replacing on the page: shows each place where the words are, in whatever part and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument

from assembly_app.desk import Desk
from assembly_app.desktop.minutes.entry import EntryEdit
from assembly_app.desktop.minutes.find_bar import FindBar
from assembly_app.desktop.minutes.finding import Place, Wanted, places, replaced
from assembly_app.domain.commands import WriteRecord

if TYPE_CHECKING:
    from assembly_app.desktop.minutes.page import MinutesPage


class Searching:
    """Works for one page, by the bar."""

    def __init__(self, page: MinutesPage, bar: FindBar) -> None:
        self._page = page
        self._bar = bar
        self._at: Place | None = None
        self._ = page.writer.context._
        bar.sought.connect(self.step)
        bar.replace_wanted.connect(self.replace_this)
        bar.replace_all_wanted.connect(self.replace_all)
        bar.left.connect(self._leave)

    def find(self) -> None:
        """Open the bar for finding."""
        self._open(replacing=False)

    def replace(self) -> None:
        """Open the bar for replacing."""
        self._open(replacing=True)

    def _open(self, *, replacing: bool) -> None:
        edit = self._page.tools.edit
        self._bar.begin(edit.textCursor().selectedText() if edit else "", replacing=replacing)

    def _leave(self) -> None:
        entry = self._entry(self._at)
        if entry is not None:
            entry.text.setFocus()

    # --- finding ---

    def step(self, forward: bool) -> bool:
        """Show the next place (or the one before), from the last one on; round at the end. False: there is none."""
        page, wanted = self._page, self._bar.wanted
        if not wanted.words:
            return False
        page.finish()
        if self._within(self._entry(self._at), wanted, forward=forward):
            return True
        state, items = page.writer.context.live.state, list(page.outline.items)
        found = places(state.records, items, page.writer.languages, wanted)
        for place in self._after(found, items, forward=forward):
            entry = self._show(place)
            if entry is not None and self._within(entry, wanted, forward=forward, afresh=True):
                self._at = place
                return True
        self._bar.told.setText(self._("Not found."))
        return False

    def _after(self, found: list[Place], items: list[str | None], *, forward: bool) -> list[Place]:
        """The places from the one after this, round to this one."""
        if self._at in found:
            here = found.index(self._at)
            return [*found[here + 1 :], *found[: here + 1]] if forward else [*found[:here][::-1], *found[here:][::-1]]
        current = self._page.outline.current
        later = [place for place in found if items.index(place.item) >= items.index(current)]
        ordered = [*later, *(place for place in found if place not in later)]
        return ordered if forward else ordered[::-1]

    def _show(self, place: Place) -> EntryEdit | None:
        entry = self._page.part(place.item).entry(place.record)
        if entry is not None:
            entry.show_language(place.language)
        return entry

    def _entry(self, place: Place | None) -> EntryEdit | None:
        part = self._page.parts.get(place.item) if place else None
        entry = part.entry(place.record) if part and place else None
        return entry if entry and place and entry.language == place.language else None

    def _within(self, entry: EntryEdit | None, wanted: Wanted, *, forward: bool, afresh: bool = False) -> bool:
        """Select the next place in one text."""
        if entry is None:
            return False
        flags = wanted.flags if forward else wanted.flags | QTextDocument.FindFlag.FindBackward
        cursor = entry.text.textCursor()
        if afresh:
            cursor.movePosition(QTextCursor.MoveOperation.Start if forward else QTextCursor.MoveOperation.End)
        found = entry.text.document().find(wanted.words, cursor, flags)
        if found.isNull():
            return False
        entry.text.setTextCursor(found)
        self._page.reveal(entry)
        self._bar.told.setText("")
        return True

    # --- replacing ---

    def replace_this(self) -> None:
        """Replace the place that is shown, and show the next one."""
        entry, wanted = self._entry(self._at), self._bar.wanted
        if entry is not None and not entry.text.isReadOnly():
            cursor = entry.text.textCursor()
            chosen = cursor.selectedText()
            same = chosen == wanted.words if wanted.match_case else chosen.casefold() == wanted.words.casefold()
            if same and chosen:
                cursor.insertText(self._bar.instead.text())
                entry.text.setTextCursor(cursor)
                entry.finish()
        self.step(True)

    def replace_all(self) -> None:
        """Replace everywhere; each entry can be undone by itself."""
        page, wanted, _ = self._page, self._bar.wanted, self._
        if not wanted.words:
            return
        page.finish()
        instead, spoken, by = self._bar.instead.text(), page.writer.languages, page.writer.by

        def replace(desk: Desk) -> int:
            times = 0
            for record in desk.state.records:
                fresh, n = replaced(record, spoken, wanted, instead, by)
                if n and fresh.text:
                    desk.execute(WriteRecord(fresh))
                    times += n
            return times

        def tell(times: int) -> None:
            self._bar.told.setText(_.plural("{n} replaced.", "{n} replaced.", times))

        page.writer.context.live.act(replace, tell, self._bar.told.setText)
