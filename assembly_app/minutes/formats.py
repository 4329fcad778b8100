"""The kinds of file that minutes can be, and who makes each."""

from __future__ import annotations

from assembly_app.desk import Desk
from assembly_app.minutes import export, publication
from assembly_app.minutes.bilingual import Edition
from assembly_app.minutes.draft import drafted
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.theme import PLAIN, Theme


def made(desk: Desk, edition: Edition, kind: str, *, public: bool = False) -> dict[str, bytes]:
    """The minutes of the desk's session as one of `documents.KINDS`: one file under "", or several under their words.

    `public` makes a copy for publication.
    Reads the disk; raises `Explained`.
    """
    if public:
        return _published(desk, edition, kind)
    if kind == "json":
        return {"": export.session_json(desk)}
    if kind == "pdf":
        return _archived(desk, drafted(desk), edition, export.session_json(desk))
    return written(drafted(desk), edition, kind, _theme(desk, edition))


def _archived(desk: Desk, minutes: Minutes, edition: Edition, session_json: bytes) -> dict[str, bytes]:
    from assembly_app.minutes.pdf.archive import archived

    return {"": archived(desk, minutes, edition, session_json).pdf}


def _published(desk: Desk, edition: Edition, kind: str) -> dict[str, bytes]:
    minutes, _left = publication.published(drafted(desk), desk.people, edition.languages)
    if kind in ("json", "pdf"):
        session_json = export.as_json(export.public(export.exported(desk), minutes))
        return {"": session_json} if kind == "json" else _archived(desk, minutes, edition, session_json)
    return written(minutes, edition, kind, _theme(desk, edition))


def _theme(desk: Desk, edition: Edition) -> Theme:
    from assembly_app.minutes.pdf.archive import look

    return look(desk, edition.words)[0]


def written(minutes: Minutes, edition: Edition, kind: str, theme: Theme = PLAIN) -> dict[str, bytes]:
    """The files of minutes that are known. Each maker is loaded when it is needed: that takes a while."""
    match kind:
        case "docx":
            from assembly_app.minutes.office.docx import minutes_docx

            return {"": minutes_docx(minutes, edition, theme)}
        case "odt":
            from assembly_app.minutes.office.odt import minutes_odt

            return {"": minutes_odt(minutes, edition, theme)}
        case "html":
            from assembly_app.minutes.html import minutes_html

            return {"": minutes_html(minutes, edition, theme)}
        case "md":
            from assembly_app.minutes.markdown import minutes_markdown

            return {"": minutes_markdown(minutes, edition)}
        case "csv":
            from assembly_app.minutes.tables import minutes_csv

            return minutes_csv(minutes, edition.words)
        case "xlsx":
            from assembly_app.minutes.office.xlsx import minutes_xlsx

            return {"": minutes_xlsx(minutes, edition.words)}
        case "ics":
            from assembly_app.minutes.ics import minutes_ics

            return {"": minutes_ics(minutes, edition.words)}
    from assembly_app.minutes.pdf import minutes as pdf

    return {"": pdf.made(minutes, edition, theme).pdf}
