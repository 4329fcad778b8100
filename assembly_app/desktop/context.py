"""What every page of the window is given: the live session, the phones' server, the settings, the words."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal

from assembly_app import settings
from assembly_app.i18n import Translator
from assembly_app.settings import Settings

if TYPE_CHECKING:
    from assembly_app.desktop.live import Live
    from assembly_app.desktop.phones_server import PhonesServer
    from assembly_app.documents import Documents


class Preferences(QObject):
    """The user's settings while the program runs; every change is saved at once, off the UI thread."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.values: Settings = settings.load()
        self._saving = threading.Lock()

    def change(self, **fields: Any) -> None:
        """Change some settings by name."""
        self.values = msgspec.structs.replace(self.values, **fields)
        threading.Thread(target=self._save).start()  # not a daemon: the program ends only when it is written
        self.changed.emit()

    def _save(self) -> None:
        with self._saving:
            try:
                settings.save(self.values)
            except OSError:
                return  # a read-only home: the choice lasts for this run


class Context(msgspec.Struct, frozen=True):
    """An open assembly with one session live."""

    live: Live
    phones: PhonesServer
    documents: Documents
    preferences: Preferences
    _: Translator
