"""Electronic signatures of a PDF and their validity; verified offline in a child process.

A signature is valid if the file is unchanged since and the signer's certificate leads to a root of the
setting SIGNATURE_ROOTS. The signer is unknown if it leads to none; the signature is broken if the file was
changed. Whether the signer was authorised is left to the reader.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from pyhanko.keys import load_certs_from_pemder

from ocop.files import children


class SignatureState(models.TextChoices):
    """Validity of a signature, or that there is none."""

    VALID = "valid", _("Valid signature")
    UNKNOWN = "unknown", _("Signature of an unknown signer")
    BROKEN = "broken", _("Broken signature: the file was changed after it was signed")
    NONE = "none", _("No electronic signature in the file")
    WAITING = "waiting", _("Not read yet: other documents are being read. Load the page again in a minute.")


@dataclass(frozen=True)
class Signature:
    """A signature: validity, name in the certificate, time claimed by the signer."""

    state: SignatureState
    signer: str = ""
    signed_at: datetime | None = None


class UnreadablePdfError(ValueError):
    """The file is no readable PDF."""


def signatures_of(
    content: bytes, *, moment: datetime, roots: Sequence[Certificate] | None = None
) -> list[Signature]:
    """Return the signatures in a PDF, judged as of `moment` (aware). Raise UnreadablePdfError or BusyError.

    A file without signatures gives one entry that says so. `roots` default to those of the settings.
    """
    known = known_roots(settings.SIGNATURE_ROOTS) if roots is None else roots
    question = {"moment": moment.isoformat(), "roots": [b64encode(root.dump()).decode() for root in known]}
    asked = json.dumps(question).encode() + b"\n" + content
    try:
        answer = json.loads(children.ask("ratings.integrity.signature_reader", content=asked))
    except children.ChildError as error:
        raise UnreadablePdfError("it reached its bounds") from error
    if answer is None:
        raise UnreadablePdfError("damaged or locked")
    return from_json(answer)


def from_json(answer) -> list[Signature]:
    """Return signatures from (state, signer, time)."""
    return [
        Signature(SignatureState(state), signer, datetime.fromisoformat(moment) if moment else None)
        for state, signer, moment in answer
    ]


def as_json(signatures) -> list:
    """Return signatures as (state, signer, time), for storage."""
    return [
        (str(each.state), each.signer, each.signed_at.isoformat() if each.signed_at else None)
        for each in signatures
    ]


def question_of(moment: datetime) -> str:
    """Return what the answer depends on besides the file: time and known roots."""
    digest = hashlib.sha256()
    for root in known_roots(settings.SIGNATURE_ROOTS):
        digest.update(root.dump())
    return f"{moment.isoformat()} {digest.hexdigest()}"


@cache
def known_roots(folder: Path | None) -> tuple[Certificate, ...]:
    """Return the root certificates in a folder (PEM or DER), cached; none without a folder."""
    if folder is None:
        return ()
    return tuple(load_certs_from_pemder(sorted(path for path in folder.iterdir() if path.is_file())))
