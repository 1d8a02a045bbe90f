"""The list as it was sent and corrected, with the refused cells marked, their reasons beside them and summed up in a column."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ratings.imports.headings import fields_of, is_heading_row
from ratings.imports.models import RegisterImport, RowStatus
from ratings.imports.reading.file import read_file
from ratings.imports.reading.table import OWN_COMMENTS, SourceTable, Value

# The heading of the column that the import passes over when the workbook comes back.
REASONS = "Vì sao"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# Longest name of a sheet in Excel, and longest comment that is read without scrolling.
LONGEST_NAME, LONGEST_COMMENT = 31, 500

# Row and column, from 0 → what stands against the cell, or now in it.
Marks = Mapping[tuple[int, int], str]


def write_marked_workbook(kept: RegisterImport, file: BinaryIO) -> None:
    """Write the tables of a list with marks at its refused cells; raise UnreadableFileError if it cannot be read again."""
    with kept.file.open() as source:
        tables = read_file(source.read())
    waiting = [row for row in kept.rows if row["status"] in (RowStatus.REFUSED, RowStatus.ASKED)]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        formats = {
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "wrong": book.add_format({"bg_color": "#FFD9D4", "bold": True}),
            "corrected": book.add_format({"bg_color": "#DDEFE3"}),
            "wrong_day": book.add_format({"bg_color": "#FFD9D4", "bold": True, "num_format": "dd/mm/yyyy"}),
        }
        taken: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.label, taken))
            corrected = kept.remarks.get("corrected", {})
            _write(sheet, table, marks_of(table.label, waiting), _placed(table.label, corrected), formats)


def marks_of(label: str, rows: Iterable[dict[str, Any]]) -> dict[tuple[int, int], str]:
    """Return what stands against each cell of the table with this label."""
    marks: dict[tuple[int, int], str] = {}
    for row in rows:
        for address, _value, expected, why, *_name in row["refusals"]:
            if place := _place(label, address):
                marks[place] = "; ".join(filter(None, [marks.get(place), why or expected]))
    return marks


def _placed(label: str, texts: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """Return the texts of cells of the table with this label by row and column."""
    return {place: text for address, text in texts.items() if (place := _place(label, address))}


def _place(label: str, address: str) -> tuple[int, int] | None:
    """Return row and column of a cell of the table with this label."""
    found = _ADDRESS.fullmatch(address.removeprefix(label)) if address.startswith(label) else None
    return (int(found[2]) - 1, _column(found[1])) if found else None


def _write(
    sheet: Worksheet, table: SourceTable, marks: Marks, corrected: Marks, formats: Mapping[str, Any]
) -> None:
    width = max((len(row) for row in table.rows), default=0)
    reasons: dict[int, list[str]] = {}
    for (marked, _at), reason in sorted(marks.items()):
        reasons.setdefault(marked, []).append(reason)
    heading = _heading_above(table, min(reasons, default=0))
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row):
            place = number, column
            if place in corrected and place not in marks:
                sheet.write_string(number, column, corrected[place], formats["corrected"])
            else:
                _write_cell(sheet, number, column, corrected.get(place, value), marks.get(place), formats)
        if number in reasons:
            sheet.write_string(number, width, "; ".join(reasons[number]), formats["wrong"])
        elif number == heading:
            sheet.write_string(number, width, REASONS)
    sheet.set_column(0, max(width - 1, 0), 18)
    sheet.set_column(width, width, 60)


def _heading_above(table: SourceTable, row: int) -> int | None:
    """Return the heading row above a row, for the heading of the reasons."""
    above = reversed(list(enumerate(table.rows[:row])))
    return next((number for number, cells in above if is_heading_row(fields_of(cells))), None)


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: Value, mark: str | None, formats: Mapping[str, Any]
) -> None:
    wrong = formats["wrong"] if mark else None
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["wrong_day"] if mark else formats["day"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, wrong)
    elif value or mark:
        sheet.write_string(row, column, str(value or ""), wrong)
    if mark:
        sheet.write_comment(row, column, mark[:LONGEST_COMMENT], {"x_scale": 2, "author": OWN_COMMENTS})


def _sheet_name(label: str, taken: set[str]) -> str:
    """Return a name that Excel takes, another one for each table."""
    name = wanted = (_NOT_IN_A_NAME.sub(" ", label.rstrip("! ")) or "Danh sách")[:LONGEST_NAME]
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(name.lower())
    return name


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
