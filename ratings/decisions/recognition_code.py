"""The code of a recognition, as printed on a label: random, with a check character, easy to read out.

31 characters without look-alikes (no I, L, O, U, V). Eight are random, the ninth is a weighted sum modulo
31, a prime: any one wrong character and any two swapped ones are noticed.
"""

import secrets

from django.db.models import CharField

from ocop.in_migrations import PlainInMigrations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 8
# What people write for it.
LOOK_ALIKES = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return a new random code, grouped: “7K3M-92QX-D”."""
    return _grouped("".join(secrets.choice(ALPHABET) for _position in range(LENGTH)))


def normalise_code(text: str) -> str:
    """Return the code that `text` means, forgiving case, spaces, hyphens and O for 0; empty if it is none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum()).translate(LOOK_ALIKES)
    if len(letters) != LENGTH + 1 or any(letter not in ALPHABET for letter in letters):
        return ""
    code = _grouped(letters[:LENGTH])
    return code if code[-1] == letters[-1] else ""


def _grouped(body: str) -> str:
    return f"{body[:4]}-{body[4:]}-{_check(body)}"


def _check(body: str) -> str:
    """The check character: with it the sum of position times value is divisible by 31."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


class CodeField(PlainInMigrations, CharField):
    """The code of a recognition; a new row gets a random one (`default=new_code`)."""

    left_out = ("default",)
