"""The documents that the other faces ask for."""

from __future__ import annotations

from assembly_app.desk import Desk
from assembly_app.i18n import translator
from assembly_app.minutes import badges, export
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.pdf import minutes_pdf


class PdfDocuments:
    """The documents of a session; see `assembly_app.documents.Documents`."""

    def minutes_pdf(self, desk: Desk, language: str) -> bytes:
        """The minutes of the desk's session as PDF. Raises `Explained`."""
        return minutes_pdf(drafted(desk), translator(language))

    def badges_pdf(self, desk: Desk, room_url: str, people: list[str], language: str, sheet: str) -> bytes:
        """Badges of these people (by id), in order of name. Raises `Explained`."""
        cards = badges.cards(desk.people, desk.tickets(), room_url, people)
        return badges.badges_pdf(cards, desk.store.name(), sheet, translator(language))

    def badge_sheets(self) -> dict[str, str]:
        """The label sheets by name: what to call each, in English."""
        return {name: sheet.title for name, sheet in badges.SHEETS.items()}

    def session_json(self, desk: Desk) -> bytes:
        """Everything of the session as JSON."""
        return export.session_json(desk)
