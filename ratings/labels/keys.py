"""Key pairs of labels: the private halves are files, one a key, that only their owner reads (mode 0400).

The web needs none of them: OCOP_LABEL_KEYS names their folder to the worker and to the commands alone.
"""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.refusal import RefusedError
from ratings.labels.models import NUMBERS, LabelKey


def can_sign() -> bool:
    """Whether this process may read private keys, and one of them counts."""
    key = newest_key() if settings.LABEL_KEYS_ROOT else None
    return key is not None and file_of(key.number).exists()


def newest_key() -> LabelKey | None:
    """Return the key that signs: the newest that is not revoked."""
    return LabelKey.objects.trusted().order_by("number").last()


@transaction.atomic
def make_key() -> LabelKey:
    """Make a key pair, which signs from now on; RefusedError without a folder or a number."""
    last = LabelKey.objects.select_for_update().order_by("number").last()
    number = last.number + 1 if last else NUMBERS[0]
    if number not in NUMBERS:
        raise RefusedError(_("A label has room for the numbers 1 to 255."))
    private = Ed25519PrivateKey.generate()
    public = base64.urlsafe_b64encode(private.public_key().public_bytes_raw()).decode().rstrip("=")
    key = LabelKey.objects.create(number=number, public_key=public)
    _keep(private, file_of(number))
    return key


@transaction.atomic
def revoke_key(number: int, because: str) -> LabelKey:
    """Let labels of a key count no more, for a reason that everybody reads; RefusedError if it is revoked or none."""
    key = LabelKey.objects.select_for_update().filter(number=number).first()
    if key is None or key.revoked_at:
        raise RefusedError(_("There is no key %(number)s that counts.") % {"number": number})
    if not because.strip():
        raise RefusedError(_("Say why the key is revoked."))
    key.revoked_at, key.revoked_because = timezone.now(), because.strip()
    key.save(update_fields=["revoked_at", "revoked_because"])
    return key


def private_key(key: LabelKey) -> Ed25519PrivateKey:
    """Return the private half of a key; RefusedError if its file is not here or belongs to another key."""
    try:
        private = serialization.load_pem_private_key(file_of(key.number).read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise RefusedError(
            _("The private key %(number)s cannot be read: %(error)s") % {"number": key.number, "error": error}
        ) from error
    if (
        not isinstance(private, Ed25519PrivateKey)
        or private.public_key().public_bytes_raw() != key.public_bytes
    ):
        raise RefusedError(_("The file of key %(number)s holds another key.") % {"number": key.number})
    return private


def file_of(number: int) -> Path:
    """Return the file of a private key; RefusedError where no folder is named."""
    if settings.LABEL_KEYS_ROOT is None:
        raise RefusedError(_("OCOP_LABEL_KEYS names no folder for the private keys of labels."))
    return Path(settings.LABEL_KEYS_ROOT) / f"{number}.pem"


def _keep(private: Ed25519PrivateKey, file: Path) -> None:
    """Write a private key into a new file; one that is there is never overwritten (FileExistsError)."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as new:
        new.write(pem)
        os.fsync(new.fileno())
