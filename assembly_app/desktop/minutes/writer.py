"""What every text on the page is written with: the languages of the minutes, the dictionary, and who writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes.spelling import Speller
from assembly_app.domain.preferences import Preferences
from assembly_app.domain.record import Record
from assembly_app.domain.state import SessionState
from assembly_app.i18n import LANGUAGES
from assembly_app.prose import speaks


@dataclass
class Writer:
    """`languages` are those of the minutes, in their order, at least one; `by` is the id of who writes, or empty."""

    context: Context
    speller: Speller | None
    languages: tuple[str, ...]
    by: str = ""


def languages(preferences: Preferences, state: SessionState, own: str) -> tuple[str, ...]:
    """The languages of the minutes: what the assembly chose, else those of the session, else the secretary's."""
    spoken = state.details.languages if state.details else ()
    return preferences.languages or tuple(code for code in spoken if code in LANGUAGES) or (own,)


def missing(record: Record, wanted: Sequence[str]) -> tuple[str, ...]:
    """The languages in which an entry is not told yet."""
    if not record.language or not speaks(record.text):
        return ()
    return tuple(code for code in wanted if code != record.language and not record.translations.get(code, "").strip())


def texts(record: Record, wanted: Sequence[str]) -> dict[str, str]:
    """The text of an entry by language; one of which nobody said the language is in the first."""
    original = record.language or wanted[0]
    return {original: record.text, **{code: text for code, text in record.translations.items() if code != original}}


def told(record: Record, written: dict[str, str], wanted: Sequence[str]) -> tuple[str, str, dict[str, str]]:
    """The language, text and translations of an entry with these texts: the original stays it while it has words."""
    filled = {code: text for code, text in written.items() if text.strip()}
    original = record.language or wanted[0]
    if original not in filled:
        original = next((code for code in (*wanted, *filled) if code in filled), original)
    rest = {code: text for code, text in filled.items() if code != original}
    unsaid = not record.language and bool(record.text) and not rest and original == wanted[0]
    return "" if unsaid else original, filled.get(original, ""), rest
