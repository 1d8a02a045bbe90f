"""Parse cells of a list: stars, dates, decisions, numbers, as officers write them.

Each function returns None for an empty cell. It raises CellParseError with the expected format for a cell
that it cannot parse.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.values.last_day import end_after
from ocop.values.naming import plain_text
from ocop.values.vietnamese import clean, fold
from products.gs1 import validate_gtin
from ratings.decisions.number import tidy_number

NOTHING = {"", "-", "–", "—", "x", "/", ".", "n/a", "#n/a", "null", "none"}
# Excel counts days from this date; the serial numbers below are those of 1954 to 2119.
EXCEL_DAY_0 = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_001)

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_STARS = re.compile(
    r"(?:(?:dat|xep|hang|loai|[o0]cop|san pham|cong nhan|ket qua)[ :]+)*0?([0-9])(?: ?(?:sao|\*|★))?"
    r"(?: ?(?:ocop|cap (?:tinh|huyen|quoc gia|trung uong)|quoc gia))*"
)
_SIGNS = re.compile(r"(?:(?:dat|xep|hang|loai|[o0]cop)[ :]+)*((?:\* ?)+|(?:★ ?)+)")
_IN_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_WORD_STARS = re.compile(r"(?:(?:dat|xep|hang|[o0]cop) )*(mot|hai|ba|bon|nam) sao")
_NO_STARS = re.compile(r"tiem nang|potential|chua|khong (?:dat|xep)|de nghi|du kien|phan dau")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_IN_WORDS = re.compile(r"(\d{1,2})\s+thang\s+(\d{1,2})\s*(?:,\s*)?nam\s+(\d{4})")
_NUMBER = re.compile(
    # The lookbehinds start a match only at the first digit or letter, so that matching takes linear time.
    r"((?:(?<![A-Z])[A-Z]+-|(?<!\d))\d{1,10}[A-Z]?\s*/\s*(?:\d{4}\s*/\s*)?Q[ĐD](?:\s*-\s*[A-ZĐ]+(?:[&.][A-ZĐ]+)*)*)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_RECOGNISED_IN = re.compile(r"(?:cong nhan|danh gia|dat)\D{0,25}nam (20\d\d)")

STARS_EXPECTED = _("0 to 5, “3 sao”, “***” or “OCOP 4*”")
DAY_EXPECTED = _("a day such as 20/02/2023")
DECISION_EXPECTED = _("a number such as 124/QĐ-UBND, with its day: 124/QĐ-UBND (20/02/2023)")


class CellParseError(ValueError):
    """The cell cannot be parsed; the message says what was expected."""


def cell_text(value: object) -> str:
    """Return a cell as one line of text in NFC; whole numbers without “.0”, dates as dd/mm/yyyy."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _one_line(str(value))


@lru_cache(maxsize=20_000)
def _one_line(written: str) -> str:
    """Return one line in NFC. Cached, because cells of a column repeat and are read several times."""
    words = clean(_CONTROLS.sub(" ", written))
    return "" if words.lower() in NOTHING else words


def parse_stars(value: object) -> int | None:
    """Return 1 to 5, or None: “tiềm năng 5 sao” and “0” are no stars."""
    written = fold(cell_text(value)).replace("(", " ").replace(")", " ").strip()
    if not written or _NO_STARS.search(written):
        return None
    if found := _STARS.fullmatch(written):
        number = int(found[1])
    elif found := _SIGNS.fullmatch(written):
        number = found[1].count("*") + found[1].count("★")
    elif found := _WORD_STARS.fullmatch(written):
        number = _IN_WORDS[found[1]]
    else:
        raise CellParseError(STARS_EXPECTED)
    if number > 5:
        raise CellParseError(STARS_EXPECTED)
    return number or None


