"""The one window: the start page, or an assembly that is open.

It is there before most of the program is loaded: what works on an assembly comes while the start page is read.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from assembly_app import i18n
from assembly_app.desktop import qt_texts, theme
from assembly_app.desktop.background import Background
from assembly_app.desktop.context import Preferences
from assembly_app.desktop.loading import Loading
from assembly_app.desktop.start import StartPage
from assembly_app.i18n import Translator, translator

if TYPE_CHECKING:
    from assembly_app.desktop.assembly_page import AssemblyPage
    from assembly_app.desktop.live import Live
    from assembly_app.desktop.message_bar import MessageBar
    from assembly_app.desktop.phones_server import PhonesServer
    from assembly_app.desktop.workplace import Workplace
    from assembly_app.documents import Documents

SMALLEST, USUAL = QSize(1120, 680), QSize(1280, 800)

LATER = 20
"""How long after the first picture the rest is loaded, in milliseconds: a click that waited comes first."""


class Window(QMainWindow):
    """The frame, what is said in it, and its language; what is open is its `workplace`'s."""

    def __init__(self, documents: Documents, preferences: Preferences, demo: Callable[[], Path] | None = None) -> None:
        super().__init__()
        self._documents = documents
        self.preferences = preferences
        self._demo = demo
        self._sure = False
        self.introduces = False
        """Whether the first assembly that is opened begins with the tour."""
        self.translator = self._speak()
        self.files = Background(self.translator, 1, "files")
        """What waits for the disk, one thing after the other."""
        self._workplace: Workplace | None = None
        self.loading = Loading(self.translator)
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(QByteArray(base64.b64decode(preferences.values.window)))
        self._messages: MessageBar | None = None
        self._connect_files()
        self.loading.failed.connect(lambda sentence: self.messages.say(sentence))
        self.loading.finished.connect(self._look)
        self._appearance = preferences.values.appearance
        preferences.changed.connect(self._preferences_changed)
        self.show_start()

    # --- what is open ---

    @property
    def workplace(self) -> Workplace:
        """What works on an assembly. To be asked for once it is loaded."""
        if self._workplace is None:
            from assembly_app.desktop.workplace import Workplace

            self._workplace = Workplace(self, self._documents)
        return self._workplace

    @property
    def page(self) -> AssemblyPage | None:
        """The page of the assembly that is open, if one is."""
        return self._workplace.page if self._workplace else None

    @property
    def live(self) -> Live | None:
        """The session that is open, if one is."""
        return self._workplace.live if self._workplace else None

    @property
    def phones(self) -> PhonesServer | None:
        """The phones' server of the session that is open."""
        return self._workplace.phones if self._workplace else None

    def open_file(self, file: Path) -> None:
        """Open an assembly, off the UI thread; what is open now stays until that has worked."""
        self._once_loaded(lambda: self.workplace.open_file(file))

    def open_demo(self) -> None:
        """Make the demo evening and open it."""
        if self._demo is not None:
            make = self._demo
            self._once_loaded(lambda: self.workplace.open_made(make))

    def begin(self) -> None:
        """Ask for a new assembly and open it."""
        self._once_loaded(lambda: self.workplace.begin())

    def choose_file(self) -> None:
        """Let the user choose the assembly to open."""
        self._once_loaded(lambda: self.workplace.choose_file())

    def _once_loaded(self, act: Callable[[], object]) -> None:
        """Do what needs the whole program, a moment later where that is still on its way."""
        if self.loading.done:
            act()
            return

        def then() -> None:
            self.unsetCursor()
            act()

        self.setCursor(Qt.CursorShape.WaitCursor)
        self.loading.when_done(then)

    def show_settings(self) -> None:
        """The settings in a dialog."""
        from assembly_app.desktop.settings_dialog import SettingsDialog

        SettingsDialog(self.preferences, self.translator, self).open()

    # --- what is shown ---

    def show_start(self) -> None:
        """The start page."""
        acts = {
            "new": self.begin, "open": self.choose_file, "demo": self.open_demo, "settings": self.show_settings,
            "help": self._show_keys, "quit": self.close,
        }  # fmt: skip
        page = StartPage(self.preferences, self.translator, self.open_file, acts)
        self.show_page(page)
        self.setWindowTitle("assembly-app")
        if self.loading.done:
            page.look()

    def _look(self) -> None:
        """All is loaded: see what lies about."""
        self.workplace.tidy_up()
        page = self.centralWidget()
        if isinstance(page, StartPage):
            page.look()

    def _show_keys(self) -> None:
        from assembly_app.desktop.help_card import HelpCard

        HelpCard(self.translator, None, self).open()

    def show_page(self, page: QWidget) -> None:
        """Show this page instead of the one that is there."""
        self.setCentralWidget(page)
        if self._messages is not None:
            self._messages.raise_()

    def welcome(self, page: AssemblyPage) -> None:
        """Begin with the tour, the first time."""
        if self.introduces:
            self.introduces = False
            page.take_tour()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(LATER, self.loading, self.loading.begin)  # the picture is on the screen first

    @property
    def messages(self) -> MessageBar:
        """What is said in passing; made with the first sentence."""
        if self._messages is None:
            from assembly_app.desktop.message_bar import MessageBar

            self._messages = MessageBar(self, self.translator)
        return self._messages

    def _connect_files(self) -> None:
        self.files.failed.connect(lambda sentence: self.messages.say(sentence))

    # --- letting go ---

    def end(self) -> None:
        """End the server, the threads and the lock. Safe to call twice."""
        self.loading.close()
        if self._workplace is not None:
            self._workplace.let_go()
        self.files.close()

    def leave(self) -> None:
        """Close the window without a question."""
        self._sure = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._sure and self._workplace is not None and self._workplace.sitting:
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
        if self._messages is not None:
            self._messages.deleteLater()
            self._messages = None
        self.files.close()
        self.files = Background(self.translator, 1, "files")
        self._connect_files()
        if self.page is None:
            self.show_start()
        else:
            self.workplace.speak()

    def _speak(self) -> Translator:
        found = translator(i18n.reader_language(self.preferences.values.language))
        qt_texts.speak(found.language)
        return found
