"""Whether the text of a label's QR code is signed by this register, and how what it claims stands beside the register."""

from dataclasses import dataclass
from datetime import date

from ocop.values.last_day import last_day
from ratings.decisions.models import Recognition
from ratings.labels.claims import LabelClaims, LabelError, digest_of
from ratings.labels.models import LabelKey
from ratings.labels.signed_text import claims_in, is_signed_by


@dataclass(frozen=True)
class SignedLabel:
    """A label of this register: what it claims, and the key that signed it, which may be revoked."""

    claims: LabelClaims
    key: LabelKey

    def differs_in_scope(self, recognition: Recognition) -> bool:
        """Whether name, maker or variants were other ones when the label was signed."""
        return self.claims.digest != digest_of(recognition.name, recognition.maker, recognition.variants)

    def other_last_day(self, recognition: Recognition) -> date | None:
        """The last day that holds now, where the label claims another one."""
        now = last_day(recognition.ends_on)
        return now if now != self.claims.last_day else None


def signed_label(text: str) -> SignedLabel | None:
    """Return the label in a text that a key of this register signed; None for any other text."""
    try:
        claims = claims_in(text)
    except LabelError:
        return None
    key = LabelKey.objects.filter(number=claims.key).first()
    return SignedLabel(claims, key) if key and is_signed_by(text, key.public_bytes) else None
