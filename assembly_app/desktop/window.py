"""The one window: the start page, or an assembly that is open."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QWidget

from assembly_app import i18n, paths
from assembly_app.desk import Desk
from assembly_app.desktop import opening, theme
from assembly_app.desktop.assembly_page import AssemblyPage
from assembly_app.desktop.background import Background
from assembly_app.desktop.context import Context, Preferences
from assembly_app.desktop.live import Live
from assembly_app.desktop.message_bar import MessageBar
from assembly_app.desktop.opening import Opened
from assembly_app.desktop.phones_server import PhonesServer
from assembly_app.desktop.rehearsing import Crowd, Rehearsal, RehearsalBar, copied
from assembly_app.documents import Documents
from assembly_app.domain.state import Phase
from assembly_app.i18n import Translator, translator
from assembly_app.store.database import SUFFIX
from assembly_app.store.store import Store
from assembly_app.templates import Template

SMALLEST, USUAL = QSize(1120, 680), QSize(1280, 800)


class Window(QMainWindow):
    """Opens and closes assemblies; everything of an open one is in its page."""

    def __init__(self, documents: Documents, preferences: Preferences, demo: Callable[[], Path] | None = None) -> None:
        super().__init__()
        self._documents = documents
        self.preferences = preferences
        self._demo = demo
        self._sure = False
        self.introduces = False
        """Whether the first assembly that is opened begins with the tour."""
        self.translator = self._speak()
        self._files = Background(self.translator, 1, "files")
        self._opened: Opened | None = None
        self._phones: PhonesServer | None = None
        self._live: Live | None = None
        self._rehearsal: Rehearsal | None = None
        self._crowd: Crowd | None = None
        self.page: AssemblyPage | None = None
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(QByteArray(base64.b64decode(preferences.values.window)))
        self._make_messages()
        self._appearance = preferences.values.appearance
        preferences.changed.connect(self._preferences_changed)
        self.show_start()

    @property
    def live(self) -> Live | None:
        """The session that is open, if one is."""
        return self._live

    @property
    def phones(self) -> PhonesServer | None:
        """The phones' server of the session that is open."""
        return self._phones

    @property
    def rehearsing(self) -> bool:
        """Whether what is shown is a copy to practise in."""
        return self._rehearsal is not None

    # --- opening ---

    def open_file(self, file: Path) -> None:
        """Open an assembly, off the UI thread; what is open now stays until that has worked."""
        if self._opened and self._opened.store.path == file.absolute():
            return
        self._open(lambda: opening.open_assembly(file))

    def begin(self) -> None:
        """Ask for a new assembly and open it."""
        from assembly_app.desktop.new_assembly import NewAssemblyDialog

        dialog = NewAssemblyDialog(self.translator, self)
        dialog.created.connect(self.open_file)
        dialog.open()

    def open_demo(self) -> None:
        """Make the demo evening and open it."""
        if self._demo is not None:
            make = self._demo
            self._open(lambda: opening.open_assembly(make()))

    def choose_file(self) -> None:
        """Let the user choose the assembly to open."""
        _ = self.translator
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open an assembly"), self._folder(), _("Assemblies") + f" (*{SUFFIX})"
        )
        if name:
            self.open_file(Path(name))

    def switch(self, session: int) -> None:
        """Go to another session of the assembly."""
        self._go_to(lambda store: Desk(store, session))

    def begin_session(self) -> None:
        """Ask what another session of the assembly begins with, make it and go to it."""
        from assembly_app.desktop.new_session import NewSessionDialog

        dialog = NewSessionDialog(self.translator, self)
        dialog.chosen.connect(self.make_session)
        dialog.open()

    def make_session(self, template: Template | None = None) -> None:
        """Make another session of the assembly and go to it."""
        self._go_to(lambda store: opening.new_session(store, template))

    def _go_to(self, find: Callable[[Store], Desk]) -> None:
        opened = self._opened
        if opened is not None:
            self._files.run(
                lambda: find(opened.store), lambda desk: self._show_session(Opened(opened.store, opened.lock, desk))
            )

    def save_copy(self) -> None:
        """Let the user choose where a copy of the file goes, and write it off the UI thread."""
        if self._opened is None:
            return
        _, store = self.translator, self._opened.store
        proposed = store.path.with_stem(_("{name} copy", name=store.path.stem))
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(proposed), _("Assemblies") + f" (*{SUFFIX})"
        )
        if name:
            self.copy_to(Path(name))

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the open file."""
        if self._opened is None:
            return
        _, store = self.translator, self._opened.store
        if target.resolve() == store.path.resolve():
            self.messages.say(_("This is the assembly itself. Choose another name for the copy."))
            return
        self._files.run(
            lambda: store.copy_to(target),
            lambda _done: self.messages.say(_("The copy is saved as {name}.", name=target.name), good=True),
        )

    # --- rehearsing ---

    def rehearse(self) -> None:
        """Go to a copy of the session, with simulated phones, to practise; not while the real one is open."""
        opened, live, _ = self._opened, self._live, self.translator
        if opened is None or live is None or self.rehearsing:
            return
        if live.state.phase is Phase.OPEN:
            self.messages.say(_("The session is open. Rehearse before it opens, or after it is closed."))
            return
        self.setCursor(self.cursor().shape().WaitCursor)
        self._files.run(lambda: copied(opened), self._begin_rehearsal, self._refuse)

    def _begin_rehearsal(self, made: tuple[Rehearsal, Opened]) -> None:
        self.unsetCursor()
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
            _ = self.translator
            self.messages.say(_("This is the real session again. Nothing of the rehearsal was kept."), good=True)

    # --- closing ---

    def close_assembly(self) -> None:
        """Back to the start page."""
        self.show_start()
        self._let_go()

    def _open(self, opener: Callable[[], Opened]) -> None:
        self.setCursor(self.cursor().shape().WaitCursor)
        self._files.run(opener, self._show_file, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.unsetCursor()
        self.messages.say(sentence)

    def _show_file(self, opened: Opened) -> None:
        self.unsetCursor()
        self._let_go()
        self._show_session(opened)
        if self.introduces and self.page is not None:
            self.introduces = False
            self.page.take_tour()
        recent = self.preferences.values.opened(opened.store.path).recent
        self.preferences.change(recent=recent)

    # --- what is shown ---

    def show_start(self) -> None:
        """The start page."""
        from assembly_app.desktop.start import StartPage

        self._show(StartPage(self.preferences, self.translator, self.open_file, self.open_demo))
        self.setWindowTitle("assembly-app")

    def _show_session(self, opened: Opened) -> None:
        self._detach()
        self._opened = opened
        self._phones = PhonesServer(opened.store.path, opened.desk.session, self.preferences, self.translator)
        self._phones.start()
        self._show_page()

    def _show_page(self) -> None:
        assert self._opened
        assert self._phones
        self._live = Live(self._opened.desk, self.translator)
        self._live.refused.connect(self.messages.say)
        context = Context(self._live, self._phones, self._documents, self.preferences, self.translator)
        self.page = AssemblyPage(context, self)
        if self.rehearsing:
            self._mark_rehearsal(self.page, self._opened, self._phones)
        self._show(self.page)

    def _mark_rehearsal(self, page: AssemblyPage, opened: Opened, phones: PhonesServer) -> None:
        if self._crowd is None:
            self._crowd = Crowd(phones, opened.store.path, opened.desk.session)
        page.show_above(RehearsalBar(self._crowd, phones, self.translator, self.leave_rehearsal))

    def _show(self, page: QWidget) -> None:
        self.setCentralWidget(page)
        self.messages.raise_()

    def _make_messages(self) -> None:
        self.messages = MessageBar(self, self.translator)
        self._files.failed.connect(self.messages.say)

    # --- letting go ---

    def _detach(self) -> Opened | None:
        """Stop everything that works on the open session, and give back what is still open."""
        opened, self._opened = self._opened, None
        if self.page is not None:
            self.page.end()
            self.page = None
        if self._live is not None:
            self._live.close()
            self._live = None
        if self._crowd is not None:
            self._crowd.stop()
            self._crowd = None
        if self._phones is not None:
            self._phones.stop()
            self._phones = None
        return opened

    def _let_go(self) -> None:
        self._close(self._detach())
        rehearsal, self._rehearsal = self._rehearsal, None
        if rehearsal is not None:
            rehearsal.end()
            rehearsal.real.close()

    @staticmethod
    def _close(opened: Opened | None) -> None:
        if opened is not None:
            opened.close()

    def end(self) -> None:
        """End the server, the threads and the lock. Safe to call twice."""
        self._let_go()
        self._files.close()

    def leave(self) -> None:
        """Close the window without a question."""
        self._sure = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._sure and not self.rehearsing and self._live is not None and self._live.state.phase is Phase.OPEN:
            event.ignore()
            _ = self.translator
            self.messages.offer(
                _("The session is open. Without this window the phones lose their connection; nothing is lost."),
                (_("Close the window"), self.leave),
                (_("Stay"), lambda: None),
            )
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.preferences.change(window=geometry)
        self.hide()
        self.end()
        super().closeEvent(event)

    # --- preferences ---

    def _preferences_changed(self) -> None:
        if self._appearance != self.preferences.values.appearance:
            self._appearance = self.preferences.values.appearance
            theme.choose(self._appearance)
        if i18n.reader_language(self.preferences.values.language) != self.translator.language:
            self._change_language()

    def _change_language(self) -> None:
        """Draw everything anew in the chosen language; the session and its phones go on."""
        self.translator = self._speak()
        self.messages.deleteLater()
        self._files.close()
        self._files = Background(self.translator, 1, "files")
        self._make_messages()
        if self._phones is None or self._live is None or self.page is None:
            self.show_start()
            return
        self._phones.speak(self.translator)
        room_sees = self.page.projector.isVisible()
        self.page.end()
        self._live.close()
        self._show_page()
        if room_sees:
            self.page.toggle_room()

    def _speak(self) -> Translator:
        return translator(i18n.reader_language(self.preferences.values.language))

    def _folder(self) -> str:
        recent = self.preferences.values.recent
        return str(Path(recent[0]).parent if recent else paths.documents())
