"""What electronic signatures a PDF carries and what they are worth: read here, offline, nothing fetched.

A signature is valid if the file is as it was signed and the signer's certificate leads to one of the roots that
the portal knows (setting SIGNATURE_ROOTS); of an unknown signer if it leads to none of them; broken if the file was
changed. Whether the signer was entitled is for the reader to judge.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

# What reading a file that somebody else wrote may raise; nothing of it is the portal's fault.
UNREADABLE = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValidationError,
    ValueError,
    KeyError,
    TypeError,
)


class SignatureState(models.TextChoices):
    """What a signature is worth, or that there is none."""

    VALID = "valid", _("Valid signature")
    UNKNOWN = "unknown", _("Signature of an unknown signer")
    BROKEN = "broken", _("Broken signature: the file was changed after it was signed")
    NONE = "none", _("No electronic signature in the file")


@dataclass(frozen=True)
class Signature:
    """One signature: its worth, the name in the signer's certificate, when the signer says it was made."""

    state: SignatureState
    signer: str = ""
    signed_at: datetime | None = None


class UnreadablePdf(ValueError):
    """The file is no PDF that can be read."""


def signatures_of(file, *, moment: datetime, roots: Sequence[Certificate] | None = None) -> list[Signature]:
    """Return the signatures in `file`, judged as of `moment` (aware). Raises UnreadablePdf.

    A file without any gives one entry that says so. `roots` are those of the settings unless told.
    """
    try:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            raise UnreadablePdf("encrypted")
        found = list(reader.embedded_regular_signatures)
    except (*UNREADABLE, RecursionError, AttributeError) as error:
        raise UnreadablePdf(str(error)) from error
    known = known_roots(settings.SIGNATURE_ROOTS) if roots is None else roots
    # pyHanko runs its own event loop, which a thread that has one already would refuse.
    with ThreadPoolExecutor(1) as thread:
        judged = list(thread.map(lambda each: _judged(each, moment, known), found))
    return judged or [Signature(SignatureState.NONE)]


@cache
def known_roots(folder: Path | None) -> tuple[Certificate, ...]:
    """Return the root certificates in a folder (PEM or DER), none without a folder; read once."""
    if folder is None:
        return ()
    return tuple(load_certs_from_pemder(sorted(path for path in folder.iterdir() if path.is_file())))


def _judged(embedded, moment, roots) -> Signature:
    """What one signature is worth."""
    try:
        status = validate_pdf_signature(
            embedded, ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
        )
    except UNREADABLE:
        return Signature(SignatureState.BROKEN)
    covered = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    whole = status.intact and status.valid and covered and status.docmdp_ok
    state = SignatureState.UNKNOWN
    if not whole:
        state = SignatureState.BROKEN
    elif status.trusted:
        state = SignatureState.VALID
    return Signature(state, _name_of(status.signing_cert), status.signer_reported_dt)


def _name_of(certificate) -> str:
    """The name in a certificate as a person reads it."""
    names = certificate.subject.native
    return str(
        names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    )
