"""Writing a document where the user wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from assembly_app import paths
from assembly_app.desk import Desk
from assembly_app.desktop.live import Live
from assembly_app.files import write_whole


def save_as(
    parent: QWidget,
    live: Live,
    title: str,
    name: str,
    make: Callable[[Desk], bytes],
    done: Callable[[Path], None],
    failed: Callable[[str], None],
) -> bool:
    """Ask where the document goes, then make and write it off the UI thread. False when the user thought better.

    What was asked of the session before is in it: the making waits its turn behind those acts.
    """
    kind = Path(name).suffix
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(paths.documents() / name), f"*{kind}")
    if not chosen:
        return False
    path = Path(chosen)
    path = path if path.suffix else path.with_suffix(kind)

    def write(desk: Desk) -> Path:
        write_whole(path, make(desk))
        return path

    live.act(lambda _desk: None, lambda _done: live.ask(write, done, failed))
    return True


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
