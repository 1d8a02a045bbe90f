"""Code of a recognition, as printed on a label: random, with a check character, easy to read aloud.

It uses 31 characters without look-alikes (no I, L, O, U, V). Eight are random; the ninth is a weighted sum
modulo 31, a prime. Every single wrong character and every swap of two characters is detected.
"""

import secrets

from django.db.models import CharField

from ocop.values.in_migrations import PlainInMigrations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 8
# Characters commonly written instead.
LOOK_ALIKES = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return a new random code with hyphens: “7K3M-92QX-D”."""
    return with_check_character("".join(secrets.choice(ALPHABET) for _position in range(LENGTH)))


def normalise_code(text: str) -> str:
    """Return the normalised code, ignoring case, spaces, hyphens and O for 0; an empty string if invalid."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum()).translate(LOOK_ALIKES)
    if len(letters) != LENGTH + 1 or any(letter not in ALPHABET for letter in letters):
        return ""
    code = with_check_character(letters[:LENGTH])
    return code if code[-1] == letters[-1] else ""


def with_check_character(body: str) -> str:
    """Return eight letters with their check character and hyphens."""
    return f"{body[:4]}-{body[4:]}-{_check(body)}"


def _check(body: str) -> str:
    """Return the check character that makes the sum of position times value divisible by 31."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


class CodeField(PlainInMigrations, CharField):
    """Code of a recognition; the default is a random code (`new_code`)."""

    left_out = ("default",)
