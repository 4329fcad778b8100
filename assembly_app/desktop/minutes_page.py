"""The minutes: what the secretary writes at the left, the pages as they will be printed at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, leave_field, scrolled
from assembly_app.desktop.pdf_preview import PdfPreview
from assembly_app.desktop.record_edit import ItemRecords
from assembly_app.desktop.saving import save_as, show_file
from assembly_app.desktop.widgets import button, label, row, set_look
from assembly_app.domain.agenda import ItemKind, numbers
from assembly_app.domain.rules.sitting import local
from assembly_app.domain.state import SessionState
from assembly_app.i18n import LANGUAGES

THROTTLE = 1200
"""At most one new preview in so many milliseconds."""


class MinutesPage(QWidget):
    """Drafted by itself; the preview follows the session while the page is looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._ = _ = context._
        self._context = context
        self._live = context.live
        self._file: Path | None = None
        self._making = False
        self._stale = True
        self.cards: dict[str | None, ItemRecords] = {}
        self.preview = PdfPreview(_("Preview of the minutes"))
        self.preview.tell(_("Drafting the minutes…"))
        self.language = Choice((code, _.language_name(code)) for code in LANGUAGES)
        self.language.setAccessibleName(_("Language of the minutes"))
        self.language.show_value(_.language)
        self.language.edited.connect(self._refresh)
        self.export = button(_("Export PDF…"), self.save, icon="download")
        self.look = button(_("Open the PDF"), self._look, icon="external-link", look="plain")
        self.look.hide()
        self.told = label("", "muted", wrap=False)
        self._throttle = QTimer(self, singleShot=True, interval=THROTTLE)
        self._throttle.timeout.connect(self._refresh)
        self._lay_out()
        self._live.follow(lambda scene: (scene.state.number, scene.people), self.draw)

    def _lay_out(self) -> None:
        _ = self._
        top = row(label(_("Minutes"), "title", wrap=False), self.told, self.look, self.language, self.export, stretch=1)
        self._outline = QVBoxLayout()
        self._outline.setContentsMargins(0, 0, theme.SPACE * 2, 0)
        self._outline.setSpacing(theme.SPACE * 2)
        self._outline.addStretch()
        inside = QWidget()
        inside.setLayout(self._outline)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(theme.SPACE * 2)
        halves.setChildrenCollapsible(False)
        for half in (scrolled(inside), self.preview):
            half.setMinimumWidth(360)
            halves.addWidget(half)
        halves.setSizes([440, 640])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 2] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addLayout(top)
        whole.addWidget(halves, 1)

    # --- the outline ---

    def draw(self) -> None:
        """Show the outline as it is now, and the pages soon."""
        self._draw_outline()
        self._stale = True
        if self.isVisible() and not self._throttle.isActive():
            self._throttle.start()

    def _draw_outline(self) -> None:
        state = self._live.state
        printed = numbers(state.items)
        wanted: dict[str | None, str] = {
            item.id: "  ".join(filter(None, [printed[item.id], self._.pick(item.title)]))
            for item in state.items
            if item.kind is not ItemKind.BREAK
        }
        wanted[None] = self._("Not tied to an item")
        if list(wanted) != list(self.cards):
            self._arrange(list(wanted))
        for item, card in self.cards.items():
            records = [record for record in state.records if record.item == item]
            card.show_records(wanted[item], self._facts(state, item), records)

    def _facts(self, state: SessionState, item: str | None) -> str:
        """When an item was worked on, how many speeches and votes it had; empty before it is taken up."""
        _, progress = self._, state.progress_of(item or "")
        if item is None or progress.started is None:
            return ""
        details = state.session()
        times = [_.time(local(details, at)) for at in (progress.started, progress.ended) if at is not None]
        speeches = sum(speech.item == item for speech in state.speeches)
        votes = sum(poll.poll.item == item and poll.tally is not None for poll in state.polls.values())
        told = [
            "\u2013".join(times),
            _.plural("{n} speech", "{n} speeches", speeches) if speeches else "",
            _.plural("{n} poll", "{n} polls", votes) if votes else "",
        ]
        return " · ".join(filter(None, told))

    def _arrange(self, wanted: list[str | None]) -> None:
        for gone in set(self.cards) - set(wanted):
            card = self.cards.pop(gone)
            self._outline.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {item: self.cards.get(item) or ItemRecords(self._context, item) for item in wanted}
        for place, card in enumerate(self.cards.values()):
            self._outline.removeWidget(card)
            self._outline.insertWidget(place, card)

    # --- the pages ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        leave_field(self)
        super().hideEvent(event)

    def _refresh(self) -> None:
        """Make the pages anew off the UI thread; once more afterwards when the session moved on meanwhile."""
        self._stale = True
        if self._making:
            return
        self._making, self._stale = True, False
        documents, language = self._context.documents, self.language.value()
        self._live.ask(lambda desk: documents.minutes_pdf(desk, language), self._show, self._not_made)

    def _show(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf)
        self._made()

    def _not_made(self, sentence: str) -> None:
        self.preview.tell(sentence)
        self._made()

    def _made(self) -> None:
        self._making = False
        if self._stale and self.isVisible():
            self._throttle.start()

    # --- the file ---

    def save(self) -> None:
        """Ask where the minutes go and write them as PDF."""
        for card in self.cards.values():
            card.finish()
        documents, language = self._context.documents, self.language.value()
        name = self._.context("file name", "minutes") + f" {self._live.desk.session}.{language}.pdf"
        begun = save_as(
            self,
            self._live,
            self._("Export the minutes"),
            name,
            lambda desk: documents.minutes_pdf(desk, language),
            self._saved,
            self._failed,
        )
        if begun:
            self.export.setEnabled(False)
            self._tell(self._("Writing…"), "muted")

    def _saved(self, file: Path) -> None:
        self._file = file
        self.export.setEnabled(True)
        self.look.show()
        self._tell(self._("Saved: {file}", file=file.name), "good")

    def _failed(self, sentence: str) -> None:
        self.export.setEnabled(True)
        self._tell(sentence, "bad")

    def _tell(self, sentence: str, look: str) -> None:
        self.told.setText(sentence)
        self.told.setToolTip(sentence)
        set_look(self.told, look)

    def _look(self) -> None:
        if self._file is not None:
            show_file(self._file)
