"""Vietnamese text: normalisation, folding (without accents), and dictionary order.

`fold` exists in SQL (ocop/migrations/0001_places_and_accounts.py) and here; a test compares the two.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db.models import CharField, Func, TextField
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ocop.values.in_migrations import PlainInMigrations

LONGEST_SLUG = 60
_SPACES = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u036f]")
_CROSSED = str.maketrans("đĐ", "dD")
# Invisible characters: zero-width, soft hyphen, directional marks, variation selectors.
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
# What has to be tidied: anything but composed Latin letters and usual signs, and spaces that are too many. Most texts
# have none of it, and a list has hundreds of thousands of cells.
_UNTIDY = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02af\u1e00-\u1eff–—‘’“”…★]|^ | $|  ")
_BARE = {
    code: _MARKS.sub("", unicodedata.normalize("NFD", chr(code))).translate(_CROSSED)
    for code in [*range(0xA1, 0x2B0), *range(0x1E00, 0x1F00)]
}
_WORDS = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def clean(text: str) -> str:
    """Return `text` in NFC without invisible characters, with single spaces and trimmed."""
    if not _UNTIDY.search(text):
        return text
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(UNSEEN)).strip()


def lookalike_in(text: str) -> tuple[str, str] | None:
    """Return (letter, word) of the first Cyrillic or Greek letter that looks like a Latin one; None if there is none.

    Only among Latin letters, or in a word that reads as Latin in a text without that script otherwise. A single letter
    (“α-tocopherol”) and a text clearly in another script are allowed.
    """
    composed = unicodedata.normalize("NFC", text)
    if not _OTHER_SCRIPT.search(composed):
        return None
    plainly = any(letter not in LOOKALIKES for letter in _OTHER_SCRIPT.findall(text))
    for word in _WORDS.findall(composed):
        others = _OTHER_SCRIPT.findall(word)
        if others and (_LATIN.search(word) or len(word) > 1 and not plainly):
            return others[0], word
    return None


def refuse_lookalikes(text: str) -> None:
    """A validator of names: raises ValidationError with the letter, its name and its word."""
    if found := lookalike_in(text):
        letter, word = found
        said = _("“%(letter)s” in “%(word)s” is a letter of another script (%(name)s): type the word anew.")
        name = unicodedata.name(letter, "?").lower()
        raise ValidationError(said, code="script", params={"letter": letter, "word": word, "name": name})


def fold(text: str) -> str:
    """Return `text` in lower case without accents: "Chè Đinh" gives "che dinh"."""
    if not _UNTIDY.search(text):
        return text.translate(_BARE).lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", clean(text))).translate(_CROSSED).lower()


def has_accents(text: str) -> bool:
    return fold(text) != clean(text).lower()


def slug_of(name: str) -> str:
    """Return the slug of a name: "Chè Đinh" gives "che-dinh"; never empty."""
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
    """SQL `fold(text)`: lower case without accents; immutable, so that it can be indexed."""

    function = "fold"


class ViKey(_OfText):
    """SQL `vi_key(text)`: a sort key whose byte order is the order of a Vietnamese dictionary (no ICU needed)."""

    function = "vi_key"


class NameField(PlainInMigrations, CharField):
    """A one-line text stored in NFC with single spaces and without invisible characters.

    Letters of another script that look like Latin ones are refused.
    """

    default_validators = [refuse_lookalikes]

    def to_python(self, value):
        value = super().to_python(value)
        return clean(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value
