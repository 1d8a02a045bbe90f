"""Several evaluations in one row, each a recognition of its own; and the star in a column of its own."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ratings.imports import cells
from ratings.imports.cells import CellParseError, cell_text
from ratings.imports.decision_cell import parse_decision
from ratings.imports.headings import EVALUATED
from ratings.imports.list_row import ListRow
from ratings.imports.reading.table import cell_address
from ratings.imports.star_cell import parse_stars

_MARKS = {"x", "v", "✓", "✔", "có", "co", "đạt", "1", "1.0", "☑", "●"}
_NO_MARKS = {"", "-", "–", "—", "0", "0.0", "không", "khong"}


def star_by_mark(row: ListRow, line: list) -> None:
    """Set the star of a row that marks it in one of several columns."""
    layout = row.layout
    marked = {}
    for column, star in layout.stars_of.items():
        mark = "" if line[column] is None else str(line[column]).strip().lower()
        if mark in _NO_MARKS:
            continue
        marked[cell_address(layout.label, row.number, column)] = star
        if mark not in _MARKS and mark.removesuffix(" sao").removesuffix(".0") != str(star):
            row.problems.append(
                (
                    "stars",
                    _("“%(text)s” below “%(star)d sao”: put an x there.") % {"text": mark, "star": star},
                )
            )
    row.addresses = {**row.addresses, "stars": next(iter(marked), layout.cell(row.number, "stars"))}
    if len(marked) > 1:
        row.problems.append(
            ("stars", _("Two stars are marked in this row: %(cells)s.") % {"cells": ", ".join(marked)})
        )
    elif marked:
        row.values["stars"] = f"{next(iter(marked.values()))} sao"


def with_evaluations(row: ListRow, line: list) -> ListRow:
    """Return the row of the latest evaluation, with the earlier ones in `evaluations`."""
    told = []
    for layout, columns in row.layout.layouts_of_evaluations:
        own = {
            name: cells.plain_value(line[column])
            for name, column in columns.items()
            if cell_text(line[column])
        }
        if own.keys() & {"stars", "decision"}:
            shared = {name: value for name, value in row.values.items() if name not in EVALUATED}
            told.append(replace(row, layout=layout, values=shared | own))
    if not told:
        return row
    told.sort(key=_day)
    latest = told[-1]
    latest.evaluations = tuple(told[:-1])
    for each in latest.evaluations:
        each.problems, each.notes, each.asked = latest.problems, latest.notes, latest.asked
    _check_current(row, latest)
    return latest


def _day(row: ListRow) -> tuple[int, int, int]:
    """Return the day of an evaluation, or its year, for the order of evaluations; those without come as they stand."""
    for read in (_own_day, _day_of_decision, _end_of_year):
        try:
            if found := read(row):
                return found.year, found.month, found.day
        except CellParseError:
            continue
    return 0, 0, 0


def _own_day(row: ListRow) -> date | None:
    return cells.parse_day(row.get("decided_on"))


def _day_of_decision(row: ListRow) -> date | None:
    named = parse_decision(row.get("decision"))
    return named.signed_on if named else None


def _end_of_year(row: ListRow) -> date | None:
    year = cells.parse_year(row.get("year"))
    return date(year, 12, 31) if year else None


def _check_current(row: ListRow, latest: ListRow) -> None:
    """Compare “Hạng sao hiện tại” and its last day with the latest evaluation; a contradiction refuses the row."""
    for name, parse in (("stars", parse_stars), ("expires_on", cells.parse_day)):
        if name not in row.values:
            continue
        cell = row.cell(name)
        if name == "stars" and name not in latest.values:
            latest.problems.append((name, _("The latest evaluation of the row names no star.")))
            continue
        if name not in latest.values:
            # The last day that stands beside the evaluations is that of the latest one.
            latest.values[name] = row.values[name]
            latest.addresses = {**latest.addresses, name: cell}
            continue
        try:
            current, said = parse(row.values[name]), parse(latest.values[name])
        except CellParseError:
            continue
        if current and said and current != said:
            told = {"now": cell_text(row.values[name]), "cell": cell, "said": cell_text(latest.values[name])}
            latest.problems.append(
                (name, _("%(cell)s says “%(now)s”, but the latest evaluation of the row “%(said)s”.") % told)
            )
