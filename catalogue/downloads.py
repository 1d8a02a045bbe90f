"""The list of the catalogue as a file: CSV and JSON are streamed, a workbook is written to a temporary file first."""

import csv
import re
import tempfile

import xlsxwriter

from catalogue.open_data import sources
from catalogue.open_data.rows import ProductRows
from ocop.values.json_encoding import to_json

# Longer lists are cut off, and the page says so; the open data have the whole register.
MOST = 20_000
AT_ONCE = 2000  # rows of one query
LONGEST = 32_767  # characters that a cell of a workbook can hold; the library leaves out longer texts
CSV, XLSX, JSON = "csv", "xlsx", "json"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json",
}
# The beginning of what a spreadsheet takes for a formula, also after spaces and quotes.
_FORMULA = re.compile(r"[\s']*[=+\-@]")
_PIECE = 64 * 1024


def rows_of(keys):
    """Yield the rows of the open data for these products, as dictionaries, in the order of the keys."""
    columns = ProductRows.columns()
    for start in range(0, len(keys), AT_ONCE):
        piece = keys[start : start + AT_ONCE]
        found = {row["id"]: row for row in ProductRows.read(sources.products().filter(pk__in=piece))}
        for key in piece:
            if row := found.get(key):
                yield {name: row[name] for name in columns}


def as_csv(rows):
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(ProductRows.columns())
    yield "\ufeff" + line.last
    for row in rows:
        writer.writerow(_harmless(value) for value in row.values())
        yield line.last


def as_json(rows):
    """Yield a JSON array, one row a line."""
    before = "[\n"
    for row in rows:
        yield before + to_json(row)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def as_xlsx(rows):
    """Yield a workbook in pieces. Text is never read as a formula or number; rows are not kept in memory."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            sheet, bold = book.add_worksheet("OCOP"), book.add_format({"bold": True})
            sheet.freeze_panes(1, 2)
            for column, name in enumerate(ProductRows.columns()):
                sheet.write_string(0, column, name, bold)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row.values()):
                    if isinstance(value, int):
                        sheet.write_number(number, column, value)
                    elif value:
                        sheet.write_string(number, column, shortened(str(value)))
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def shortened(text):
    """Cut a text to what a cell of a workbook can hold."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


WRITERS = {CSV: as_csv, XLSX: as_xlsx, JSON: as_json}


def _harmless(value):
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


class _Line:
    """A file object for csv.writer that keeps only the last line."""

    def write(self, line):
        self.last = line
