"""Labels for the recognitions in force."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.refusal import RefusedError
from ocop.values.last_day import last_day
from ratings.decisions.models import Recognition
from ratings.labels.claims import LabelClaims, LabelError, digest_of
from ratings.labels.keys import newest_key, private_key
from ratings.labels.models import CLAIMED, Label, LabelKey, without_label
from ratings.labels.signed_text import signed


def sign_due() -> int:
    """Sign a label for each recognition in force that has none; return how many. RefusedError without a key."""
    key = newest_key()
    if key is None:
        raise RefusedError(_("No key signs labels. Make one with: manage.py make_label_key"))
    private = private_key(key)
    return sum(_sign(recognition, key, private) for recognition in without_label().order_by("pk"))


def claims_of(recognition: Recognition, key: int) -> LabelClaims:
    """Return what a label of a recognition claims."""
    return LabelClaims(
        key=key,
        code=recognition.code,
        stars=recognition.stars,
        first_day=recognition.issued_on,
        last_day=last_day(recognition.ends_on),
        digest=digest_of(recognition.name, recognition.maker, recognition.variants),
    )


def _sign(recognition: Recognition, key: LabelKey, private: Ed25519PrivateKey) -> bool:
    """Keep a label; False if its term has none, if somebody else was quicker, or if the recognition has changed."""
    said = {column: getattr(recognition, column) for column in CLAIMED}
    try:
        text = signed(claims_of(recognition, key.number), private)
        with transaction.atomic():
            Label.objects.create(recognition=recognition, key=key, text=text, **said)
    except (LabelError, IntegrityError):
        return False
    return True
