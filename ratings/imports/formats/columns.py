"""Columns of a register's format: heading, how a cell is written and how it is read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ocop.files.spreadsheets import Cell
from ocop.places.countries import countries
from ocop.values.last_day import last_day
from ocop.values.money import parse_dong
from ocop.values.vietnamese import fold
from ratings.imports import cells

Read = Callable[[object], Any]

_YEAR = re.compile(r"(?:19|20)\d\d")
_QUANTITY = re.compile(r"\d+(?:[.,]\d{1,2})?")
_DEGREES = re.compile(r"-?\d{1,3}(?:[.,]\d{1,5})?")
_YES = {"co", "yes", "1", "true", "dung"}
_NO = {"khong", "no", "0", "false"}
_LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class RegisterColumn:
    """A column of a format.

    `name` is the field that it fills, or a part of what names the row's product, producer, channel or event. `value`
    is a path of attributes or a function of the row where that is not the field. `read` raises CellParseError; a
    column without it is only exported, one that is not `is_written` only read. Headings are Vietnamese in every
    language; `also` are other ones that are understood, folded.
    """

    name: str
    heading: str
    width: int = 20
    also: tuple[str, ...] = ()
    value: str | Callable[[Any], Any] = ""
    shown: Callable[[Any], Cell] | None = None
    read: Read | None = None
    choices: Callable[[], list[str]] | None = None
    # Lists of others have it; ours say the same in other columns.
    is_written: bool = True

    def cell_of(self, row: Model) -> Cell:
        value = self.value(row) if callable(self.value) else _at(row, self.value or self.name)
        if value is None or value == "":
            return None
        return self.words_of(value)

    def words_of(self, value: Any) -> Cell:
        """What stands in the cell for a value of the field."""
        return self.shown(value) if self.shown else value


def _at(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = None if row is None else getattr(row, name)
    return row


def text(name: str, heading: str, width: int = 24, *also: str, value: str | Callable = "") -> RegisterColumn:
    return RegisterColumn(name, heading, width, also, value, None, lambda cell: cells.cell_text(cell) or None)


def exported(name: str, heading: str, width: int, value: str | Callable) -> RegisterColumn:
    """Return a column that a list of the register has and that is not imported."""
    return RegisterColumn(name, heading, width, value=value)


def only_read(name: str, heading: str, *also: str) -> RegisterColumn:
    """Return a column that lists of others have and ours do not."""
    return replace(text(name, heading, 24, *also), is_written=False)


def source() -> RegisterColumn:
    return text("source", "Nguồn", 30, "nguon tin", "source")


def day(name: str, heading: str, *also: str, value: str = "") -> RegisterColumn:
    return RegisterColumn(name, heading, 12, also, value, None, cells.parse_day)


def until(name: str, heading: str, *also: str) -> RegisterColumn:
    """Return a column for the last day of a span."""
    return RegisterColumn(name, heading, 12, also, "", last_day, cells.parse_last_day)


def year(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(name, heading, 8, also, "", None, _read_year)


def until_year(name: str, heading: str, *also: str) -> RegisterColumn:
    """Return a column for the last year of a span."""
    return RegisterColumn(name, heading, 10, also, "", lambda end: end - 1, _read_last_year)


def dong(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(name, heading, 20, also, "", None, _read_dong)


def number(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(name, heading, 12, also, "", None, _read_whole)


def quantity(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(name, heading, 14, also, "", None, _read_quantity)


def degrees(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(name, heading, 12, also, "", None, _read_degrees)


def web_address(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(name, heading, 30, also, "", None, _read_web_address)


def yes_no(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(
        name,
        heading,
        12,
        also,
        "",
        lambda value: "Có" if value else "Không",
        _read_yes_no,
        lambda: ["Có", "Không"],
    )


def choice(name: str, heading: str, kinds: type[TextChoices], *also: str, value: str = "") -> RegisterColumn:
    return RegisterColumn(
        name,
        heading,
        24,
        also,
        value,
        lambda each: _label(kinds, each),
        lambda cell: _read_choice(cell, _words_of(kinds)),
        lambda: [_label(kinds, each) for each in kinds.values],
    )


def country(name: str, heading: str, *also: str) -> RegisterColumn:
    return RegisterColumn(
        name,
        heading,
        20,
        also,
        "",
        lambda code: _countries("vi").get(code, code),
        lambda cell: _read_choice(cell, _words_of_countries()),
    )


@lru_cache(maxsize=500)
def _label(kinds: type[TextChoices], value: str) -> str:
    with override("vi"):
        return str(kinds(value).label)


@lru_cache(maxsize=20)
def _words_of(kinds: type[TextChoices]) -> dict[str, str]:
    """Return the values of choices by their folded words in both languages."""
    found = {fold(value): value for value in kinds.values}
    for language in _LANGUAGES:
        with override(language):
            found |= {fold(str(label)): value for value, label in kinds.choices}
    return found


@lru_cache(maxsize=2)
def _countries(language: str) -> dict[str, str]:
    with override(language):
        return dict(countries())


@lru_cache(maxsize=1)
def _words_of_countries() -> dict[str, str]:
    found = {fold(code): code for code in _countries("vi")}
    for language in _LANGUAGES:
        found |= {fold(name): code for code, name in _countries(language).items()}
    return found


def _read_choice(cell: object, known: dict[str, str]) -> str | None:
    written = cells.cell_text(cell)
    if written and fold(written) not in known:
        raise cells.CellParseError(_("one of the words of the template"))
    return known[fold(written)] if written else None


def _read_year(cell: object) -> int | None:
    written = cells.cell_text(cell)
    if written and not _YEAR.fullmatch(written):
        raise cells.CellParseError(_("a year such as 2023"))
    return int(written) if written else None


def _read_last_year(cell: object) -> int | None:
    last = _read_year(cell)
    return None if last is None else last + 1


def _read_dong(cell: object) -> int | None:
    written = cells.cell_text(cell)
    try:
        return parse_dong(written) if written else None
    except ValueError as unclear:
        raise cells.CellParseError(_("whole đồng, for example 2.000.000.000 or 2 tỷ")) from unclear


def _read_whole(cell: object) -> int | None:
    written = cells.cell_text(cell)
    if written and not written.isdecimal():
        raise cells.CellParseError(_("a whole number"))
    return int(written) if written else None


def _read_quantity(cell: object) -> Decimal | None:
    written = cells.cell_text(cell)
    if written and not _QUANTITY.fullmatch(written):
        raise cells.CellParseError(_("a number without separators, with two decimals at most: 1234,5"))
    return Decimal(written.replace(",", ".")) if written else None


def _read_degrees(cell: object) -> Decimal | None:
    written = cells.cell_text(cell)
    if written and not _DEGREES.fullmatch(written):
        raise cells.CellParseError(_("degrees with five decimals at most, such as 21,59422"))
    return Decimal(written.replace(",", ".")) if written else None


def _read_web_address(cell: object) -> str | None:
    """Return an address of the web; without a scheme it gets https, as in the forms."""
    written = cells.cell_text(cell)
    return written and (written if "://" in written else f"https://{written}") or None


def _read_yes_no(cell: object) -> bool | None:
    written = fold(cells.cell_text(cell))
    if written and written not in _YES | _NO:
        raise cells.CellParseError(_("“Có” or “Không”"))
    return written in _YES if written else None


def shown_as_text(value: Cell) -> str:
    """Return a cell as a preview shows it."""
    return (
        f"{value:,}".replace(",", ".") if isinstance(value, int) and value > 9999 else cells.cell_text(value)
    )


# What the example of a template has, by the name of a column, and by how its cells are read.
_EXAMPLES = {
    "producer": "HTX Ví Dụ",
    "name": "Chè xanh Ví Dụ",
    "commune": "Xã Tân Cương",
    "province": "Thái Nguyên",
    "tax_number": "4600123456",
    "channel": "Chợ Thái",
    "event": "Hội chợ Ví Dụ",
    "decision": "124/QĐ-UBND",
    "stars": "4",
    "unit": "kg",
}
_EXAMPLES_OF_KIND = {
    cells.parse_day: "20/12/2024",
    cells.parse_last_day: "20/12/2027",
    _read_year: "2024",
    _read_last_year: "2026",
    _read_dong: "2.000.000.000",
    _read_whole: "12",
    _read_quantity: "1234,5",
    _read_degrees: "21,59422",
    _read_web_address: "https://vidu.vn",
    _read_yes_no: "Có",
}


def example_of(column: RegisterColumn) -> str:
    """Return what stands in the example of a template."""
    return _EXAMPLES.get(column.name, "") or (_EXAMPLES_OF_KIND.get(column.read, "") if column.read else "")


def headings_of(columns: Sequence[RegisterColumn]) -> dict[str, str]:
    """Return the names of columns by their folded headings."""
    return {heading: column.name for column in columns for heading in (plain(column.heading), *column.also)}


def plain(heading: object) -> str:
    """Return a heading without accents, brackets and punctuation."""
    if not isinstance(heading, str) or len(heading) > 120:
        return ""
    bare = re.sub(r"\([^)]*\)", " ", fold(heading))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()
