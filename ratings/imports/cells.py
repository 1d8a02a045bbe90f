"""Parse cells of a list: dates, years, numbers, text, as officers write them (stars: star_cell.py, decisions:
decision_cell.py).

Each function returns None for an empty cell. It raises CellParseError with the expected format for a cell
that it cannot parse.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.values.last_day import end_after
from ocop.values.vietnamese import clean, fold
from products.gs1 import validate_gtin
from ratings.decisions.models import Confidence

NOTHING = {"", "-", "–", "—", "x", "/", ".", "n/a", "#n/a", "null", "none"}
_LONGEST_NOTHING = max(map(len, NOTHING))
# Excel counts days from this date; the serial numbers below are those of 1954 to 2119.
EXCEL_DAY_0 = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_001)

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d|\s*/)")
_ISO_DAY = re.compile(r"(?<![\d/])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d|\s*/)")
_DAY_IN_WORDS = re.compile(r"(\d{1,2})\s+th[aá]ng\s+(\d{1,2})\s*,?\s*n[aă]m\s+(\d{4})", re.IGNORECASE)
# Folded: what stands beside a day that nobody is sure of.
_NOT_SURE = re.compile(r"[?~]|\b(?:khoang|truoc|sau|du kien|uoc|chua|hinh nhu)\b")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_RECOGNISED_IN = re.compile(r"(?:cong nhan|danh gia|dat)\D{0,25}nam (20\d\d)")

DAY_EXPECTED = _("a day such as 20/02/2023")
YEAR_EXPECTED = _("a year such as 2023")


class CellParseError(ValueError):
    """The cell cannot be parsed: what was expected, and `why` as a sentence that may quote parts of the cell.

    `nearest` are texts that could stand there instead.
    """

    def __init__(
        self, expected: str | Promise, why: str | Promise = "", *, nearest: Sequence[str] = (), **quoted: str
    ) -> None:
        super().__init__(expected)
        self.expected, self.why, self.quoted, self.nearest = expected, why, quoted, nearest

    def __str__(self) -> str:
        return str(self.why) % self.quoted if self.why else str(self.expected)

    def again(self) -> Self:
        """Return an equal error to raise: one that was kept would grow with each place where it is raised."""
        return type(self)(self.expected, self.why, nearest=self.nearest, **self.quoted)


def cell_text(value: object) -> str:
    """Return a cell as one line of text in NFC; whole numbers without “.0”, dates as dd/mm/yyyy."""
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _one_line(str(value))


@lru_cache(maxsize=5000)
def _one_line(written: str) -> str:
    """Return one line in NFC. Cached, because cells of a column repeat."""
    words = clean(written if written.isprintable() else _CONTROLS.sub(" ", written))
    # So spreadsheets mark a number that is text.
    if words.startswith("'") and words[1:2].isdecimal():
        words = words[1:]
    return "" if len(words) <= _LONGEST_NOTHING and words.lower() in NOTHING else words


def plain_value(value: object) -> object:
    """Return a cell as one line of text, a number or a day."""
    return _one_line(value) if isinstance(value, str) else value


def parse_day(value: object) -> date | None:
    """Return the date of a date cell, an Excel serial number, or text with a year."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = cell_text(value)
    return _day_in(written) if written else None


@lru_cache(maxsize=5000)
def _day_in(written: str) -> date | None:
    if written.isdecimal() and int(written) in EXCEL_DAYS:
        return EXCEL_DAY_0 + timedelta(days=int(written))
    found, rest = take_days(written)
    if not found:
        raise CellParseError(DAY_EXPECTED)
    rest = clean(rest)
    if rest and (doubt := _NOT_SURE.search(fold(rest))):
        words = rest[doubt.start() : doubt.end()]
        raise CellParseError(
            DAY_EXPECTED, _("The cell says “%(words)s” beside the day: write the day alone."), words=words
        )
    return only_day(found)


def parse_last_day(value: object) -> date | None:
    """Return the day after the date in the cell: the cell names the last valid day, as on paper."""
    return end_after(parse_day(value))


def take_days(written: str, mark: str = " ") -> tuple[list[date], str]:
    """Return the distinct days in a text, and the text with `mark` in their places.

    Raise CellParseError for a day that does not exist.
    """
    days: dict[date, None] = {}

    def note(found: re.Match[str], year: str, month: str, day: str) -> str:
        try:
            days[date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))] = None
        except ValueError as error:
            raise CellParseError(DAY_EXPECTED, _("There is no day %(day)s."), day=found[0]) from error
        return mark

    for pattern in (_DAY, _DAY_IN_WORDS):
        written = pattern.sub(lambda found: note(found, found[3], found[2], found[1]), written)
    written = _ISO_DAY.sub(lambda found: note(found, found[1], found[2], found[3]), written)
    return list(days), written


def only_day(days: Sequence[date]) -> date | None:
    """Return the only day that a cell names, or None; raise CellParseError if it names several."""
    if len(days) > 1:
        named = ", ".join(cell_text(day) for day in days)
        raise CellParseError(
            DAY_EXPECTED, _("The cell names several days, %(days)s: write the one that counts."), days=named
        )
    return days[0] if days else None


def parse_year(value: object) -> int | None:
    """Return the year in a cell: 2022, “đợt 2 năm 2020”."""
    written = cell_text(value)
    if not written:
        return None
    years = list(dict.fromkeys(_YEAR.findall(written)))
    if len(years) > 1:
        why = _("The cell names several years, %(years)s: write the one that counts.")
        raise CellParseError(YEAR_EXPECTED, why, years=", ".join(years))
    if years:
        return int(years[0])
    raise CellParseError(YEAR_EXPECTED)


@lru_cache(maxsize=5000)
def find_year(written: str) -> int | None:
    """Return the year of recognition in a remark: “Công nhận năm 2022”."""
    found = _RECOGNISED_IN.search(fold(written))
    return int(found[1]) if found else None


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


def parse_confidence(value: object) -> str | None:
    """Return high, medium or low from “medium - star not stated”; None for an empty cell."""
    word = cell_text(value).split(" ")[0].lower()
    if not word:
        return None
    if word not in Confidence.values:
        raise CellParseError(_("high, medium or low, with the reason behind a hyphen"))
    return word
