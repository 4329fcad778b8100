"""The dialogs that the page opens, each with what it needs of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from assembly_app.desktop.minutes.documents_dialog import DocumentsDialog
from assembly_app.desktop.minutes.phrases_dialog import PhrasesDialog
from assembly_app.desktop.minutes.versions_dialog import VersionsDialog

if TYPE_CHECKING:
    from assembly_app.desktop.minutes.page import MinutesPage
    from assembly_app.desktop.minutes.sign_dialog import SignDialog
    from assembly_app.desktop.minutes.signature_check import SignatureCheck


def phrases(page: MinutesPage) -> PhrasesDialog:
    """The assembly's own phrases."""
    dialog = PhrasesDialog(
        page.writer.context, page.writer.languages, page.preferences.phrases, page.read_preferences, page
    )
    dialog.open()
    return dialog


def documents(page: MinutesPage) -> DocumentsDialog:
    """How the documents are made."""
    dialog = DocumentsDialog(page.writer.context, page.preferences, page.read_preferences, page)
    dialog.open()
    return dialog


def versions(page: MinutesPage) -> VersionsDialog:
    """Every version, and what differs."""
    page.finish()
    dialog = VersionsDialog(page.writer.context, page.language.value().split("+")[0], page)
    dialog.open()
    return dialog


def sign(page: MinutesPage) -> SignDialog:
    """Signing the approved minutes."""
    from assembly_app.desktop.minutes.sign_dialog import SignDialog

    dialog = SignDialog(page.writer.context, page.language.value(), page)
    dialog.open()
    return dialog


def signatures(page: MinutesPage) -> SignatureCheck | None:
    """What the signatures of a file are worth, in the words of the console."""
    from assembly_app.desktop.minutes.signature_check import check_signatures

    return check_signatures(page.writer.context, page.writer.context._.language, page)


def dictionaries(page: MinutesPage) -> None:
    """Ask for a folder with further dictionaries."""
    preferences, _ = page.writer.context.preferences, page.writer.context._
    chosen = QFileDialog.getExistingDirectory(
        page, _("Folder with dictionaries (.dic and .aff)"), preferences.values.dictionaries
    )
    if chosen:
        preferences.change(dictionaries=chosen)
        page.speller.forget()
