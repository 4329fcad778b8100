"""What the desktop needs of the documents. The faces do not import one another, so the command line hands this over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from assembly_app.desk import Desk


class Documents(Protocol):
    """Makes files of a session. Each method reads the disk and may take seconds: call it off the UI thread."""

    def minutes_pdf(self, desk: Desk, language: str) -> bytes:
        """The minutes of the desk's session as PDF."""

    def badges_pdf(self, desk: Desk, room_url: str, people: list[str], language: str, sheet: str) -> bytes:
        """Badges of these people (by id); `sheet` is one of the names of `badge_sheets`."""

    def badge_sheets(self) -> dict[str, str]:
        """The label sheets that badges can be printed on, by name: what to call each (English, in the catalogue)."""

    def session_json(self, desk: Desk) -> bytes:
        """Everything of the session as JSON."""
