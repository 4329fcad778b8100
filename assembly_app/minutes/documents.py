"""The documents that the other faces ask for, and writing a file so that the old one stays whole."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from assembly_app.desk import Desk
from assembly_app.i18n import Explained, translator
from assembly_app.minutes import badges, export
from assembly_app.minutes.draft import draft
from assembly_app.minutes.model import Minutes
from assembly_app.minutes.pdf import minutes_pdf

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def drafted(desk: Desk) -> Minutes:
    """The draft of the desk's session. Reads the disk."""
    state = desk.state
    entries = [entry for entry in desk.entries() if entry.number <= state.number]
    rolls = {
        poll.poll.id: desk.roll_call(poll.poll.id)
        for poll in state.polls.values()
        if poll.tally is not None and not poll.poll.secret
    }
    return draft(state, entries, desk.people, desk.store.name(), desk.session, rolls)


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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, make it durable, and put it in place at once; on any error the old file stays whole.

    Raises `Explained` with what to do.
    """
    target = path.resolve()
    _check(target)
    aside = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        try:
            _write(aside, data)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise _explained(error, target) from error


def _check(target: Path) -> None:
    if not target.parent.is_dir():
        raise Explained("The folder {folder} does not exist. Make it first, or choose another one.",
                        folder=target.parent)  # fmt: skip
    if not target.exists():
        return
    if not target.is_file():
        raise Explained("{path} is not a file. Choose another name.", path=target)
    if not target.stat().st_mode & 0o222:
        raise Explained("The file {path} is read-only. Choose another name, or make it writable.", path=target)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _explained(error: OSError, target: Path) -> Explained:
    if error.errno in _FULL:
        return Explained("There is no room for {path}. Free some space, then try again.", path=target)
    if isinstance(error, PermissionError):
        return Explained(
            "{path} cannot be written: it is open in another program, or its folder is read-only. "
            "Close that program or choose another folder.", path=target,
        )  # fmt: skip
    return Explained("{path} cannot be written ({reason}). Choose another folder.", path=target,
                     reason=error.strerror or str(error))  # fmt: skip
