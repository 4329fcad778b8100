"""Minutes signed for real: by a certificate file and by a card (SoftHSM), read back by poppler."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from assembly_app.cli import INTERRUPTED, main
from assembly_app.i18n import translator
from assembly_app.minutes.documents import PdfDocuments
from assembly_app.minutes.signed.signature_fields import SigningError
from assembly_app.minutes.signed.signatures import sentence, signatures
from assembly_app.minutes.signed.signing import card, certificate_file, sign
from tests.minutes import verapdf
from tests.minutes.conftest import Evening
from tests.minutes.signed import certificates
from tests.minutes.signed.certificates import NAME, PASSPHRASE

pytest.importorskip("pyhanko", reason="the extra 'sign' is not installed")

_ = translator("en")
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The certificate file of the chair."""
    return certificates.certificate_file(tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(certificates.certificate().public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def minutes(evening: Evening) -> bytes:
    return PdfDocuments().minutes_pdf(evening.desk, "nl")


def told_by_poppler(pdf: bytes, folder: Path) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", path], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("visible", [False, True])
def test_a_signature_holds_for_another_reader(minutes: bytes, file: Path, tmp_path: Path, visible: bool) -> None:
    signed = sign(minutes, certificate_file(file, PASSPHRASE), _, "Goedgekeurd", visible=visible)
    assert signed.startswith(minutes)
    told = told_by_poppler(signed, tmp_path)
    assert f"Signer Certificate Common Name: {NAME}" in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "Signature is Valid" in told


def test_two_people_sign_and_both_signatures_hold(minutes: bytes, file: Path, root: Path) -> None:
    signer = certificate_file(file, PASSPHRASE)
    signed = sign(sign(minutes, signer, _, visible=True), signer, _, visible=True)
    assert [(each.name, each.sound, each.last, each.trusted) for each in signatures(signed, [root])] == [
        (NAME, True, True, True)
    ] * 2
    with pytest.raises(SigningError, match="both its signatures"):
        sign(signed, signer, _, visible=True)


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing() or "here")
def test_signing_keeps_the_tags_and_the_form_for_the_archive(minutes: bytes, file: Path, tmp_path: Path) -> None:
    signer = certificate_file(file, PASSPHRASE)
    files = [tmp_path / name for name in ("seen.pdf", "unseen.pdf")]
    for path in files:
        path.write_bytes(sign(sign(minutes, signer, _, visible=path.name == "seen.pdf"), signer, _))
    assert verapdf.broken_rules(*files) == {}


def test_a_changed_document_shows(minutes: bytes, file: Path) -> None:
    signed = sign(minutes, certificate_file(file, PASSPHRASE), _)
    place = signed.index(b"/Producer")
    [found] = signatures(signed[:place] + b"/Prodused" + signed[place + 9 :])
    assert not found.sound
    assert "was changed" in sentence(found, _)


def test_nobody_vouches_for_an_unknown_certificate(minutes: bytes, file: Path) -> None:
    [found] = signatures(sign(minutes, certificate_file(file, PASSPHRASE), _))
    assert (found.sound, found.trusted) == (True, False)
    assert "No certificate that you trust" in sentence(found, _)


def test_what_cannot_be_signed_is_said(minutes: bytes, file: Path, tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="Check the passphrase"):
        certificate_file(file, "verkeerd")
    with pytest.raises(SigningError, match="There is no file"):
        certificate_file(tmp_path / "weg.p12", PASSPHRASE)
    with pytest.raises(SigningError, match="not a PDF"):
        sign(b"no pdf", certificate_file(file, PASSPHRASE), _)
    with pytest.raises(SigningError, match="not a PDF"):
        signatures(b"no pdf")
    with pytest.raises(SigningError, match="trusted certificates"):
        signatures(minutes, [file])


def test_the_command_line_signs_and_checks(
    minutes: bytes, file: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    draft, signed = tmp_path / "m.pdf", tmp_path / "s.pdf"
    draft.write_bytes(minutes)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSPHRASE)
    assert main(["signatures", str(draft)]) == 1
    assert main(["sign", str(draft), "--certificate", str(file), "--output", str(signed), "--visible"]) == 0
    assert main(["signatures", str(signed), "--trust", str(root)]) == 0
    assert "a certificate that you trust vouches" in capsys.readouterr().out
    assert main(["sign", str(tmp_path / "weg.pdf"), "--certificate", str(file), "--output", str(signed)]) == 2


def test_a_passphrase_that_nobody_gives_ends_the_command(
    minutes: bytes, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_prompt: str) -> str:
        raise EOFError

    (tmp_path / "m.pdf").write_bytes(minutes)
    monkeypatch.setattr("getpass.getpass", nobody)
    call = ["sign", str(tmp_path / "m.pdf"), "--certificate", str(file), "--output", str(tmp_path / "s.pdf")]
    assert main(call) == INTERRUPTED
    assert not (tmp_path / "s.pdf").exists()


# --- a card ---


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A card in software, with the chair's key and certificate; its PIN is 1234."""
    if not SOFTHSM.exists() or not shutil.which("pkcs11-tool"):
        pytest.skip("SoftHSM and OpenSC are not installed (apt-get install softhsm2 opensc)")
    folder = tmp_path_factory.mktemp("card")
    (folder / "tokens").mkdir()
    (folder / "softhsm.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    private, public = folder / "key.der", folder / "cert.der"
    private.write_bytes(certificates.key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(certificates.certificate().public_bytes(Encoding.DER))
    tool = ["pkcs11-tool", "--module", str(SOFTHSM), "--login", "--pin", "1234"]
    write = ["--id", "01", "--label", "Signature", "--write-object"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm.conf"))
        for command in (
            ["softhsm2-util", "--init-token", "--free", "--label", "eID", "--so-pin", "5678", "--pin", "1234"],
            [*tool, *write, str(private), "--type", "privkey"], [*tool, *write, str(public), "--type", "cert"],
        ):  # fmt: skip
            subprocess.run(command, check=True, capture_output=True)
        yield


def test_a_card_signs(token: None, minutes: bytes, tmp_path: Path) -> None:
    with card(SOFTHSM, "1234") as signer:
        signed = sign(minutes, signer, _)
    assert "Signature is Valid" in told_by_poppler(signed, tmp_path)


def test_a_wrong_pin_is_said(token: None) -> None:
    with pytest.raises(SigningError, match="PIN is not right"), card(SOFTHSM, "9999"):
        pass
