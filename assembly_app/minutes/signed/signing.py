"""Signs a PDF with a certificate (PAdES): from a file, or from a card such as an identity card. Needs the extra "sign".

What is signed stays as it was: the signature is added behind it, with a tag for its field, so that the document's
structure and its form for the archive hold.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from assembly_app.i18n import Translator
from assembly_app.minutes.pdf import fonts
from assembly_app.minutes.signed import signature_fields
from assembly_app.minutes.signed.signature_fields import HEIGHT, WIDTH, SigningError

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

_INK = HexColor(0x1B2A3D)

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what goes wrong is said by us; it logs names


def certificate_file(file: Path, passphrase: str) -> Signer:
    """The key in a certificate file (PKCS #12: .p12 or .pfx). Raises `SigningError`."""
    need_extra()
    from pyhanko.sign.signers import SimpleSigner

    if not file.is_file():
        raise SigningError("There is no file {name}. Choose your certificate file.", name=file.name)
    signer = SimpleSigner.load_pkcs12(str(file), passphrase=passphrase.encode() or None)
    if signer is None:
        raise SigningError(
            "{name} cannot be opened. Check the passphrase, and that it is a certificate.", name=file.name
        )
    return cast("Signer", signer)


@contextmanager
def card(module: Path, pin: str, label: str = "") -> Iterator[Signer]:
    """The key on a card in a reader; `module` is the library (PKCS #11) that came with the reader or the card.

    `label` names one of several certificates on it. Raises `SigningError`.
    """
    need_extra()
    import pkcs11
    from pyhanko.sign.pkcs11 import PKCS11Signer

    if not module.is_file():
        raise SigningError("There is no file {name}. Choose the library of your card reader.", name=module.name)
    try:
        with _token(pkcs11.lib(str(module))).open(user_pin=pin) as session:
            yield PKCS11Signer(session, cert_label=label or _labels(session)[0], key_label=label or None)
    except pkcs11.PinIncorrect:
        raise SigningError("The PIN is not right. Mind that a card locks itself after a few wrong ones.") from None
    except (pkcs11.PKCS11Error, RuntimeError):
        raise SigningError("The card cannot be read. Put it in the reader and try again.") from None


def sign(pdf: bytes, signer: Signer, _: Translator, reason: str = "", *, visible: bool = False) -> bytes:
    """The document with one more signature; a visible one stands in the foot of the last page.

    The first signature decides for the second whether it shows. Raises `SigningError` when it is no PDF, or is signed
    by two already.
    """
    need_extra()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        field, shown = signature_fields.next_field(writer, _, visible=visible)
        meta = signers.PdfSignatureMetadata(
            field, "sha256", reason=reason or None, name=signer.subject_name,
            subfilter=SigSeedSubFilter.PADES,
        )  # fmt: skip
        with _stamp(_("Signed by {name}", name=signer.subject_name), visible=shown) as stamp:
            return bytes(signers.PdfSigner(meta, signer, stamp_style=stamp).sign_pdf(writer).getvalue())
    except PdfError:
        raise SigningError("This file cannot be signed: it is not a PDF, or it is damaged.") from None


def need_extra() -> None:
    """Refuse with what to do where the extra is not installed. Raises `SigningError`."""
    try:
        import pyhanko  # noqa: F401
    except ImportError:
        raise SigningError("Signing needs an extra part of the program: pip install 'assembly-app[sign]'.") from None


def _token(library: Any) -> Any:
    """The first card in any reader."""
    from pkcs11 import TokenFlag

    for slot in library.get_slots(token_present=True):
        token = slot.get_token()
        if TokenFlag.TOKEN_INITIALIZED in token.flags:
            return token
    raise SigningError("There is no card in the reader. Put it in and try again.")


def _labels(session: Any) -> list[str]:
    """The names of the certificates on a card that have a key of the same name, those for signatures first."""
    from pkcs11 import Attribute, ObjectClass

    keys = {key[Attribute.LABEL] for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})}
    if not keys:
        raise SigningError("There is no key on this card. Use another card, or a certificate file.")
    return sorted(keys, key=lambda name: ("sign" not in name.lower(), name))


@contextmanager
def _stamp(words: str, *, visible: bool) -> Iterator[Any]:
    """What a visible signature looks like: a small page of ours, as pyHanko's own letters are not embedded."""
    from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
    from pyhanko.stamp import StaticStampStyle

    if not visible:
        yield None
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "stamp.pdf"
        file.write_bytes(_picture(words))
        whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins(0, 0, 0, 0))
        yield StaticStampStyle.from_pdf_file(str(file), border_width=0, background_opacity=1.0, background_layout=whole)


def _picture(words: str) -> bytes:
    fonts.register()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(0.6)
    canvas.rect(0.5, 0.5, WIDTH - 1, HEIGHT - 1)
    canvas.setFillColor(_INK)
    size = min(8.0, 8.0 * (WIDTH - 8) / canvas.stringWidth(words, fonts.REGULAR, 8))
    canvas.setFont(fonts.REGULAR, size)
    canvas.drawString(4, HEIGHT / 2 - size / 3, fonts.printable(words))
    canvas.save()
    return target.getvalue()
