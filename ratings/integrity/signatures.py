"""What electronic signatures a PDF carries and what they are worth: read by a child, offline, nothing fetched.

A signature is valid if the file is as it was signed and the signer's certificate leads to one of the roots that
the portal knows (setting SIGNATURE_ROOTS); of an unknown signer if it leads to none of them; broken if the file was
changed. Whether the signer was entitled is for the reader to judge.
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

from ocop import children


class SignatureState(models.TextChoices):
    """What a signature is worth, or that there is none."""

    VALID = "valid", _("Valid signature")
    UNKNOWN = "unknown", _("Signature of an unknown signer")
    BROKEN = "broken", _("Broken signature: the file was changed after it was signed")
    NONE = "none", _("No electronic signature in the file")
    WAITING = "waiting", _("Not read yet: other documents are being read. Load the page again in a minute.")


@dataclass(frozen=True)
class Signature:
    """One signature: its worth, the name in the signer's certificate, when the signer says it was made."""

    state: SignatureState
    signer: str = ""
    signed_at: datetime | None = None


class UnreadablePdfError(ValueError):
    """The file is no PDF that can be read."""


def signatures_of(
    content: bytes, *, moment: datetime, roots: Sequence[Certificate] | None = None
) -> list[Signature]:
    """Return the signatures in a PDF, judged as of `moment` (aware). Raises UnreadablePdfError or BusyError.

    A file without any gives one entry that says so. `roots` are those of the settings unless told.
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
    """Return the signatures that a reader wrote as (state, signer, moment)."""
    return [
        Signature(SignatureState(state), signer, datetime.fromisoformat(moment) if moment else None)
        for state, signer, moment in answer
    ]


def as_json(signatures) -> list:
    """Return signatures as (state, signer, moment), to be kept."""
    return [
        (str(each.state), each.signer, each.signed_at.isoformat() if each.signed_at else None)
        for each in signatures
    ]


def question_of(moment: datetime) -> str:
    """Return what the answer depends on beside the file: the moment and the known roots."""
    digest = hashlib.sha256()
    for root in known_roots(settings.SIGNATURE_ROOTS):
        digest.update(root.dump())
    return f"{moment.isoformat()} {digest.hexdigest()}"


@cache
def known_roots(folder: Path | None) -> tuple[Certificate, ...]:
    """Return the root certificates in a folder (PEM or DER), none without a folder; read once."""
    if folder is None:
        return ()
    return tuple(load_certs_from_pemder(sorted(path for path in folder.iterdir() if path.is_file())))
