"""Checks the signatures of a PDF: whose they are, whether the document is still what was signed, and who vouches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from assembly_app.i18n import Translator
from assembly_app.minutes.signed.signature_fields import SigningError
from assembly_app.minutes.signed.signing import need_extra


class Signed(msgspec.Struct, frozen=True):
    """One signature.

    `sound`: what was signed has not changed. `last`: nothing but further signatures came after it.
    `trusted`: a certificate that was given vouches for the signer. `at` is what the signer's clock said.
    """

    name: str
    at: datetime | None
    sound: bool
    last: bool
    trusted: bool


def signatures(pdf: bytes, roots: Sequence[Path] = ()) -> tuple[Signed, ...]:
    """Every signature in the order in which they were made; `roots` are certificates (PEM or DER) that are trusted.

    Needs no network: whether a certificate was revoked since is not asked. Raises `SigningError`.
    """
    need_extra()
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko_certvalidator import ValidationContext

    try:
        trusted = [load_cert_from_pemder(str(root)) for root in roots]
        for root in trusted:
            root.subject.native  # noqa: B018 - only now is it really read
    except (OSError, ValueError):
        raise SigningError("One of the trusted certificates cannot be read. Give a .pem or .cer file.") from None
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        context = ValidationContext(trust_roots=trusted, allow_fetching=False)
        return tuple(_checked(each, context) for each in found)
    except PdfError:
        raise SigningError("This file cannot be read: it is not a PDF, or it is damaged.") from None


def _checked(signature: Any, context: Any) -> Signed:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature

    status = validate_pdf_signature(signature, context)
    certificate = status.signing_cert
    return Signed(
        name=str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly),
        at=status.signer_reported_dt,
        sound=bool(status.intact and status.valid),
        last=status.modification_level in (ModificationLevel.NONE, ModificationLevel.FORM_FILLING),
        trusted=bool(status.trusted),
    )


def sentence(signed: Signed, _: Translator) -> str:
    """What one signature is worth."""
    when = _.date_time(signed.at.astimezone()) if signed.at else _("an unknown moment")
    said = _("Signed by {name}, {when}.", name=signed.name, when=when)
    if not signed.sound:
        return f"{said} {_('The document was changed after it was signed, or the signature is damaged.')}"
    if not signed.last:
        return f"{said} {_('What was signed is whole, but something was added to the file afterwards.')}"
    if not signed.trusted:
        return f"{said} {_('The document is what was signed. No certificate that you trust vouches for the name.')}"
    return f"{said} {_('The document is what was signed, and a certificate that you trust vouches for the name.')}"
