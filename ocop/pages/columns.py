"""Columns of the desk's lists: declared beside the view, drawn for all of them by desk/_table.html."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from ocop.files.spreadsheets import Cell


@dataclass(frozen=True)
class Column:
    """A column: its head, and what stands in it for a row.

    `value` is a path of attributes (“product.producer”) or a function of the row; `shown` turns it into words, and
    `without` stands where there is none. `link` is the path of the address that the value leads to; if it is
    `guarded`, only for those who may open it. `sort` is the parameter that orders the list by this column. `number`
    aligns figures right, `wide` keeps words together where there is room. `template` draws what is more than a value:
    it gets the row as `row_name`; a file of the list has the `value` instead, or the words that are drawn.
    """

    label: str | Promise
    value: str | Callable[[Any], Any] = ""
    sort: str = ""
    number: bool = False
    wide: bool = False
    link: str = ""
    guarded: bool = False
    shown: Callable[[Any], Any] | None = None
    without: str | Promise = ""
    template: str = ""
    row_name: str = "object"

    @property
    def css(self) -> str:
        """The class of its cells."""
        return "number" if self.number else "wide" if self.wide else ""

    def text_of(self, row: Any) -> Any:
        """What the page shows of a row: days as dd/mm/yyyy, and `without` for what is missing."""
        value = self._value_of(row)
        if value is None or value == "":
            return self.without
        if isinstance(value, date):
            value = localtime(value).date() if isinstance(value, datetime) else value
            return date_format(value, "SHORT_DATE_FORMAT")
        return self.shown(value) if self.shown else value

    def _value_of(self, row: Any) -> Any:
        return self.value(row) if callable(self.value) else _at(row, self.value)

    def drawn(self, row: Any, request: HttpRequest) -> str:
        """What the column's template draws of a row."""
        return get_template(self.template).render({self.row_name: row, "request": request}).strip()

    def cell_of(self, row: Any, request: HttpRequest) -> Cell:
        """What a file of the list has of a row: numbers and days as such, all else in the words of the page."""
        if self.template and not self.value:
            return unescape(" ".join(strip_tags(self.drawn(row, request)).split()))
        value = self._value_of(row)
        if isinstance(value, datetime):
            return localtime(value).date()
        if isinstance(value, (date, int, Decimal)) and not isinstance(value, bool):
            return value
        return str(self.text_of(row))

    def url_of(self, row: Any) -> str:
        """The address that the value leads to; empty if it leads nowhere."""
        return (_at(row, self.link) if self.link else None) or ""


def _at(row: Any, path: str) -> Any:
    """What stands at the end of a path, called if it is a method; None behind a missing row."""
    for name in path.split("."):
        row = None if row is None else getattr(row, name)
        row = row() if callable(row) else row
    return row
