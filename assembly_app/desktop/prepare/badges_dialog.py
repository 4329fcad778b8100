"""Badges as a PDF for label sheets: whose, on which sheet, in which language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field
from assembly_app.desktop.saving import save_as, show_file
from assembly_app.desktop.widgets import button, label, set_look
from assembly_app.i18n import LANGUAGES


class BadgesDialog(QDialog):
    """Makes the badges off the UI thread and tells where they are."""

    def __init__(
        self, context: Context, everyone: Sequence[str], chosen: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._context = context
        self._everyone, self._chosen = list(everyone), list(chosen)
        self._file: Path | None = None
        self.setWindowTitle(_("Badges"))
        self.setMinimumWidth(520)
        n, m = len(self._everyone), len(self._chosen)
        self.all = QRadioButton(_.plural("Everyone: {n} person", "Everyone: {n} people", n))
        self.some = QRadioButton(
            _.plural("Only who is chosen in the table: {n} person", "Only who is chosen in the table: {n} people", m)
        )
        self._group = QButtonGroup(self)
        for radio in (self.all, self.some):
            self._group.addButton(radio)
        self.some.setEnabled(m > 0)
        (self.some if m > 1 else self.all).setChecked(True)
        sheets = context.documents.badge_sheets().items()
        self.sheet = Choice((name, _(text)) for name, text in sheets)
        self.language = Choice((code, _.language_name(code)) for code in LANGUAGES)
        self.language.show_value(_.language)
        self.told = label("")
        self.told.hide()
        self.make = button(_("Make the PDF…"), self.save, look="primary", icon="printer")
        self.look = button(_("Open the PDF"), self._look, icon="external-link")
        self.look.hide()
        self._lay_out()
        self._check_address()

    def _lay_out(self) -> None:
        _ = self._
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.look)
        foot.addStretch()
        foot.addWidget(button(_("Close"), self.reject))
        foot.addWidget(self.make)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(_("Badges"), "title"))
        whole.addWidget(label(_("Name, group and a QR code of one's own: scanning it signs its bearer in.")))
        for widget in (
            self.all,
            self.some,
            Field(_("Label sheet"), self.sheet, _("Print at 100 %, without fitting to the page.")),
            Field(_("Language"), self.language),
            self.told,
        ):
            whole.addWidget(widget)
        whole.addStretch()
        whole.addLayout(foot)

    def _check_address(self) -> None:
        if not self._context.phones.room_url:
            self.make.setEnabled(False)
            self._tell(
                self._("The phones' server has no address yet, and the badges carry it. Look under Phones."), "bad"
            )

    def save(self) -> None:
        """Ask where the PDF goes and make it."""
        documents, url = self._context.documents, self._context.phones.room_url
        people = self._everyone if self.all.isChecked() else self._chosen
        language, sheet = self.language.value(), self.sheet.value()
        begun = save_as(
            self,
            self._context.live,
            self._("Save the badges"),
            self._("badges") + ".pdf",
            lambda desk: documents.badges_pdf(desk, url, people, language, sheet),
            self._saved,
            self._failed,
        )
        if begun:
            self.make.setEnabled(False)
            self._tell(self._("Making the badges…"), "muted")

    def _saved(self, file: Path) -> None:
        self._file = file
        self.make.setEnabled(True)
        self.look.show()
        self.look.setFocus()
        self._tell(self._("Saved: {file}", file=file), "good")

    def _failed(self, sentence: str) -> None:
        self.make.setEnabled(True)
        self._tell(sentence, "bad")

    def _tell(self, sentence: str, look: str) -> None:
        self.told.setText(sentence)
        set_look(self.told, look)
        self.told.show()

    def _look(self) -> None:
        if self._file is not None:
            show_file(self._file)
