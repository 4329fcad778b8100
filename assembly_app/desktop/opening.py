"""Opening an assembly: one desktop at a time on a file, and a session to begin with. Reads the disk: no UI here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QLockFile

from assembly_app.desk import Desk, new_id, now
from assembly_app.domain.events import SessionDetails
from assembly_app.domain.record import NextMeeting
from assembly_app.domain.rules.sitting import local
from assembly_app.i18n import LANGUAGES, N_, Explained, LocalText, translator
from assembly_app.store.store import Store
from assembly_app.templates import Template


class AlreadyOpen(Explained):
    """Another window of this program works on the file."""


@dataclass(frozen=True)
class Opened:
    """An open file, ours alone among desktops, with one session."""

    store: Store
    lock: QLockFile
    desk: Desk

    def close(self) -> None:
        """Let go of the file."""
        self.desk.close()
        self.store.close()
        self.lock.unlock()


def open_assembly(file: Path, session: int | None = None) -> Opened:
    """Open a file with a session (the last one without a number; a first one is made where there is none).

    Raises `AlreadyOpen`, `StoreError` or `Refused`; then the file is as it was.
    """
    lock = _lock(file)
    try:
        store = Store.open(file)
        try:
            return Opened(store, lock, desk_of(store, session))
        except BaseException:
            store.close()
            raise
    except BaseException:
        lock.unlock()
        raise


def _lock(file: Path) -> QLockFile:
    """The lock beside the file. One that a crash left behind is taken over: its process is gone."""
    lock = QLockFile(f"{file.resolve()}.lock")
    lock.setStaleLockTime(0)  # age says nothing: an assembly may last all day
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        raise AlreadyOpen(
            N_("{name} is already open in another window. Go on in that window, or close it and open the file again."),
            name=file.name,
        )
    return lock  # where no lock can be written, the file cannot be either: the store says so in its own words


def desk_of(store: Store, session: int | None = None) -> Desk:
    """The desk of a session, of the last one, or of a first one that is made now."""
    numbers = store.sessions()
    if not numbers:
        return new_session(store)
    return Desk(store, numbers[-1] if session is None else session)


def new_session(store: Store, template: Template | None = None) -> Desk:
    """Begin another session as it is likely to be, with everyone of the assembly on its roll."""
    numbers = store.sessions()
    if numbers:
        before = Desk(store, numbers[-1]).state
        details = following(before.session(), before.next_meeting, numbers[-1] + 1)
    else:
        languages = tuple(store.name()) or LANGUAGES[:1]
        details = SessionDetails(numbered(1, languages), soon(), languages=languages)
    return begin(store, details, template)


def begin(store: Store, details: SessionDetails, template: Template | None = None) -> Desk:
    """Make a session with the rules, agenda and polls of a template."""
    made = Desk.create(store, template.ruled(details) if template else details)
    for command in template.commands(new_id) if template else ():
        made.execute(command)
    return Desk(store, made.session)  # a desk that made nothing: the making is nobody's act to undo


def following(details: SessionDetails, meeting: NextMeeting | None, number: int) -> SessionDetails:
    """The next session: where and when people agreed to meet, else four weeks later; the rules stay."""
    starts = meeting.starts if meeting else max(suggested_after(details), soon())
    place = (meeting.place if meeting else "") or details.place
    return replace(details, title=numbered(number, details.languages), starts=starts, place=place)


def suggested_after(details: SessionDetails) -> datetime:
    """Four weeks after a session, at the same hour of the hall's clock."""
    return local(details, details.starts) + timedelta(weeks=4)


def soon() -> datetime:
    """The next full hour that is at least minutes away."""
    return (now() + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)


def numbered(number: int, languages: Sequence[str]) -> LocalText:
    """The usual title of a session, in these languages."""
    return {code: translator(code)("Session {number}", number=number) for code in languages}
