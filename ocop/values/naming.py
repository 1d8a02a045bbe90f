"""What public names must not contain: stars, telephone numbers and identity numbers.

Python and PostgreSQL use the same patterns, on the text as normalised by plain_text() and plain_sql(): “５”, “❺” and “٥”
are 5, “‑” is “-”, the Cyrillic “а” is a, invisible characters are removed. Stored names stay until somebody changes them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import pgtrigger
from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import LOOKALIKES, UNSEEN

_DASHES = dict.fromkeys("‐‑‒–—―−⁃﹣－˗⸺", "-")
_DOTS = dict.fromkeys("·•∙⋅‧・。．․", ".") | {"，": ",", "、": ",", "٫": ",", "٬": ",", "＿": "_", "‿": "_"}
_ASTERISKS = dict.fromkeys("∗⁎٭✱✲✻﹡", "*")
# Digits that NFKC does not normalise: of other scripts, and white on black.
_DIGITS = {
    chr(zero + n): str(n) for zero in (0x660, 0x6F0, 0x966, 0xE50, 0xED0, 0x17E0) for n in range(10)
} | {chr(one + n): str(n + 1) for one in (0x2776, 0x2780, 0x278A, 0x24F5) for n in range(9)}
_PLAIN = str.maketrans(LOOKALIKES | _DASHES | _DOTS | _ASTERISKS | _DIGITS) | UNSEEN


def plain_text(text: str) -> str:
    """Normalise a text to what its reader sees:

    Latin letters for look-alikes, plain digits, dashes and dots, nothing invisible.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(_PLAIN))


def plain_sql(column: str) -> str:
    """SQL for plain_text() of a column."""
    kept = {code: to for code, to in _PLAIN.items() if to}
    given = "".join(chr(code) for code in [*kept, *UNSEEN])
    escaped = "".join(c if c.isprintable() and c.isascii() else f"\\+{ord(c):06X}" for c in given)
    return f"normalize(translate(normalize({column}, NFKC), U&'{escaped}', '{''.join(kept.values())}'), NFKC)"


_NO_LETTER = "(?![A-Za-z])"
_GAP = "[\\s.,_-]*"
_STAR_SIGNS = "★☆⭐🌟🌠✦✧✩✪✫✬✭✮✯✰✴✵✶✷✸✹⋆⍟⭑⭒🟊🟉"
_SIGNS = f"[{_STAR_SIGNS}]|(?:[*]\\s*){{3,}}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])"
_SAO = f"(?:[Nn][Gg][Ôô][Ii]\\s+)?[Ss][Aa][Oo]{_NO_LETTER}"
_OF_SKY = f"[Nn][Gg][Ôô][Ii]\\s+[Ss][Aa][Oo]{_NO_LETTER}"
# “Ba Sao” is a commune and allowed; “ba sao” and “BA SAO” are three stars.
_IN_WORDS = (
    "(?:^|[\\s(,._-])(?:"
    f"(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm]|[Nn][Gg][Ũũ]){_GAP}{_SAO}"
    f"|(?:ba|BA|bA)[\\s_-]+{_SAO}|Ba[\\s_-]+(?:sao|SAO){_NO_LETTER}|[Bb][Aa]\\s+{_OF_SKY}"
    f"|(?:III|IV|V)[\\s_-]+(?:sao|SAO){_NO_LETTER})"
)
# Without accents: “bon sao”, “nam sao”; Việt Nam is no match.
_UNMARKED = f"(?:^|[\\s(-])(?:mot|bon)\\s+sao{_NO_LETTER}|(?<![Vv]iệt )(?<![A-Za-z])nam\\s+sao{_NO_LETTER}"
_ENGLISH = "(?<![A-Za-z])(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])"
_STAR = f"[Ss][Tt][Aa][Rr](?:[Ss]|[Rr][Ee][Dd])?{_NO_LETTER}"
_RANK = "[Oo][Cc][Oo][Pp]\\s+(?:[Hh]ạng\\s+)?[1-5](?![0-9])|(?:^|[\\s(])[Ss]ao\\s+[1-5]\\s*(?:$|[),;\\]])"
STARS = "|".join(
    (
        _SIGNS,
        f"(?<![0-9])[1-5]{_GAP}(?:{_SAO}|{_STAR})",
        _IN_WORDS,
        _UNMARKED,
        f"{_ENGLISH}{_GAP}{_STAR}",
        _RANK,
    )
)

# 0912 345 678, 0208.3851.234, +84 912 345 678, 84-912-345-678, (+84) 0912345678, 0084 912 345 678
TELEPHONE = "(?<![0-9])(?:[+]?\\s*84|00\\s*84|0)(?:[\\s.,_()/-]*[0-9]){9,10}(?![0-9])"
# Nine digits (until 2016) or twelve, together or in threes; present twelve-digit numbers start with 0, in any grouping.
IDENTITY = (
    "(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s._][0-9]{3}){2}|[0-9]{3}(?:[\\s._-][0-9]{3}){3}"
    "|0(?:[\\s._-]?[0-9]){11})(?![0-9])"
)

_STAR_SENTENCE = _("“%(part)s” reads like a star. Only a decision gives stars: leave it out of the name.")
_SENTENCES = {
    TELEPHONE: _(
        "“%(part)s” looks like a telephone number. Names are public: write it into the field for the telephone."
    ),
    IDENTITY: _("“%(part)s” looks like the number of an identity card. Names are public: leave it out."),
}


_ALL_SENTENCES = {STARS: _STAR_SENTENCE} | _SENTENCES
_PATTERNS = {pattern: re.compile(pattern) for pattern in _ALL_SENTENCES}
# STARS matches nothing without one of these words or signs, the others nothing without nine digits. Most names of a long
# list have neither, and the patterns are not tried on them.
_IN_STARS, _STAR_LETTERS = ("sao", "star", "ocop"), frozenset(_STAR_SIGNS + "*")
_NINE_DIGITS = re.compile("(?:[0-9][^0-9]*){9}")


@lru_cache(maxsize=2000)
def _not_public(name: str, *, of_product: bool) -> tuple[str, str] | None:
    """Return the first pattern that a name matches, with the part; None if it matches none."""
    text = plain_text(name)
    for pattern in _possible(text, of_product=of_product):
        if found := _PATTERNS[pattern].search(text):
            return pattern, found[0].strip()
    return None


def _possible(text: str, *, of_product: bool) -> Iterator[str]:
    """Yield the patterns that can match a text."""
    small = text.lower()
    if of_product and (any(word in small for word in _IN_STARS) or not _STAR_LETTERS.isdisjoint(text)):
        yield STARS
    if _NINE_DIGITS.search(text):
        yield from _SENTENCES


def why_not_public_name(name, *, of_product=False):
    """Why a name cannot be public, quoting the part; empty if it can. Stars are looked for in names of products only."""
    found = _not_public(name, of_product=of_product) if name else None
    return _ALL_SENTENCES[found[0]] % {"part": found[1]} if found else ""


def is_told_in(column, *patterns):
    """An SQL condition: a pattern matches the column."""
    return f"{plain_sql(column)} ~ '{'|'.join(patterns)}'"


def public_name(name, *patterns, columns=("name", "name_en"), operation=pgtrigger.Insert | pgtrigger.Update):
    """A trigger that refuses a new text in one of `columns` if a pattern matches."""
    changed = " OR ".join(
        f"(NEW.{column} IS DISTINCT FROM OLD.{column} AND {is_told_in(f'NEW.{column}', *patterns)})"
        for column in columns
    )
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.Before,
        func=f"IF {changed} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
    )
