"""Signing the minutes from the desktop: on paper, with a certificate, and what goes wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from assembly_app.desktop.context import Context
from assembly_app.desktop.minutes.sign_dialog import FILE, PAPER, SignDialog
from assembly_app.desktop.minutes.signature_check import SignatureCheck
from assembly_app.domain.commands import ApproveMinutes, CloseSession, Enrol, OpenSession
from assembly_app.domain.people import Person, Role
from assembly_app.domain.record import Approval, Signature, Stage
from tests.minutes.signed import certificates

pytest.importorskip("pyhanko", reason="the extra 'sign' is not installed")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(context: Context, qtbot: QtBot) -> Iterator[SignDialog]:
    """Over the minutes of a session that is over and approved; Fatima chairs."""
    commands = (
        Enrol((Person("fatima", "Fatima Benali", role=Role.CHAIR),)), OpenSession(), CloseSession(),
        ApproveMinutes(Approval(date(2026, 4, 16))),
    )  # fmt: skip
    for command in commands:
        context.live.do(command)
    qtbot.waitUntil(lambda: context.live.state.minutes.fixed)
    window = QWidget()
    qtbot.addWidget(window)
    made = SignDialog(context, "nl", window)
    made.show()
    yield made
    window.close()


def by_file(dialog: SignDialog, file: Path, passphrase: str, qtbot: QtBot) -> None:
    dialog.how.setFocus()
    qtbot.keyClick(dialog.how, Qt.Key.Key_Down)
    assert dialog.how.value() == FILE
    qtbot.keyClicks(dialog.keys[FILE], str(file))
    qtbot.keyClicks(dialog.secrets[FILE], passphrase)


def test_minutes_are_signed_on_paper(dialog: SignDialog, context: Context, qtbot: QtBot) -> None:
    assert dialog.how.value() == PAPER
    assert dialog.who.currentText() == "Fatima Benali · chair"
    qtbot.mouseClick(dialog.sign, LEFT)
    qtbot.waitUntil(lambda: context.live.state.minutes.stage is Stage.SIGNED)
    assert context.live.state.minutes.signatures == (Signature("fatima"),)


def test_minutes_are_signed_with_a_certificate_and_the_journal_knows_the_file(
    dialog: SignDialog, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "getekend.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    by_file(dialog, certificates.certificate_file(tmp_path), certificates.PASSPHRASE, qtbot)
    qtbot.mouseClick(dialog.sign, LEFT)
    qtbot.waitUntil(lambda: bool(context.live.state.minutes.signatures), timeout=20_000)
    [signature] = context.live.state.minutes.signatures
    assert signature.digest == hashlib.sha256(target.read_bytes()).hexdigest()
    check = SignatureCheck(context, target, "en")
    qtbot.addWidget(check)
    qtbot.waitUntil(lambda: certificates.NAME in check.told.text())


def test_who_closes_the_dialog_while_it_signs_has_signed_all_the_same(
    dialog: SignDialog, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "getekend.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    by_file(dialog, certificates.certificate_file(tmp_path), certificates.PASSPHRASE, qtbot)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.sign, LEFT)
        dialog.reject()
    qtbot.waitUntil(lambda: bool(context.live.state.minutes.signatures), timeout=20_000)
    assert target.exists()


def test_a_wrong_passphrase_is_said_and_nothing_is_signed(
    dialog: SignDialog, context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "getekend.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    by_file(dialog, certificates.certificate_file(tmp_path), "verkeerd", qtbot)
    qtbot.mouseClick(dialog.sign, LEFT)
    qtbot.waitUntil(lambda: "Check the passphrase" in dialog.error.text(), timeout=20_000)
    assert not target.exists()
    assert context.live.state.minutes.stage is Stage.APPROVED


def test_without_a_certificate_file_it_is_asked_for(dialog: SignDialog, qtbot: QtBot) -> None:
    by_file(dialog, Path(), "", qtbot)
    dialog.keys[FILE].clear()
    qtbot.mouseClick(dialog.sign, LEFT)
    assert "Choose the certificate file" in dialog.error.text()


def test_a_file_that_is_not_signed_and_one_that_is_no_pdf_are_told(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    unsigned, broken = tmp_path / "a.pdf", tmp_path / "b.pdf"
    unsigned.write_bytes(context.documents.minutes_pdf(context.live.desk, "nl"))
    broken.write_bytes(b"hello")
    for file, said in ((unsigned, "not signed"), (broken, "not a PDF"), (tmp_path / "gone.pdf", "There is no file")):
        check = SignatureCheck(context, file, "en")
        qtbot.addWidget(check)
        qtbot.waitUntil(lambda: said in check.told.text())  # noqa: B023 - waited for at once
