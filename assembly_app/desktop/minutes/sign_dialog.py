"""Signing the approved minutes: on paper, with a certificate file, or with a card in a reader."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from assembly_app import paths
from assembly_app.desk import Desk
from assembly_app.desktop import theme
from assembly_app.desktop.context import Context
from assembly_app.desktop.forms import Choice, Field, Line, beside
from assembly_app.desktop.widgets import button, label, row
from assembly_app.documents import Key
from assembly_app.domain.commands import SignMinutes
from assembly_app.domain.people import Role
from assembly_app.domain.record import Signature
from assembly_app.files import read_whole, write_whole
from assembly_app.words import wording

WIDTH = 520
PAPER, FILE, CARD = "paper", "file", "card"
_SIGNERS = (Role.CHAIR, Role.SECRETARY, Role.FACILITATOR)
_LIBRARIES = tuple(
    Path(place)
    for place in (
        "/usr/lib/x86_64-linux-gnu/libbeidpkcs11.so.0", "/usr/lib64/libbeidpkcs11.so.0",
        "C:/Windows/System32/beidpkcs11.dll", "/Library/Belgium Identity Card/Pkcs11/beid-pkcs11.bundle",
    )
)  # fmt: skip
"""Where the library of the Belgian identity card is found."""


class SignDialog(QDialog):
    """Who signs, with what, and which file: the minutes as they are, or one that another person signed before."""

    def __init__(self, context: Context, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _ = context._
        self._context, self._live, self._language = context, context.live, language
        self.saved: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Sign the minutes"))
        self.who = Choice(self._signers())
        self.how = Choice([
            (PAPER, _("by hand, on paper")),
            (FILE, _("with a certificate file")),
            (CARD, _("with a card in a reader (eID)")),
        ])  # fmt: skip
        self.how.edited.connect(self._show)
        self.keys = {FILE: Line(), CARD: Line(next((str(place) for place in _LIBRARIES if place.exists()), ""))}
        self.secrets = {FILE: Line(), CARD: Line()}
        for secret in self.secrets.values():
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.document = Line()
        self.visible_mark = QCheckBox(_("Show the signature in the foot of the last page"))
        self.visible_mark.setChecked(True)
        self.fields = {
            FILE: (
                Field(_("Certificate file"), self._chosen(self.keys[FILE], _("Certificate files") + " (*.p12 *.pfx)")),
                Field(_("Passphrase"), self.secrets[FILE]),
            ),
            CARD: (
                Field(_("Library of the card reader (PKCS #11)"), self._chosen(self.keys[CARD], "")),
                Field(_("PIN"), self.secrets[CARD]),
            ),
        }
        self.document_field = Field(
            _("A file that was signed before"), self._chosen(self.document, "PDF (*.pdf)"),
            _("For a second signature. Left empty: the minutes as they are now."),
        )  # fmt: skip
        self.error = label("", "bad")
        self.sign = button(_("Sign"), self._sign, icon="pencil", look="primary")
        self.leave = button(_("Cancel"), self.reject)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        _ = self._
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.SPACE * 3] * 4)
        whole.setSpacing(theme.SPACE * 2)
        whole.addWidget(label(_("Sign the minutes"), "title"))
        whole.addWidget(Field(_("Who signs"), self.who))
        whole.addWidget(Field(_("How"), self.how))
        for widget in (*self.fields[FILE], *self.fields[CARD], self.document_field, self.visible_mark, self.error):
            whole.addWidget(widget)
        whole.addStretch()
        foot = row(self.leave, self.sign)
        foot.insertStretch(1)
        whole.addLayout(foot)
        self.setMinimumWidth(WIDTH)

    def _signers(self) -> list[tuple[str, str]]:
        members = self._live.state.members.values()
        able = sorted(
            (member for member in members if member.role in _SIGNERS), key=lambda member: _SIGNERS.index(member.role)
        )
        return [
            (each.person,
             f"{wording.name_of(self._live.people, each.person, self._)} · {self._(wording.ROLES[each.role])}")
            for each in able
        ]  # fmt: skip

    def _chosen(self, line: Line, kinds: str) -> QWidget:
        """A line for a file, with the button that finds it."""

        def choose() -> None:
            chosen, _kind = QFileDialog.getOpenFileName(self, line.accessibleName(), str(paths.documents()), kinds)
            if chosen:
                line.setText(chosen)

        finder = button(self._("Choose…"), choose)
        finder.setAutoDefault(False)
        return beside(line, finder)

    def _show(self) -> None:
        """Only the fields that this way of signing asks for."""
        how = self.how.value()
        for way, fields in self.fields.items():
            for field in fields:
                field.setVisible(way == how)
        for widget in (self.document_field, self.visible_mark):
            widget.setVisible(how != PAPER)
        self.error.hide()
        QTimer.singleShot(0, self, self._fit)  # once the fields that went take no room any more

    def _fit(self) -> None:
        self.resize(self.width(), self.heightForWidth(self.width()))  # sentences that wrap take their lines

    # --- signing ---

    def _sign(self) -> None:
        _ = self._
        if not self.who.value():
            self._fail(_("Nobody on the list is chair, secretary or facilitator. Give someone this role first."))
        elif self.how.value() == PAPER:
            self._live.do(SignMinutes(Signature(self.who.value())), self._done, self._fail)
        elif not self.keys[self.how.value()].value():
            self._fail(_("Choose the certificate file, or the library of the card reader, first."))
        else:
            about = f"{self._live.desk.session}.{self._language}"
            name = f"{_.context('file name', 'minutes')} {about} {_.context('file name', 'signed')}.pdf"
            chosen, _kind = QFileDialog.getSaveFileName(
                self, _("Save the signed minutes"), str(paths.documents() / name), "PDF (*.pdf)"
            )
            if chosen:
                self._write(Path(chosen))

    def _write(self, target: Path) -> None:
        """Make, sign and keep the file off the UI thread, then have the journal say who signed."""
        who, how = self.who.value(), self.how.value()  # the dialog can be closed meanwhile
        key = Key(Path(self.keys[how].value()), self.secrets[how].text(), card=how == CARD)
        before = Path(self.document.value()) if self.document.value() else None
        documents, language, visible = self._context.documents, self._language, self.visible_mark.isChecked()

        def work(desk: Desk) -> str:
            pdf = read_whole(before) if before else documents.minutes(desk, language, "pdf")[""]
            signed = documents.sign(pdf, key, language, visible=visible)
            write_whole(target, signed)
            return hashlib.sha256(signed).hexdigest()

        def keep(digest: str) -> None:
            self.saved = target
            self._live.do(SignMinutes(Signature(who, digest)), self._done, self._fail)

        self._wait(waiting=True)
        self._live.ask(work, keep, self._fail)

    def _wait(self, *, waiting: bool) -> None:
        self.sign.setEnabled(not waiting)
        self.error.setVisible(waiting)
        self.error.setText(self._("Signing…") if waiting else "")

    def _done(self) -> None:
        if isValid(self):
            self.accept()

    def _fail(self, sentence: str) -> None:
        if isValid(self):
            self._wait(waiting=False)
            self.error.setText(sentence)
            self.error.show()
