"""What live fields say now, by item and language, read from the journal off the UI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from assembly_app.desktop.context import Context
from assembly_app.documents import Offer
from assembly_app.prose import fields as names_in


class LiveFields(QObject):
    """Asks again whenever the journal grew; the newest question wins."""

    changed = Signal(object, str)
    """The offer for an item, in a language, is another one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._live = context.live
        self._documents = context.documents
        self._offers: dict[tuple[str | None, str], Offer] = {}
        self._asked = 0

    def offer(self, item: str | None, language: str) -> Offer:
        """What was found last."""
        return self._offers.get((item, language), Offer())

    def ask(self, item: str | None, languages: Sequence[str]) -> None:
        """Find out what the fields of an item say now in these languages; `changed` tells."""
        self._asked += 1
        number, documents = self._asked, self._documents
        state = self._live.state
        texts = [t for r in state.records if r.item == item for t in (r.text, *r.translations.values())]
        held = frozenset(name for text in texts for name in names_in(text))
        self._live.ask(
            lambda desk: documents.offers(desk, languages, item, held),
            lambda found: self._take(number, item, found),
            lambda _sentence: None,
        )

    def _take(self, number: int, item: str | None, found: Mapping[str, Offer]) -> None:
        if number == self._asked:
            for language, offer in found.items():
                self._offers[item, language] = offer
                self.changed.emit(item, language)
