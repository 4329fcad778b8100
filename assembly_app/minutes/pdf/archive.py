"""The PDF to send and to keep: in the assembly's own look, the results within it as data for other programs."""

from __future__ import annotations

from pathlib import Path

from assembly_app.desk import Desk
from assembly_app.i18n import Translator
from assembly_app.minutes import tables, theme
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.pdf import minutes as pdf
from assembly_app.minutes.pdf.conformance import Attachment
from assembly_app.minutes.pdf.minutes import Made
from assembly_app.minutes.theme import Theme


def archived(desk: Desk, minutes: Minutes, edition: Edition, session_json: bytes) -> Made:
    """The minutes with the session's JSON and the tables of its results. Reads the theme file; raises `Explained`."""
    _ = edition.words
    attached = (
        Attachment("session.json", "application/json", _("Everything, for other programs (JSON)"), session_json),
        *(
            Attachment(f"{name}.csv", "text/csv", _("Tables as CSV"), table, "Supplement")
            for name, table in tables.minutes_csv(minutes, _).items()
        ),
    )
    return _made(desk, minutes, edition, attached)


def previewed(desk: Desk, minutes: Minutes, edition: Edition) -> Made:
    """The same pages with nothing attached: to look at. Reads the theme file; raises `Explained`."""
    return _made(desk, minutes, edition, ())


def look(desk: Desk, _: Translator) -> tuple[Theme, list[str]]:
    """The theme that the assembly prefers, and what of it could not be used, in sentences."""
    chosen = desk.store.preferences().theme
    return theme.read(desk.store.path.parent / Path(chosen), _) if chosen else (theme.PLAIN, [])


def _made(desk: Desk, minutes: Minutes, edition: Edition, attached: tuple[Attachment, ...]) -> Made:
    chosen, notices = look(desk, edition.words)
    made = pdf.made(minutes, edition, chosen, attached)
    return Made(made.pdf, (*notices, *made.notices))
