"""What an assembly keeps for all its sessions beside their journals: how its documents look, and for how long."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from assembly_app.i18n import LocalText


class Arrangement(StrEnum):
    """How two languages stand in one document."""

    COLUMNS = "columns"
    """Side by side, with headings in both."""
    AFTER = "after"
    """The whole in one language, then the whole in the other."""


class Phrase(msgspec.Struct, frozen=True):
    """A sentence of the assembly's own that the secretary inserts; it may hold live fields."""

    id: str
    text: LocalText


class Preferences(msgspec.Struct, frozen=True):
    """The choices of one assembly."""

    languages: tuple[str, ...] = ()
    """The languages of its minutes in their order: one, or two in one document. Empty: that of the secretary."""
    arrangement: Arrangement = Arrangement.COLUMNS
    theme: str = ""
    """The theme file (a path, relative to the assembly's file where it can be); empty: the program's own look."""
    phrases: tuple[Phrase, ...] = ()
    keep_days: int | None = None
    """How many days after a session names of people are kept; None: as long as the file."""
