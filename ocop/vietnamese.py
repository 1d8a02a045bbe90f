"""Vietnamese text: one normal form, a key that ignores accents, and dictionary order.

`fold` exists twice on purpose, in SQL (migration 0001) and here; a test holds the two together.
"""

import re
import unicodedata

from django.db.models import CharField, Func, TextField
from django.utils.text import slugify

LONGEST_SLUG = 60
_SPACES = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u036f]")
_CROSSED = str.maketrans("đĐ", "dD")


def clean(text: str) -> str:
    """Return `text` in NFC with runs of white space as one space and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Return `text` lower-cased and without accents: "Chè Đinh" gives "che dinh"."""
    return _MARKS.sub("", unicodedata.normalize("NFD", clean(text))).translate(_CROSSED).lower()


def slug_of(name: str) -> str:
    """Return the readable part of the address of what is called so: "Chè Đinh" gives "che-dinh"; never empty."""
    return slugify(fold(name))[:LONGEST_SLUG] or "-"


class Fold(Func):
    """SQL `fold(text)`: lower case, no accents; immutable, so it can feed an index."""

    function = "fold"
    output_field = TextField()


class ViKey(Func):
    """SQL `vi_key(text)`: a key whose byte order is the order of a Vietnamese dictionary (no ICU needed)."""

    function = "vi_key"
    output_field = TextField()


class NameField(CharField):
    """A one-line text that is stored in NFC with single spaces, however it was typed or pasted."""

    def get_prep_value(self, value):
        """The text as it is stored and compared."""
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value
