"""Numbers of decisions: spelling, equality, issuing authority.

“917/QĐ-UBND”, “917 / qđ-ubnd” and spellings with look-alike letters or invisible characters are the same
number.
"""

import re

from django.db.models import Func, TextField
from django.utils.translation import gettext as _

from ocop.values.naming import plain_sql, plain_text
from ocop.values.vietnamese import clean, fold

_D_BARRED = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_NOT_IN_A_KEY = re.compile("[^a-z0-9/]")
# Patterns in the key of a number, by authority: people's committees; the present and the previous ministry
# for OCOP.
OF_A_PEOPLES_COMMITTEE = "/qd(ct)?ubnd"
OF_THE_MINISTRY = "/qdbnn"
OF_THE_PRIME_MINISTER = "ttg"


def tidy_number(number: str) -> str:
    """Return a number in its standard form: “917 / qđ - ubnd” gives “917/QĐ-UBND”."""
    text = clean(plain_text(number).translate(_D_BARRED))
    return re.sub(r"\s*([/.&-])\s*", r"\1", text).upper()


def number_key(number: str) -> str:
    """Return a key shared by all spellings of a number: “917/qdubnd”. `NumberKey` does the same in SQL."""
    return _NOT_IN_A_KEY.sub("", fold(plain_text(number).translate(_D_BARRED)))


def key_sql(column: str) -> str:
    return f"regexp_replace(fold(translate({plain_sql(column)}, 'ÐðƉɖ', 'ĐđĐđ')), '[^a-z0-9/]', '', 'g')"


class NumberKey(Func):
    """SQL: the key of a number; immutable, so it can be indexed."""

    output_field = TextField()
    template = key_sql("(%(expressions)s)")


def why_not_number(number: str, place) -> str:
    """Return why a decision of this number by the authority of `place` (None: the ministry) recognises
    nothing; else an empty string.
    """
    key = number_key(number)
    if OF_THE_PRIME_MINISTER in key:
        return _(
            "A decision of the Prime Minister (…/QĐ-TTg) lays down criteria and programmes and recognises no product"
            " (Decision 26/2026/QĐ-TTg, articles 4 and 7)."
        )
    if place is None and not re.search(OF_THE_MINISTRY, key):
        return _(
            "“%(number)s” is no number of the ministry for OCOP: its decisions end in …/QĐ-BNN… or …/QĐ-BNNMT. Write the"
            " number whole, as signed, or choose the authority that signed it."
        ) % {"number": number}
    if place is not None and not re.search(OF_A_PEOPLES_COMMITTEE, key):
        return _(
            "“%(number)s” is no number of a People's Committee: its decisions end in …/QĐ-UBND. Write the number whole, as"
            " signed, or choose the authority that signed it."
        ) % {"number": number}
    return ""
