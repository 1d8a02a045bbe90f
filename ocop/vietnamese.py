"""Vietnamese text: one normal form, a key that ignores accents, and dictionary order.

`fold` exists twice on purpose, in SQL (migration 0001) and here; a test holds the two together.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db.models import CharField, Func, TextField
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ocop.in_migrations import PlainInMigrations

LONGEST_SLUG = 60
_SPACES = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u036f]")
_CROSSED = str.maketrans("đĐ", "dD")
# What takes no room: zero-width, soft hyphen, marks of direction, selectors of variants.
UNSEEN = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x3164, 0xFEFF, 0xFFA0]
    + [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)],
    "",
)
# Cyrillic and Greek letters that look like Latin ones.
LOOKALIKES = dict(
    zip(
        "АВЕЅЗІЈКМНОРСТХаеѕіјокрстухνοαιτκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "ABES3IJKMHOPCTXaesijokpctyxvoaitkABEZHIKMNOPTYX",
        strict=True,
    )
)
_WORDS = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def clean(text: str) -> str:
    """Return `text` in NFC without what takes no room, runs of white space as one space and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(UNSEEN)).strip()


def lookalike_in(text: str) -> tuple[str, str] | None:
    """Return (letter, word) of the first Cyrillic or Greek letter that passes for a Latin one, if there is one.

    It stands among Latin letters, or in a word that reads as a Latin one while nothing else in the text is of its
    script. A single letter (“α-tocopherol”) and a text that is plainly of another script stay.
    """
    plainly = any(letter not in LOOKALIKES for letter in _OTHER_SCRIPT.findall(text))
    for word in _WORDS.findall(unicodedata.normalize("NFC", text)):
        others = _OTHER_SCRIPT.findall(word)
        if others and (_LATIN.search(word) or len(word) > 1 and not plainly):
            return others[0], word
    return None


def refuse_lookalikes(text: str) -> None:
    """Raise ValidationError that names the letter, its name and its word; a validator of names."""
    if found := lookalike_in(text):
        letter, word = found
        said = _("“%(letter)s” in “%(word)s” is a letter of another script (%(name)s): type the word anew.")
        name = unicodedata.name(letter, "?").lower()
        raise ValidationError(said, code="script", params={"letter": letter, "word": word, "name": name})


def fold(text: str) -> str:
    """Return `text` lower-cased and without accents: "Chè Đinh" gives "che dinh"."""
    return _MARKS.sub("", unicodedata.normalize("NFD", clean(text))).translate(_CROSSED).lower()


def slug_of(name: str) -> str:
    """Return the readable part of the address of what is called so: "Chè Đinh" gives "che-dinh"; never empty."""
    return slugify(fold(name))[:LONGEST_SLUG] or "-"


class _OfText(Func):
    """A function of the database that makes a text of a text; migrations write it as Django's Func."""

    output_field = TextField()

    def deconstruct(self):
        """Django's class with the name of the function."""
        _path, args, options = super().deconstruct()
        return (
            "django.db.models.Func",
            args,
            options | {"function": self.function, "output_field": TextField()},
        )


class Fold(_OfText):
    """SQL `fold(text)`: lower case, no accents; immutable, so it can feed an index."""

    function = "fold"


class ViKey(_OfText):
    """SQL `vi_key(text)`: a key whose byte order is the order of a Vietnamese dictionary (no ICU needed)."""

    function = "vi_key"


class NameField(PlainInMigrations, CharField):
    """A one-line text that is stored in NFC with single spaces and nothing unseen, however it was typed or pasted.

    Letters of another script that pass for Latin ones are refused.
    """

    default_validators = [refuse_lookalikes]

    def to_python(self, value):
        """The text as a form gives it to its row."""
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        """The text as it is stored and compared."""
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value
