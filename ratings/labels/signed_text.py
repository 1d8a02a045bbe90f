"""The text in a label's QR code: claims and their Ed25519 signature (RFC 8032), in base 32 without padding (RFC 4648).

Only capitals and digits, so that a QR code needs five and a half bits for each: 135 characters.
"""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ratings.labels.claims import LAYOUT, LabelClaims, LabelError

# Before the claims when they are signed: a signature of a label is none of anything else.
CONTEXT = b"OCOP label\n"
SIGNATURE = 64  # bytes
LENGTH = -(-8 * (LAYOUT.size + SIGNATURE) // 5)


def signed(claims: LabelClaims, key: Ed25519PrivateKey) -> str:
    """Return the text of a label."""
    content = claims.to_bytes()
    return base32(content + key.sign(CONTEXT + content))


def claims_in(text: str) -> LabelClaims:
    """Return what a text claims, or raise LabelError; whether it is signed, is_signed_by() says."""
    return LabelClaims.from_bytes(_parts(text)[0])


def is_signed_by(text: str, public_key: bytes) -> bool:
    """Return whether the label's signature is one of this key; LabelError if the text is no label."""
    content, signature = _parts(text)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, CONTEXT + content)
    except InvalidSignature:
        return False
    return True


def base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _parts(text: str) -> tuple[bytes, bytes]:
    """Return claims and signature; LabelError for any other spelling of the same bytes."""
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError) as error:
        raise LabelError("no base 32") from error
    if len(text) != LENGTH or base32(data) != text:
        raise LabelError("another spelling")
    return data[: LAYOUT.size], data[LAYOUT.size :]
