"""Columns that write the month first: their days that could be read both ways are refused."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ratings.imports.parsed_row import ParsedRow

_FIELDS = ("decided_on", "expires_on", "decision")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d{2})(?!\d|\s*/)")


def refuse_days_of_either_order(parsed_rows: Iterable[ParsedRow]) -> None:
    """Refuse days such as 05/06/2024 in a column that has one such as 05/13/2024."""
    month_first: dict[tuple[int, str], tuple[str, str]] = {}
    either: list[tuple[tuple[int, str], str, ParsedRow]] = []
    for parsed in parsed_rows:
        for name in _FIELDS:
            value = parsed.row.values.get(name)
            found = _DAY.search(value) if isinstance(value, str) else None
            if found is None:
                continue
            first, second, column = int(found[1]), int(found[2]), (id(parsed.row.layout), name)
            if first <= 12 < second <= 31:
                month_first.setdefault(column, (parsed.row.place_in_file, found[0]))
            elif second <= 12 and first <= 12 and first != second:
                either.append((column, name, parsed))
    for column, name, parsed in either if month_first else ():
        if column in month_first:
            row, day = month_first[column]
            parsed.refuse_because(
                name,
                _("Row %(row)s writes the month first, %(day)s: write the days of this column as dd/mm/yyyy.")
                % {"row": row, "day": day},
            )