def parse_day(value: object) -> date | None:
    """Return the date of a date cell, an Excel serial number, or text with a year."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = cell_text(value)
    if not written:
        return None
    if written.isdecimal() and int(written) in EXCEL_DAYS:
        return EXCEL_DAY_0 + timedelta(days=int(written))
    found = find_day(written)
    if found is None:
        raise CellParseError(DAY_EXPECTED)
    return found


def parse_last_day(value: object) -> date | None:
    """Return the day after the date in the cell: the cell names the last valid day, as on paper."""
    return end_after(parse_day(value))


def find_day(written: str) -> date | None:
    """Return the first date in a text, or None; raise CellParseError for a date that does not exist."""
    if found := _DAY.search(written) or _DAY_IN_WORDS.search(fold(written)):
        number, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _ISO_DAY.search(written):
        year, month, number = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError as error:
        raise CellParseError(DAY_EXPECTED) from error


def parse_decision(value: object) -> tuple[str, date | None] | None:
    """Return (number, date or None) of a decision: “2890/QĐ-BNN-VPĐP, ngày 30/06/2021”."""
    written = plain_text(cell_text(value))
    if not written:
        return None
    on = find_day(written)
    if found := _NUMBER.search(written):
        return tidy_number(found[1]), on
    # Any other number is accepted only as the whole cell; otherwise it is ambiguous.
    if on is None and re.search(r"\d", written) and "/" in written and len(written) <= 60:
        return written, None
    raise CellParseError(DECISION_EXPECTED)


def find_decision(written: str) -> tuple[str, date] | None:
    """Return the decision and its date from a title: “(Kèm theo Quyết định số 124/QĐ-UBND ngày 20/2/2023)”."""
    if not (found := _NUMBER.search(written)):
        return None
    try:
        on = find_day(written[found.end() :])
    except CellParseError:
        return None
    return (tidy_number(found[1]), on) if on else None


def parse_year(value: object) -> int | None:
    """Return the year in a cell: 2022, “đợt 2 năm 2020”."""
    written = cell_text(value)
    if not written:
        return None
    if found := _YEAR.search(written):
        return int(found[1])
    raise CellParseError(_("a year such as 2023"))


def find_year(written: str) -> int | None:
    """Return the year of recognition in a remark: “Công nhận năm 2022”."""
    found = _RECOGNISED_IN.search(fold(written))
    return int(found[1]) if found else None


def parse_product_set(value: object, by_name: dict[str, int]) -> int | None:
    """Return the number of one of the 26 sets, from its number or name."""
    written = cell_text(value)
    if not written:
        return None
    if found := re.fullmatch(r"(?:bo |phieu |set )*0?(\d{1,2})(?:[ .:–-].*)?", fold(written)):
        if 1 <= int(found[1]) <= 26:
            return int(found[1])
    elif number := by_name.get(fold(written)):
        return number
    raise CellParseError(_("the number of a product set, 1 to 26, or its name"))


def parse_tax_number(value: object) -> str | None:
    """Return a tax number. Excel drops leading zeros, so nine digits get one back."""
    written = cell_text(value).replace(" ", "").replace(".", "")
    if not written:
        return None
    if isinstance(value, (int, float)) and len(written) in (9, 11):
        written = "0" + written
    if not re.fullmatch(r"\d{10}(-\d{3})?|\d{12}", written):
        raise CellParseError(_("a tax number: ten digits, ten digits with -001, or twelve digits"))
    return written


def parse_gtin(value: object) -> str | None:
    """Return a GTIN with a valid check digit."""
    written = cell_text(value).replace(" ", "")
    if not written:
        return None
    try:
        validate_gtin(written)
    except ValidationError as error:
        raise CellParseError(_("a GTIN of 8, 12, 13 or 14 digits with the right check digit")) from error
    return written


def parse_code(value: object) -> str | None:
    """Return a product code: digits and hyphens."""
    written = cell_text(value).replace(" ", "")
    if not written:
        return None
    if not re.fullmatch(r"[0-9-]{1,30}", written):
        raise CellParseError(_("a product code: digits and hyphens, such as 19-05443-07-2026"))
    return written


def parse_text(value: object, limit: int) -> str | None:
    """Return the text; raise CellParseError if it is longer than its field."""
    written = cell_text(value)
    if len(written) > limit:
        raise CellParseError(_("at most %(limit)d characters") % {"limit": limit})
    return written or None
