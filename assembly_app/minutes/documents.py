"""The documents that the other faces ask for."""

from __future__ import annotations

from assembly_app.desk import Desk
from assembly_app.i18n import translator
from assembly_app.minutes import badges, export
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.html import minutes_html
from assembly_app.minutes.markdown import minutes_markdown
from assembly_app.minutes.pdf import minutes_pdf
from assembly_app.minutes.tables import minutes_csv


class PdfDocuments:
    """The documents of a session; see `assembly_app.documents.Documents`."""

    def minutes_pdf(self, desk: Desk, language: str) -> bytes:
        """The minutes of the desk's session as PDF. Raises `Explained`."""
        return minutes_pdf(drafted(desk), translator(language))

    def minutes(self, desk: Desk, language: str, kind: str) -> dict[str, bytes]:
        """The minutes as "pdf", "html", "md", "csv" or "json".

        One file under "", but a table is a file of its own under a word that goes into its name: CSV has three.
        Raises `Explained`.
        """
        _ = translator(language)
        match kind:
            case "csv":
                return minutes_csv(drafted(desk), _)
            case "html":
                return {"": minutes_html(drafted(desk), _)}
            case "md":
                return {"": minutes_markdown(drafted(desk), _)}
            case "json":
                return {"": export.session_json(desk)}
        return {"": minutes_pdf(drafted(desk), _)}

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
