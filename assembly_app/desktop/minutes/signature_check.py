"""What the signatures of a PDF are worth, for whoever gets signed minutes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from assembly_app import paths
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.widgets import button, column, label, row
from assembly_app.files import read_whole

WIDTH = 520


def check_signatures(context: Context, language: str, parent: QWidget) -> SignatureCheck | None:
    """Ask which file, and say what its signatures are worth; None when the user thought better."""
    _ = context._
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("A signed file"), str(paths.documents()), "PDF (*.pdf)")
    if not chosen:
        return None
    dialog = SignatureCheck(context, Path(chosen), language, parent)
    dialog.open()
    return dialog


class SignatureCheck(QDialog):
    """A sentence for each signature; the file is read off the UI thread."""

    def __init__(self, context: Context, file: Path, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _ = context._
        documents = context.documents
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Signatures"))
        self.told = label(_("Checking…"))
        close = button(_("Close"), self.accept, look="primary")
        foot = row(close)
        foot.insertStretch(0)
        whole = column(label(file.name, "title"), self.told, spacing=theme.SPACE * 2)
        whole.addStretch()
        whole.addLayout(foot)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        self.setLayout(whole)
        self.resize(WIDTH, WIDTH // 2)
        context.live.ask(lambda _desk: documents.signatures(read_whole(file), language), self._show, self._tell)

    def _show(self, sentences: tuple[str, ...]) -> None:
        self._tell("\n\n".join(sentences) or self._("This document is not signed."))

    def _tell(self, told: str) -> None:
        if isValid(self):  # it can be closed meanwhile
            self.told.setText(told)
