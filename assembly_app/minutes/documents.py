"""The documents that the other faces ask for.

Each document imports what it needs when it is made: the makers of pages take a third of a second to load, for which
the window would wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assembly_app.i18n import translator

if TYPE_CHECKING:
    from assembly_app.desk import Desk
    from assembly_app.documents import Changed, Field, Version


class PdfDocuments:
    """The documents of a session; see `assembly_app.documents.Documents`."""

    def minutes_pdf(self, desk: Desk, language: str) -> bytes:
        """The minutes of the desk's session as PDF. Raises `Explained`."""
        from assembly_app.minutes.draft import drafted
        from assembly_app.minutes.pdf import minutes_pdf

        return minutes_pdf(drafted(desk), translator(language))

    def minutes(self, desk: Desk, language: str, kind: str) -> dict[str, bytes]:
        """The minutes as "pdf", "html", "md", "csv" or "json".

        One file under "", but a table is a file of its own under a word that goes into its name: CSV has three.
        Raises `Explained`.
        """
        from assembly_app.minutes import bilingual as editions
        from assembly_app.minutes import export
        from assembly_app.minutes.draft import drafted
        from assembly_app.minutes.html import minutes_html
        from assembly_app.minutes.markdown import minutes_markdown
        from assembly_app.minutes.tables import minutes_csv

        edition = editions.edition(language, desk.store.preferences())
        _ = edition.words
        match kind:
            case "csv":
                return minutes_csv(drafted(desk), _)
            case "html":
                return {"": minutes_html(drafted(desk), edition)}
            case "md":
                return {"": minutes_markdown(drafted(desk), edition)}
            case "json":
                return {"": export.session_json(desk)}
        return {"": self.minutes_pdf(desk, language)}

    def fields(self, desk: Desk, language: str, item: str | None) -> tuple[Field, ...]:
        """The live fields that an entry on this item (by id) can hold."""
        from assembly_app.minutes import fields
        from assembly_app.minutes.draft import drafted

        minutes = drafted(desk)
        found = next((each for each in minutes.items if each.item.id == item), None)
        return fields.offered(minutes, found, translator(language))

    def phrases(self, desk: Desk, language: str) -> tuple[Field, ...]:
        """The standing phrases and the assembly's own; they are inserted like fields."""
        from assembly_app.minutes import fields
        from assembly_app.minutes.draft import drafted

        return fields.phrases_offered(drafted(desk), translator(language))

    def versions(self, desk: Desk, language: str) -> tuple[Version, ...]:
        """Every version of the minutes, the newest first."""
        from assembly_app.minutes import versions

        return versions.versions(desk, translator(language))

    def compare(self, desk: Desk, before: int, after: int, language: str) -> tuple[Changed, ...]:
        """What differs between two versions, by the numbers of their journal entries."""
        from assembly_app.minutes import versions

        return versions.compare(desk, before, after, translator(language))

    def badges_pdf(self, desk: Desk, room_url: str, people: list[str], language: str, sheet: str) -> bytes:
        """Badges of these people (by id), in order of name. Raises `Explained`."""
        from assembly_app.minutes import badges

        cards = badges.cards(desk.people, desk.tickets(), room_url, people)
        return badges.badges_pdf(cards, desk.store.name(), sheet, translator(language))

    def badge_sheets(self) -> dict[str, str]:
        """The label sheets by name: what to call each, in English."""
        from assembly_app.minutes import badges

        return {name: sheet.title for name, sheet in badges.SHEETS.items()}

    def session_json(self, desk: Desk) -> bytes:
        """Everything of the session as JSON."""
        from assembly_app.minutes import export

        return export.session_json(desk)
