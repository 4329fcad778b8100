"""A rehearsal in the window: a copy to practise in, simulated phones in it, and the bar that says so."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QProcess, Signal
from PySide6.QtWidgets import QFrame

from assembly_app.desktop import theme
from assembly_app.desktop.opening import Opened, open_assembly
from assembly_app.desktop.phones_server import Health, PhonesServer
from assembly_app.desktop.widgets import button, label, row
from assembly_app.i18n import Translator
from assembly_app.rehearsal_copy import for_practice
from assembly_app.store.store import Store

PHONES = 50
"""How many simulated phones come."""


PREFIX, MARK = "assembly-rehearsal-", "rehearsal.lock"
"""How the folder of a copy begins, and the lock in it that says that somebody rehearses there."""


@dataclass(frozen=True)
class Rehearsal:
    """The session that waits, and the copy that is played in; the copy goes with its folder."""

    real: Opened
    folder: tempfile.TemporaryDirectory[str]
    mark: QLockFile

    def end(self) -> None:
        """Throw the copy away. What was opened in it must be closed before."""
        self.mark.unlock()
        self.folder.cleanup()


def copied(real: Opened) -> tuple[Rehearsal, Opened]:
    """A copy of the assembly with a session to practise in. Takes the disk's time; raises `StoreError`."""
    folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    mark = _marked(Path(folder.name))
    try:
        mark.tryLock(0)
        file = Path(folder.name) / real.store.path.name
        real.store.copy_to(file)
        with closing(Store.open(file)) as store:
            session = for_practice(store, real.desk.session, PHONES).session
        return Rehearsal(real, folder, mark), open_assembly(file, session)
    except BaseException:
        mark.unlock()
        folder.cleanup()
        raise


def _marked(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / MARK))
    lock.setStaleLockTime(0)  # age says nothing; a process that is gone does
    return lock


def clear_leftovers() -> None:
    """Remove the copies that a crash left behind; one in which somebody rehearses is locked and stays.

    Takes the disk's time.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_symlink() or not (folder / MARK).is_file():
            continue  # nothing that we made, or made this very moment
        lock = _marked(folder)
        if lock.tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)


class Crowd(QObject):
    """The simulated phones, in a process of their own. `command` replaces the program in tests."""

    changed = Signal()

    def __init__(self, phones: PhonesServer, file: Path, session: int, command: Sequence[str] = ()) -> None:
        super().__init__()
        self._phones = phones
        self._command = tuple(command) or (
            sys.executable, "-m", "assembly_app", "rehearse", str(file), "--session", str(session),
            "--phones", str(PHONES),
        )  # fmt: skip
        self.wanted = True
        self._process = QProcess(self)
        self._process.stateChanged.connect(lambda _state: self.changed.emit())
        for read in (self._process.readAllStandardOutput, self._process.readAllStandardError):
            signal = "readyReadStandardOutput" if "Output" in read.__name__ else "readyReadStandardError"
            getattr(self._process, signal).connect(read)  # nobody else may fill the pipe
        phones.changed.connect(self._come)
        self._come()

    @property
    def running(self) -> bool:
        """Whether the phones are there or on their way."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def want(self, wanted: bool) -> None:
        """Bring the phones, or send them away."""
        self.wanted = wanted
        if wanted:
            self._come()
        elif self.running:
            self._process.closeWriteChannel()
        self.changed.emit()

    def stop(self) -> None:
        """End the process: it stops at the end of its input, and is killed when it does not within two seconds."""
        self.wanted = False
        if self.running:
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(2000):
                self._process.kill()
                self._process.waitForFinished(1000)

    def _come(self) -> None:
        if self.wanted and not self.running and self._phones.health is Health.RUNNING:
            program, *arguments = self._command
            self._process.start(program, [*arguments, "--join", f"http://127.0.0.1:{self._phones.port}/"])


class RehearsalBar(QFrame):
    """Says in colour that nothing here is kept, how many phones are there, and the way back."""

    def __init__(self, crowd: Crowd, phones: PhonesServer, _: Translator, leave: Callable[[], object]) -> None:
        super().__init__()
        self._ = _
        self._crowd = crowd
        self._server = phones
        self.setProperty("kind", "rehearsal")
        self.setAccessibleName(_("Rehearsal — nothing here is kept"))
        self.told = label(_("Rehearsal — nothing here is kept"), "strong", wrap=False)
        self.count = label("", wrap=False)
        self.phones = button("", lambda: crowd.want(not crowd.wanted), icon="smartphone")
        self.back = button(_("Leave the rehearsal"), leave, icon="log-out", tip=_("Go back to the real session"))
        across = row(self.told, self.count, self.phones, self.back, spacing=theme.SPACE * 2, stretch=1)
        across.setContentsMargins(theme.SPACE * 2, theme.SPACE // 2, theme.SPACE * 2, theme.SPACE // 2)
        self.setLayout(across)
        for signal in (crowd.changed, phones.changed):
            signal.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Say how many phones are there."""
        _, here = self._, self._server.connected
        coming = _("Simulated phones are coming…") if self._crowd.wanted else ""
        self.count.setText(_.plural("{n} phone is here", "{n} phones are here", here) if here else coming)
        self.phones.setText(_("Send the phones away") if self._crowd.wanted else _("Bring {n} phones", n=PHONES))
        self.phones.setToolTip(_("Simulated phones join, raise hands and vote, so that you can practise."))
