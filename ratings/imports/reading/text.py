"""Read text files of cells (CSV, TSV)."""

import csv
import io
import re
from collections import Counter
from functools import lru_cache

from ratings.imports.reading.table import MOST_CELLS, MOST_ROWS, ReadingError, SourceTable, Value

DELIMITERS = ";,\t|"
# Our export puts a quote before text that a spreadsheet would read as a formula.
_QUOTED = re.compile(r"^'(?='*[=+\-@])")
# A first line that tells Excel the delimiter, and that Excel does not show.
_TOLD = re.compile(r"sep=([;,\t|])\n")
_HEAD = 20_000


def read_text(data: bytes) -> list[SourceTable]:
    """Return the table of a text file; the delimiter is the one that gives the most regular table."""
    text, is_unicode = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise ReadingError("format")
    if told := _TOLD.match(text):
        text = text[told.end() :]
    head = text[:_HEAD]
    delimiter = told[1] if told else max(DELIMITERS, key=lambda each: _regularity(head, each))
    # Counted before cells are made: 10 MB of small cells would take gigabytes.
    if text.count("\n") > MOST_ROWS or text.count(delimiter) > MOST_CELLS:
        raise ReadingError("size")
    if not _regularity(head, delimiter)[0]:
        raise ReadingError("one-column")
    try:
        rows: list[list[Value]] = [
            [_value(cell, is_unicode=is_unicode) for cell in row]
            for row in csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise ReadingError("quotes") from error
    return [_with_short_rows(rows)]


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether it is Unicode; otherwise each byte is one letter, whose encoding is open."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strictly(data, "utf-16"), True
    if encoding := _utf_16_without_mark(data):
        return _strictly(data, encoding), True
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeError:
        return data.decode("latin-1"), False


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise ReadingError("damaged") from error


def _utf_16_without_mark(data: bytes) -> str:
    """Return the byte order of UTF-16, in which every other byte of Latin letters, digits and delimiters is 0."""
    head = data[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    if len(data) % 2 or many < max(4, len(head) / 8) or few > many / 8:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


@lru_cache(maxsize=50_000)
def _value(cell: str, *, is_unicode: bool) -> Value:
    cell = _QUOTED.sub("", cell, count=1)
    if not is_unicode and not cell.isascii():
        try:
            cell = cell.encode("latin-1").decode()
        except UnicodeError:
            return cell
    return cell or None


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many lines of the head have the commonest number of delimiters, and that number.

    Lines of which most delimiters precede a space are sentences or addresses.
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter))[:40]
    except csv.Error:
        return 0, 0
    widths = Counter(
        len(row) - 1
        for row in rows
        if len(row) > 1 and 2 * sum(cell.startswith(" ") for cell in row[1:]) < len(row)
    )
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _with_short_rows(rows: list[list[Value]]) -> SourceTable:
    """Return the table, all rows of one length; rows that lack cells of the heading have the fault "short"."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise ReadingError("size")
    usual = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    heading = next((number for number, row in enumerate(rows) if len(row) >= usual), 0)
    faults = {
        (number, len(row)): "short"
        for number, row in enumerate(rows)
        if number > heading and 0 < len(row) < usual
    }
    for row in rows:
        row.extend([None] * (width - len(row)))
    return SourceTable(rows=rows, faults=faults)
