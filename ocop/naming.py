"""What does not belong into a public name: stars that nobody gave, numbers of telephones and identity cards.

The patterns are read alike by Python and by PostgreSQL, on the text as NFKC writes it (“５” is 5, “＊” is *). Rows that
had such names before stay as they are until somebody names them anew.
"""

import re
import unicodedata

import pgtrigger
from django.utils.translation import gettext_lazy as _

_SIGNS = "[★☆⭐🌟✩✪✫✬✭✮✯✰⭑⭒]|(?:[*]\\s*){3,}|(?<![0-9A-Za-z])[1-5]\\s*[*](?!\\s*[0-9])"
_SAO = "[Ss][Aa][Oo](?![A-Za-z])"
# “Ba Sao” is a commune and stays; “ba sao” is three stars.
_IN_WORDS = f"(?:^|[\\s(–-])(?:(?:[Mm][Ộộ][Tt]|[Hh][Aa][Ii]|[Bb][Ốố][Nn]|[Nn][Ăă][Mm])\\s+{_SAO}|[Bb]a\\s+sao(?![A-Za-z]))"
_ENGLISH = "(?:[Oo][Nn][Ee]|[Tt][Ww][Oo]|[Tt][Hh][Rr][Ee][Ee]|[Ff][Oo][Uu][Rr]|[Ff][Ii][Vv][Ee])"
_STAR = "[Ss][Tt][Aa][Rr][Ss]?(?![A-Za-z])"
STARS = f"{_SIGNS}|(?<![0-9])[1-5][\\s–-]*(?:{_SAO}|{_STAR})|{_IN_WORDS}|{_ENGLISH}[\\s–-]+{_STAR}"

# 0912 345 678, 0208.3851.234, +84 912 345 678, 84-912-345-678, (+84) 0912345678
TELEPHONE = "(?<![0-9])(?:[+]?\\s*84|0)(?:[\\s.()/–-]*[0-9]){9,10}(?![0-9])"
# Nine digits (until 2016) or twelve, together or in threes.
IDENTITY = (
    "(?<![0-9])(?:[0-9]{9}|[0-9]{12}|[0-9]{3}(?:[\\s.][0-9]{3}){2}|[0-9]{3}(?:[\\s.-][0-9]{3}){3})(?![0-9])"
)

_STAR_SENTENCE = _("“%(part)s” reads like a star. Only a decision gives stars: leave it out of the name.")
_SENTENCES = {
    TELEPHONE: _(
        "“%(part)s” looks like a telephone number. Names are public: write it into the field for the telephone."
    ),
    IDENTITY: _("“%(part)s” looks like the number of an identity card. Names are public: leave it out."),
}


def refusal_of_name(name, *, of_product=False):
    """Why a name cannot be public, naming the part; empty if it can. Stars are looked for in names of products only."""
    text = unicodedata.normalize("NFKC", name or "")
    sentences = {STARS: _STAR_SENTENCE} | _SENTENCES if of_product else _SENTENCES
    for pattern, sentence in sentences.items():
        if found := re.search(pattern, text):
            return sentence % {"part": found[0].strip()}
    return ""


def public_name(name, *patterns):
    """Return the trigger `name` that refuses a new `name` or `name_en` in which one of the patterns is found."""
    changed = " OR ".join(
        f"(NEW.{column} IS DISTINCT FROM OLD.{column} AND normalize(NEW.{column}, NFKC) ~ '{'|'.join(patterns)}')"
        for column in ("name", "name_en")
    )
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=f"IF {changed} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
    )
