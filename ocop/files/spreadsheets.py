"""Lists as files: workbooks and CSV in which text stays text, days are days, and no text is a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, cast

import xlsxwriter

XLSX, CSV = "xlsx", "csv"
CONTENT_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
LONGEST = 32_767  # characters that a cell of a workbook can hold; the library leaves out longer texts
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

Cell = str | int | Decimal | date | None


class Heading(NamedTuple):
    """The heading of a column; the width is in characters."""

    text: str
    width: int


def write_list(
    ending: str, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], file: BinaryIO
) -> int:
    """Write rows as a workbook or as CSV; return their number. Rows are not kept in memory."""
    return (write_csv if ending == CSV else write_xlsx)(headings, rows, file)


def list_file(ending: str, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]]) -> BinaryIO:
    """Return a list as an open file, at its beginning, to be closed by who sends it."""
    file = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 -- a FileResponse closes it
    write_list(ending, headings, rows, file)
    file.seek(0)
    return file


def write_xlsx(headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], file: BinaryIO) -> int:
    """Write rows to a workbook; its row of headings stays in sight and filters the others."""
    number = 0
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = add_sheet(book, headings)
        day, whole = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "0"})
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value, whole)
                elif isinstance(value, Decimal):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, _shortened(value))
        sheet.autofilter(0, 0, number, len(headings) - 1)
    return number


def add_sheet(book: xlsxwriter.Workbook, headings: Sequence[Heading]) -> xlsxwriter.worksheet.Worksheet:
    """Add a sheet with its row of headings."""
    sheet, bold = book.add_worksheet("OCOP"), book.add_format({"bold": True})
    for column, (text, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, bold)
    sheet.freeze_panes(1, min(2, len(headings) - 1))
    return sheet


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def write_csv(headings: Sequence[Heading], rows: Iterable[Sequence[Cell]], file: BinaryIO) -> int:
    """Write rows as CSV in UTF-8 with a byte order mark; text that looks like a formula gets a leading quote."""
    number = 0
    file.write("\ufeff".encode())
    file.write(csv_line(text for text, _width in headings))
    for row in rows:
        file.write(csv_line(map(_words, row)))
        number += 1
    return number


def _words(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def csv_line(values: Iterable[str]) -> bytes:
    line = _Line()
    csv.writer(line, delimiter=";").writerow(f"'{each}" if _FORMULA.match(each) else each for each in values)
    return line.last.encode()


class _Line:
    """File-like object for csv.writer that keeps the last line."""

    def write(self, line: str) -> None:
        self.last = line
