"""What the desktop needs of the documents. The faces do not import one another, so the command line hands this over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from assembly_app.i18n import N_

if TYPE_CHECKING:
    from assembly_app.desk import Desk
    from assembly_app.domain.record import Record


class Field(msgspec.Struct, frozen=True):
    """A live field or phrase that can be inserted in an entry: its name, what it tells, and its words now."""

    name: str
    label: str
    words: str


class Offer(msgspec.Struct, frozen=True):
    """What can be inserted in the part on an item, and what every field that its texts hold says now."""

    fields: tuple[Field, ...] = ()
    phrases: tuple[Field, ...] = ()
    known: Mapping[str, Field] = {}


class Version(msgspec.Struct, frozen=True):
    """The minutes as a journal entry made them: what was done, when on the clock of the hall, and by whom if known."""

    number: int
    at: datetime
    act: str
    by: str = ""


class Change(msgspec.Struct, frozen=True):
    """A run of words that stayed, was added, or was removed."""

    words: str
    added: bool = False
    removed: bool = False


class Changed(msgspec.Struct, frozen=True):
    """A part of the minutes that differs between two versions; `heading` is empty before the first one."""

    heading: str
    changes: tuple[Change, ...]


KINDS: Mapping[str, str] = {
    "pdf": N_("PDF, to send and to keep"),
    "docx": N_("Word document"),
    "odt": N_("OpenDocument text"),
    "html": N_("Web page"),
    "md": N_("Markdown"),
    "xlsx": N_("Excel workbook of the tables"),
    "csv": N_("Tables as CSV"),
    "ics": N_("Actions and next meeting for a calendar"),
    "json": N_("Everything, for other programs (JSON)"),
}
"""The kinds of file that minutes can be, by the ending of their names: what to call each."""


class Key(msgspec.Struct, frozen=True):
    """With what to sign: a certificate file and its passphrase, or the library of a card reader and the card's PIN."""

    file: Path
    secret: str
    card: bool = False


class Documents(Protocol):
    """Makes files of a session. Each method reads the disk and may take seconds: call it off the UI thread."""

    def minutes_pdf(self, desk: Desk, language: str, unsaved: Sequence[Record] = ()) -> bytes:
        """The minutes of the desk's session as PDF, with these entries as they are being written."""

    def minutes(self, desk: Desk, language: str, kind: str, *, public: bool = False) -> dict[str, bytes]:
        """The minutes as one of `KINDS`, in a language or in several ("nl+fr"); `public`: a copy for publication.

        One file under "", or several, each under a word that goes into the name of its file.
        """

    def left_out(self, desk: Desk, language: str) -> tuple[str, ...]:
        """What a copy for publication leaves out, and what somebody must still look at: a sentence each."""

    def shortcomings(self, desk: Desk, language: str) -> tuple[str, ...]:
        """What of the PDF is not as wished, a sentence each: parts of the theme, signs that no font has."""

    def offers(
        self, desk: Desk, languages: Sequence[str], item: str | None, held: frozenset[str]
    ) -> Mapping[str, Offer]:
        """What entries on this item (by id) can hold, by language; `held` are the names of the fields in them now."""

    def versions(self, desk: Desk, language: str) -> tuple[Version, ...]:
        """Every version of the minutes, the newest first."""

    def compare(self, desk: Desk, before: int, after: int, language: str) -> tuple[Changed, ...]:
        """What differs between two versions, by the numbers of their journal entries."""

    def sign(self, pdf: bytes, key: Key, language: str, reason: str = "", *, visible: bool) -> bytes:
        """The PDF with one more signature. Waits for the card; raises `Explained`."""

    def signatures(self, pdf: bytes, language: str) -> tuple[str, ...]:
        """A sentence on each signature of a PDF; none for a PDF that is not signed. Raises `Explained`."""

    def badges_pdf(self, desk: Desk, room_url: str, people: list[str], language: str, sheet: str) -> bytes:
        """Badges of these people (by id); `sheet` is one of the names of `badge_sheets`."""

    def badge_sheets(self) -> dict[str, str]:
        """The label sheets that badges can be printed on, by name: what to call each (English, in the catalogue)."""

    def session_json(self, desk: Desk) -> bytes:
        """Everything of the session as JSON."""
