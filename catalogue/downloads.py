"""The list that the catalogue shows, as a file: CSV and JSON as they are read, a workbook once it is written."""

import csv
import re
import tempfile

import xlsxwriter

from catalogue.open_data import sources
from catalogue.open_data.rows import ProductRows
from ocop.json_encoding import to_json

# More rows than this are cut off, and the page says so; the whole register is in the open data.
MOST = 20_000
AT_ONCE = 2000  # rows that are read together
LONGEST = 32_767  # characters that a cell of a workbook holds; a longer text would be left out as a whole
CSV, XLSX, JSON = "csv", "xlsx", "json"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json",
}
# What a spreadsheet takes for a formula; the characters before it do not stop it.
_FORMULA = re.compile(r"[\s']*[=+\-@]")
_PIECE = 64 * 1024


def rows_of(keys):
    """Yield dictionaries of products by their keys, as the open data tells them, in the order of keys and columns."""
    columns = ProductRows.columns()
    for start in range(0, len(keys), AT_ONCE):
        piece = keys[start : start + AT_ONCE]
        found = {row["id"]: row for row in ProductRows.read(sources.products().filter(pk__in=piece))}
        for key in piece:
            if row := found.get(key):
                yield {name: row[name] for name in columns}


def as_csv(rows):
    """Yield lines in UTF-8 with its mark; a quote stands before what a spreadsheet would take for a formula."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(ProductRows.columns())
    yield "\ufeff" + line.last
    for row in rows:
        writer.writerow(_harmless(value) for value in row.values())
        yield line.last


def as_json(rows):
    """Yield an array, one row a line."""
    before = "[\n"
    for row in rows:
        yield before + to_json(row)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def as_xlsx(rows):
    """Yield a workbook in pieces; text stays text, whatever it begins with, up to what a cell holds. Rows are not kept."""
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
    """A text that a cell of a workbook holds, with an ellipsis where it was cut."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


WRITERS = {CSV: as_csv, XLSX: as_xlsx, JSON: as_json}


def _harmless(value):
    """A cell that no spreadsheet computes."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


class _Line:
    """What csv.writer writes to: it keeps the last line."""

    def write(self, line):
        self.last = line
