"""The documents that the other faces ask for.

Each document imports what it needs when it is made: the makers of pages take a third of a second to load, for which
the window would wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assembly_app.i18n import translator

if TYPE_CHECKING:
    from assembly_app.desk import Desk
    from assembly_app.documents import Changed, Key, Offer, Version
    from assembly_app.domain.record import Record


class PdfDocuments:
    """The documents of a session; see `assembly_app.documents.Documents`."""

    def minutes_pdf(self, desk: Desk, language: str, unsaved: Sequence[Record] = ()) -> bytes:
        """The minutes of the session as PDF, with these entries as they are being written. Raises `Explained`."""
        from assembly_app.minutes.bilingual import edition
        from assembly_app.minutes.draft import drafted
        from assembly_app.minutes.pdf.archive import previewed

        minutes = drafted(desk, desk.state.with_records(unsaved))
        return previewed(desk, minutes, edition(language, desk.store.preferences())).pdf

    def minutes(self, desk: Desk, language: str, kind: str, *, public: bool = False) -> dict[str, bytes]:
        """The minutes as one of `KINDS`, in a language or in several ("nl+fr"); `public`: a copy for publication.

        One file under "", but a table is a file of its own under a word that goes into its name: CSV has four.
        Raises `Explained`.
        """
        from assembly_app.minutes import formats
        from assembly_app.minutes.bilingual import edition

        return formats.made(desk, edition(language, desk.store.preferences()), kind, public=public)

    def left_out(self, desk: Desk, language: str) -> tuple[str, ...]:
        """What a copy for publication leaves out, and what somebody must still look at: a sentence each."""
        from assembly_app.minutes import publication, publication_words
        from assembly_app.minutes.draft import drafted

        _copy, left = publication.published(drafted(desk), desk.people, (language,))
        return publication_words.told(left, translator(language))

    def shortcomings(self, desk: Desk, language: str) -> tuple[str, ...]:
        """What of the PDF is not as wished, a sentence each: parts of the theme, signs that no font has."""
        from assembly_app.minutes.bilingual import edition
        from assembly_app.minutes.draft import drafted
        from assembly_app.minutes.pdf.archive import previewed

        return previewed(desk, drafted(desk), edition(language, desk.store.preferences())).notices

    def offers(self, desk: Desk, languages: Sequence[str], item: str | None, held: frozenset[str]) -> dict[str, Offer]:
        """What entries on this item (by id) can hold, by language; `held` are the names of the fields in them now."""
        from assembly_app.minutes import fields
        from assembly_app.minutes.draft import drafted

        minutes = drafted(desk)
        return {code: fields.offer(minutes, item, held, translator(code)) for code in languages}

    def versions(self, desk: Desk, language: str) -> tuple[Version, ...]:
        """Every version of the minutes, the newest first."""
        from assembly_app.minutes import versions

        return versions.versions(desk, translator(language))

    def compare(self, desk: Desk, before: int, after: int, language: str) -> tuple[Changed, ...]:
        """What differs between two versions, by the numbers of their journal entries."""
        from assembly_app.minutes import versions

        return versions.compare(desk, before, after, translator(language))

    def sign(self, pdf: bytes, key: Key, language: str, reason: str = "", *, visible: bool) -> bytes:
        """The PDF with one more signature. Waits for the card; raises `Explained`."""
        from assembly_app.minutes.signed import signing

        if key.card:
            with signing.card(key.file, key.secret) as signer:
                return signing.sign(pdf, signer, translator(language), reason, visible=visible)
        signer = signing.certificate_file(key.file, key.secret)
        return signing.sign(pdf, signer, translator(language), reason, visible=visible)

    def signatures(self, pdf: bytes, language: str) -> tuple[str, ...]:
        """A sentence on each signature of a PDF; none for a PDF that is not signed. Raises `Explained`."""
        from assembly_app.minutes.signed import signatures

        return tuple(signatures.sentence(each, translator(language)) for each in signatures.signatures(pdf))

    def badges_pdf(self, desk: Desk, room_url: str, people: list[str], language: str, sheet: str) -> bytes:
        """Badges of these people (by id), in order of name. Raises `Explained`."""
        from assembly_app.minutes.pdf import badges

        cards = badges.cards(desk.people, desk.tickets(), room_url, people)
        return badges.badges_pdf(cards, desk.store.name(), sheet, translator(language))

    def badge_sheets(self) -> dict[str, str]:
        """The label sheets by name: what to call each, in English."""
        from assembly_app.minutes.pdf import badges

        return {name: sheet.title for name, sheet in badges.SHEETS.items()}

    def session_json(self, desk: Desk) -> bytes:
        """Everything of the session as JSON."""
        from assembly_app.minutes import export

        return export.session_json(desk)
