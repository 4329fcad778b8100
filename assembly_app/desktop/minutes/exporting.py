"""The minutes as a file: in every format, whole or as a copy for publication."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from assembly_app import paths
from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes.asking import Asking
from assembly_app.desktop.scrolling import scrolled
from assembly_app.desktop.widgets import column, label
from assembly_app.documents import KINDS
from assembly_app.files import write_whole

LISTED = 320
"""How tall the list of what is left out is at most, in pixels."""


class Exporting(QToolButton):
    """A button with a menu of formats. `language` gives the language, `finish` saves what is being written first."""

    def __init__(
        self, context: Context, language: Callable[[], str], finish: Callable[[], object],
        tell: Callable[[str, str], object],
    ) -> None:  # fmt: skip
        super().__init__()
        _ = self._ = context._
        self._context, self._live = context, context.live
        self._language, self._finish, self._tell = language, finish, tell
        self.file: Path | None = None
        self.dialog: Asking | None = None
        self.setText(_("Export"))
        self.setAccessibleName(_("Export the minutes"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        public = QMenu(_("Copy for publication"), menu)
        for kind, name in KINDS.items():
            menu.addAction(_(name) + "…", partial(self.save, kind))
            public.addAction(_(name) + "…", partial(self.publish, kind))
        menu.addSeparator()
        menu.addMenu(public)
        self.setMenu(menu)

    def save(self, kind: str = "pdf", *, public: bool = False) -> None:
        """Ask where the minutes go, and write them as this kind of file, off the UI thread."""
        _, language, documents = self._, self._language(), self._context.documents
        self._finish()
        words = _.context("file name", "public minutes") if public else _.context("file name", "minutes")
        name = f"{words} {self._live.desk.session}.{language}.{kind}"
        chosen, _kind = QFileDialog.getSaveFileName(
            self.window(), _("Export the minutes"), str(paths.documents() / name), f"*.{kind}"
        )
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(f".{kind}")

        def write(desk: Desk) -> tuple[list[Path], tuple[str, ...]]:
            made = documents.minutes(desk, language, kind, public=public)
            files = {path.with_stem(f"{path.stem}-{word}") if word else path: data for word, data in made.items()}
            for file, data in files.items():
                write_whole(file, data)
            return list(files), documents.shortcomings(desk, language) if kind == "pdf" else ()

        self.setEnabled(False)
        self._tell(_("Writing…"), "muted")
        self._live.act(lambda _desk: None, lambda _done: self._live.ask(write, self._saved, self._failed))

    def publish(self, kind: str) -> None:
        """Tell first what a copy for publication leaves out."""
        documents, language = self._context.documents, self._.language
        self._finish()
        self._live.ask(lambda desk: documents.left_out(desk, language), partial(self._tell_left_out, kind))

    def _tell_left_out(self, kind: str, sentences: tuple[str, ...]) -> None:
        _ = self._

        def go_on() -> None:
            dialog.accept()
            self.save(kind, public=True)

        inside = QWidget()
        inside.setLayout(column(*(label(f"• {each}") for each in sentences)))
        inside.setContentsMargins(0, 0, theme.SPACE * 2, 0)
        area = scrolled(inside, _("What is left out"))
        area.setMinimumHeight(min(LISTED, inside.sizeHint().height() + theme.SPACE))
        dialog = Asking(_, _("Copy for publication"), _("Save…"), go_on, area, parent=self.window())
        self.dialog = dialog
        dialog.open()

    def _saved(self, done: tuple[list[Path], tuple[str, ...]]) -> None:
        """Where it is, and what of it is not as wished."""
        files, short = done
        self.file = files[0]
        self.setEnabled(True)
        saved = self._("Saved: {file}", file=self._.list([file.name for file in files]))
        self._tell(" ".join((saved, *short)), "bad" if short else "good")

    def _failed(self, sentence: str) -> None:
        self.setEnabled(True)
        self._tell(sentence, "bad")
