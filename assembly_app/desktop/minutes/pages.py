"""Keeps the preview up with what is typed: pages are laid out in the process beside the program, the newest wins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes import aside_work
from assembly_app.desktop.minutes.aside import Aside
from assembly_app.desktop.minutes.preview import PdfPreview
from assembly_app.domain.record import Record


class Pages(QObject):
    """At most one making behind: what is asked for meanwhile is made next, and only the last of it."""

    shown = Signal(object)
    """Pages are on the screen; which entries they tell as they were being written."""

    def __init__(self, context: Context, aside: Aside, preview: PdfPreview) -> None:
        super().__init__()
        self._documents = context.documents
        self._desk = context.live.desk
        self._aside = aside
        self._preview = preview
        self._making = False
        self._wanted: tuple[str, Sequence[Record]] | None = None

    def show(self, language: str, unsaved: Sequence[Record]) -> None:
        """Show the minutes as they are now, with these entries as they are being written."""
        self._wanted = language, unsaved
        if not self._making:
            self._make()

    def _make(self) -> None:
        if self._wanted is None:
            return
        self._making = True
        (language, unsaved), self._wanted = self._wanted, None
        desk = self._desk
        self._aside.run(
            aside_work.pages, self._documents, str(desk.store.path), desk.session, language, unsaved,
            then=partial(self._show, unsaved), failed=self._tell,
        )  # fmt: skip

    def _show(self, unsaved: Sequence[Record], pdf: bytes) -> None:
        self._making = False
        self._make()
        self._preview.show_pdf(pdf)
        self.shown.emit(unsaved)

    def _tell(self, sentence: str) -> None:
        self._making = False
        self._preview.tell(sentence)
        self._make()
