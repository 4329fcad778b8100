"""What the window works on: the assembly that is open, with its phones' server, its live session and its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from assembly_app import paths
from assembly_app.desk import Desk
from assembly_app.desktop import opening
from assembly_app.desktop.assembly_page import AssemblyPage
from assembly_app.desktop.context import Context
from assembly_app.desktop.live import Live
from assembly_app.desktop.opening import Opened
from assembly_app.desktop.phones_server import PhonesServer
from assembly_app.desktop.rehearsing import Crowd, Rehearsal, RehearsalBar, clear_leftovers, copied
from assembly_app.documents import Documents
from assembly_app.domain.state import Phase
from assembly_app.store.database import SUFFIX
from assembly_app.store.store import Store
from assembly_app.templates import Template

if TYPE_CHECKING:
    from assembly_app.desktop.window import Window


class Workplace(QObject):
    """Opens and closes assemblies; everything of an open one is in its page."""

    def __init__(self, window: Window, documents: Documents) -> None:
        super().__init__(window)
        self._window = window
        self._documents = documents
        self._opened: Opened | None = None
        self._rehearsal: Rehearsal | None = None
        self._crowd: Crowd | None = None
        self.phones: PhonesServer | None = None
        self.live: Live | None = None
        self.page: AssemblyPage | None = None

    @property
    def rehearsing(self) -> bool:
        """Whether what is shown is a copy to practise in."""
        return self._rehearsal is not None

    @property
    def sitting(self) -> bool:
        """Whether a real session is open, whose phones would miss the window."""
        return not self.rehearsing and self.live is not None and self.live.state.phase is Phase.OPEN

    def tidy_up(self) -> None:
        """Remove what a crash may have left behind."""
        self._window.files.run(clear_leftovers, None, lambda _sentence: None)

    # --- opening ---

    def open_file(self, file: Path) -> None:
        """Open an assembly, off the UI thread; what is open now stays until that has worked."""
        if not (self._opened and self._opened.store.path == file.absolute()):
            self._open(lambda: opening.open_assembly(file))

    def open_made(self, make: Callable[[], Path]) -> None:
        """Make an assembly and open it, both off the UI thread."""
        self._open(lambda: opening.open_assembly(make()))

    def begin(self) -> None:
        """Ask for a new assembly and open it."""
        from assembly_app.desktop.new_assembly import NewAssemblyDialog

        dialog = NewAssemblyDialog(self._window.translator, self._window)
        dialog.created.connect(self.open_file)
        dialog.open()

    def choose_file(self) -> None:
        """Let the user choose the assembly to open."""
        _, recent = self._window.translator, self._window.preferences.values.recent
        folder = Path(recent[0]).parent if recent else paths.documents()
        name, _kind = QFileDialog.getOpenFileName(
            self._window, _("Open an assembly"), str(folder), _("Assemblies") + f" (*{SUFFIX})"
        )
        if name:
            self.open_file(Path(name))

    def _open(self, opener: Callable[[], Opened]) -> None:
        self._wait()
        self._window.files.run(opener, self._show_file, self._refuse)

    def _wait(self) -> None:
        self._window.setCursor(Qt.CursorShape.WaitCursor)

    def _refuse(self, sentence: str) -> None:
        self._window.unsetCursor()
        self._window.messages.say(sentence)

    def _show_file(self, opened: Opened) -> None:
        self._window.unsetCursor()
        self.let_go()
        self._show_session(opened)
        if self.page is not None:
            self._window.welcome(self.page)
        preferences = self._window.preferences
        preferences.change(recent=preferences.values.opened(opened.store.path).recent)

    # --- sessions and copies ---

    def switch(self, session: int) -> None:
        """Go to another session of the assembly."""
        self._go_to(lambda store: Desk(store, session))

    def begin_session(self) -> None:
        """Ask what another session of the assembly begins with, make it and go to it."""
        from assembly_app.desktop.new_session import NewSessionDialog

        dialog = NewSessionDialog(self._window.translator, self._window)
        dialog.chosen.connect(self.make_session)
        dialog.open()

    def make_session(self, template: Template | None = None) -> None:
        """Make another session of the assembly and go to it."""
        self._go_to(lambda store: opening.new_session(store, template))

    def _go_to(self, find: Callable[[Store], Desk]) -> None:
        opened = self._opened
        if opened is not None:
            self._window.files.run(
                lambda: find(opened.store), lambda desk: self._show_session(Opened(opened.store, opened.lock, desk))
            )

    def save_copy(self) -> None:
        """Let the user choose where a copy of the file goes, and write it off the UI thread."""
        if self._opened is None:
            return
        _, store = self._window.translator, self._opened.store
        proposed = store.path.with_stem(_("{name} copy", name=store.path.stem))
        name, _kind = QFileDialog.getSaveFileName(
            self._window, _("Save a copy"), str(proposed), _("Assemblies") + f" (*{SUFFIX})"
        )
        if name:
            self.copy_to(Path(name))

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the open file."""
        if self._opened is None:
            return
        _, store, messages = self._window.translator, self._opened.store, self._window.messages
        if target.resolve() == store.path.resolve():
            messages.say(_("This is the assembly itself. Choose another name for the copy."))
            return
        self._window.files.run(
            lambda: store.copy_to(target),
            lambda _done: messages.say(_("The copy is saved as {name}.", name=target.name), good=True),
        )

    # --- rehearsing ---

    def rehearse(self) -> None:
        """Go to a copy of the session, with simulated phones, to practise; not while the real one is open."""
        opened, _ = self._opened, self._window.translator
        if opened is None or self.rehearsing:
            return
        if self.sitting:
            self._window.messages.say(_("The session is open. Rehearse before it opens, or after it is closed."))
            return
        self._wait()
        self._window.files.run(lambda: copied(opened), self._begin_rehearsal, self._refuse)

    def _begin_rehearsal(self, made: tuple[Rehearsal, Opened]) -> None:
        self._window.unsetCursor()
        rehearsal, copy = made
        self._detach()
        self._rehearsal = rehearsal
        self._show_session(copy)

    def leave_rehearsal(self) -> None:
        """Throw the copy away and go back to the real session."""
        rehearsal, self._rehearsal = self._rehearsal, None
        if rehearsal is not None:
            self._close(self._detach())
            rehearsal.end()
            self._show_session(rehearsal.real)
            _ = self._window.translator
            self._window.messages.say(
                _("This is the real session again. Nothing of the rehearsal was kept."), good=True
            )

    # --- what is shown ---

    def _show_session(self, opened: Opened) -> None:
        self._detach()
        self._opened = opened
        preferences, _ = self._window.preferences, self._window.translator
        self.phones = PhonesServer(opened.store.path, opened.desk.session, preferences, _)
        self.phones.start()
        self._show_page()

    def _show_page(self) -> None:
        assert self._opened
        assert self.phones
        window = self._window
        self.live = Live(self._opened.desk, window.translator)
        self.live.refused.connect(window.messages.say)
        self.live.grew.connect(self.phones.look)
        context = Context(self.live, self.phones, self._documents, window.preferences, window.translator)
        self.page = AssemblyPage(context, window, self)
        if self.rehearsing:
            self._mark_rehearsal(self.page, self._opened, self.phones)
        window.show_page(self.page)

    def _mark_rehearsal(self, page: AssemblyPage, opened: Opened, phones: PhonesServer) -> None:
        if self._crowd is None:
            self._crowd = Crowd(phones, opened.store.path, opened.desk.session)
        page.show_above(RehearsalBar(self._crowd, phones, self._window.translator, self.leave_rehearsal))

    def speak(self) -> None:
        """Draw the page anew in the window's language; the session and its phones go on."""
        if self.phones is None or self.live is None or self.page is None:
            return
        self.phones.speak(self._window.translator)
        room_sees = self.page.projector.isVisible()
        self.page.end()
        self.live.close()
        self._show_page()
        if room_sees:
            self.page.toggle_room()

    # --- letting go ---

    def close_assembly(self) -> None:
        """Back to the start page."""
        self._window.show_start()
        self.let_go()

    def _detach(self) -> Opened | None:
        """Stop everything that works on the open session, and give back what is still open."""
        opened, self._opened = self._opened, None
        if self.page is not None:
            self.page.end()
            self.page = None
        if self.live is not None:
            self.live.close()
            self.live = None
        if self._crowd is not None:
            self._crowd.stop()
            self._crowd = None
        if self.phones is not None:
            self.phones.stop()
            self.phones = None
        return opened

    def let_go(self) -> None:
        """Close what is open, and throw a rehearsal's copy away. Safe to call twice."""
        self._close(self._detach())
        rehearsal, self._rehearsal = self._rehearsal, None
        if rehearsal is not None:
            rehearsal.end()
            rehearsal.real.close()

    @staticmethod
    def _close(opened: Opened | None) -> None:
        if opened is not None:
            opened.close()
