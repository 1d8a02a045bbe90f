"""What a label claims of a recognition, in 20 bytes.

| byte | what it holds |
|---|---|
| 0 | version of this layout: 1 |
| 1 | number of the key that signed it |
| 2 to 6 | code of the recognition without its check character, as a number with base 31 |
| 7 | stars |
| 8, 9 | first day in force, as days since 01/01/2019 |
| 10, 11 | last day in force, counted likewise |
| 12 to 19 | the first bytes of the SHA-256 of name, maker and variants |

Numbers are big-endian. One claim has one form: whatever differs by a bit is another claim or none.
"""

import struct
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from ratings.decisions.recognition_code import ALPHABET, LENGTH, with_check_character

VERSION = 1
# The programme's first stars are from 2019.
DAY_ZERO = date(2019, 1, 1)
STARS = range(3, 6)
LAYOUT = struct.Struct(">BB5sBHH8s")


class LabelError(ValueError):
    """A text is no label of this register, or a recognition has no label."""


@dataclass(frozen=True)
class LabelClaims:
    """What a label claims; `last_day` is the last one that counts."""

    key: int
    code: str
    stars: int
    first_day: date
    last_day: date
    digest: bytes

    def to_bytes(self) -> bytes:
        """Return the claims in their layout; a day before 2019 or after 2198 has none (LabelError)."""
        try:
            return LAYOUT.pack(
                VERSION,
                self.key,
                number_of(self.code).to_bytes(5),
                self.stars,
                (self.first_day - DAY_ZERO).days,
                (self.last_day - DAY_ZERO).days,
                self.digest,
            )
        except struct.error as error:
            raise LabelError(f"{self} has no label: {error}") from error

    @classmethod
    def from_bytes(cls, content: bytes) -> "LabelClaims":
        """Read claims, or raise LabelError: of another length or version, or of what is no code, star or term."""
        if len(content) != LAYOUT.size:
            raise LabelError("another length")
        version, key, number, stars, first, last, digest = LAYOUT.unpack(content)
        if version != VERSION:
            raise LabelError("another version")
        if stars not in STARS or last < first:
            raise LabelError("no star with a term")
        days = (DAY_ZERO + timedelta(first), DAY_ZERO + timedelta(last))
        return cls(key, code_of(int.from_bytes(number)), stars, *days, digest)


def number_of(code: str) -> int:
    """Return the number of a well-formed code with hyphens."""
    number = 0
    for letter in code.replace("-", "")[:LENGTH]:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def code_of(number: int) -> str:
    """Return the code of a number, with hyphens and check character; LabelError beyond the last code."""
    letters = ""
    for _position in range(LENGTH):
        number, value = divmod(number, len(ALPHABET))
        letters = ALPHABET[value] + letters
    if number:
        raise LabelError("no code")
    return with_check_character(letters)


def digest_of(name: str, maker: str, variants: str) -> bytes:
    """Return what a label keeps of the exact scope of a recognition: eight bytes, equal for equal texts."""
    scope = "\0".join(unicodedata.normalize("NFC", text) for text in (name, maker, variants))
    return sha256(scope.encode()).digest()[:8]
