"""Numbers of decisions: spelling, equality, issuing authority.

“1917/QĐ-UBND”, “1.917 / qd – ubnd”, “Số 1917/QÐ-UBND” and spellings with look-alike letters or invisible characters
are the same number.
"""

import re
from functools import lru_cache

from django.db.models import Func, TextField
from django.utils.translation import gettext as _

from ocop.values.naming import plain_sql, plain_text
from ocop.values.vietnamese import clean, fold

_D_BARRED = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_OTHER_SLASHES = str.maketrans("⁄∕\\", "///")
_INTRODUCED = re.compile(r"(?:(?:QUYẾT ĐỊNH|Q[ĐD]|SỐ)(?:[\s.:-]+|(?=\d)))+(?=[A-ZĐ]*-?\d)")
_IN_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[., ]\d{3})+(?![\d.,])")
# “/QD”, “/Q Đ”; “/QĐ.UBND”, “/QĐ UBND”.
_QD = re.compile(r"(?<=/)Q ?[ĐD](?=[-/. ]|UBND|BNN|$)")
_QD_OF = re.compile(r"(?<=/)QĐ[ .]?(?=UBND|BNN)")
# Patterns in the key of a number, by authority: people's committees; the present and the previous ministry
# for OCOP.
OF_A_PEOPLES_COMMITTEE = "/qd(ct)?ubnd"
OF_THE_MINISTRY = "/qdbnn"
OF_THE_PRIME_MINISTER = "ttg"
# What is left out of the folded text of a number, one after the other, in Python and in SQL: signs and separators of
# thousands; hyphens except between figures (“1-2024”, “DEMO-19-01”); words before the number and leading zeros.
_NOT_IN_A_KEY = ("[^a-z0-9/-]", "(?<![0-9])-|-(?![0-9])", "^(quyetdinh|qd|so|0)+(?=[0-9])")
_NOT_IN_A_KEY_PATTERNS = [re.compile(pattern) for pattern in _NOT_IN_A_KEY]


def plain_number(text: str) -> str:
    """Return a text with plain letters, dashes and slashes, as numbers of decisions are written in."""
    return clean(plain_text(text).translate(_D_BARRED).translate(_OTHER_SLASHES))


def tidy_number(number: str) -> str:
    """Return a number in its standard form: “QĐ số 1.917 / qd – ubnd” gives “1917/QĐ-UBND”."""
    text = re.sub(r"\s*([/.&-])\s*", r"\1", plain_number(number).upper())
    text = text[found.end() :] if (found := _INTRODUCED.match(text)) else text
    before, slash, after = text.partition("/")
    before = _IN_THOUSANDS.sub(lambda found: re.sub("[., ]", "", found[0]), before)
    return _QD_OF.sub("QĐ-", _QD.sub("QĐ", before + slash + after))


@lru_cache(maxsize=5000)
def number_key(number: str) -> str:
    """Return a key shared by all spellings of a number: “917/qdubnd”. `NumberKey` does the same in SQL."""
    key = fold(plain_text(number).translate(_D_BARRED))
    for pattern in _NOT_IN_A_KEY_PATTERNS:
        key = pattern.sub("", key)
    return key


def key_sql(column: str) -> str:
    """SQL for number_key() of a column."""
    key = f"fold(translate({plain_sql(column)}, 'ÐðƉɖ', 'ĐđĐđ'))"
    for pattern in _NOT_IN_A_KEY:
        key = f"regexp_replace({key}, '{pattern}', '', 'g')"
    return key


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
