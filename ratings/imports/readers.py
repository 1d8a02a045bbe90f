"""Read files into tables of raw cells; the format is detected by content, not by name."""

import csv
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from ratings.imports import docx, headings, tcvn3

LARGEST = 10 * 1024 * 1024
# A real list of 20,000 rows is about 20 MB unpacked.
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ENTRIES = 500
STEEPEST = 200
# Elements of a Word document; each takes about 100 bytes of memory.
MOST_ELEMENTS = 3_000_000
MOST_CELLS = 5_000_000
# Rows of a file, over all its tables.
MOST_ROWS = 50_000
# Characters of a cell; the story of a product is the longest text in lists.
LONGEST_CELL = 5_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Our export puts a quote before text that a spreadsheet would read as a formula.
_QUOTED = re.compile(r"^'(?='*[=+\-@])")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>/]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>/]*?\br="([0-9]{1,7})"[^>/]*>')


class UnreadableFileError(Exception):
    """The file is not a readable list; the message says why and what to do."""


@dataclass
class RawTable:
    """A table of the file. `rows` yields each row once, with merged cells filled.

    `label` precedes cell addresses if the file has several tables; `above` is the text before the table.
    """

    rows: Iterable[list]
    label: str = ""
    above: tuple[str, ...] = ()


def cell_address(label: str, row: int, column: int) -> str:
    """Return the spreadsheet address of a cell; both numbers count from 0: (13, 3) is "D14"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{label}{letters}{row + 1}"


def read_file(data: bytes) -> list[RawTable]:
    """Return the tables of an XLSX, DOCX or CSV file; raise UnreadableFileError with a message for the user."""
    if not data.strip():
        raise UnreadableFileError(_("The file is empty."))
    if len(data) > LARGEST:
        raise UnreadableFileError(_("The file is larger than 10 MB. Split the list."))
    if data.startswith(b"PK"):
        return _limit_rows(_read_package(data))
    if data.startswith(OLE):
        raise UnreadableFileError(
            _("The file is protected by a password. Save it without one.")
            if ENCRYPTED in data
            else _("This is an old Office file (.xls or .doc). Save it as .xlsx or .docx.")
        )
    if data.startswith(b"%PDF"):
        raise UnreadableFileError(_("A PDF cannot be read as a list. Ask for the Excel, Word or CSV file."))
    if re.match(rb"\s*<", data.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableFileError(_("This is a web page or XML file. Save the list as .xlsx."))
    return _limit_rows([RawTable(_read_csv(data))])


def _limit_rows(tables: Iterable[RawTable]) -> list[RawTable]:
    """Return the tables with a row limit: iterating past it raises UnreadableFileError."""
    left = iter(range(MOST_ROWS))
    return [replace(table, rows=_while_any(left, table)) for table in tables]


def _while_any(left: Iterator[int], table: RawTable) -> Iterator[list]:
    for number, row in enumerate(table.rows):
        if next(left, None) is None:
            raise UnreadableFileError(_too_many_rows())
        for column, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                raise UnreadableFileError(
                    _(
                        "Cell %(cell)s holds %(length)d characters; a list holds at most %(most)d in a cell. Shorten it."
                    )
                    % {
                        "cell": cell_address(table.label, number, column),
                        "length": len(cell),
                        "most": LONGEST_CELL,
                    }
                )
        yield row


def _too_many_rows() -> str:
    return _("The list has more than %(most)s rows, or far too many columns. Split it.") % {"most": MOST_ROWS}


def _read_package(data: bytes) -> list[RawTable]:
    """Return the tables of a ZIP package after checking its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = _checked_names(package)
            if "word/document.xml" in names:
                document = package.read("word/document.xml")
                if document.count(b"<") - document.count(b"</") > MOST_ELEMENTS:
                    raise UnreadableFileError(_too_many_rows())
                tables = docx.read_docx(document)
                several = len(tables) > 1
                return [
                    RawTable(rows, _("table %(number)d ") % {"number": n} if several else "", above)
                    for n, (rows, above) in enumerate(tables, 1)
                ]
            if "xl/workbook.xml" in names:
                _check_reach(package)
                return _read_workbook(data)
    except (
        zipfile.BadZipFile,
        docx.InvalidDocumentError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise UnreadableFileError(_("The file is damaged and cannot be opened.")) from error
    raise UnreadableFileError(_("Only Excel (.xlsx), Word (.docx) and CSV files can be read."))


def _checked_names(package: zipfile.ZipFile) -> set[str]:
    """Return the names in a package; raise UnreadableFileError if its directory declares too large a size."""
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    steep = any(
        entry.file_size > 1_000_000 and entry.file_size > STEEPEST * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or steep:
        raise UnreadableFileError(_("The file unpacks to far more than a list needs. Save the list alone."))
    return {entry.filename for entry in entries}


def _check_reach(package: zipfile.ZipFile) -> None:
    """Raise UnreadableFileError if cells are so far apart that the grid between them would exhaust memory."""
    for name in package.namelist():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            sheet = package.read(name)
            if b"<!DOCTYPE" in sheet[:2000]:
                raise UnreadableFileError(_("The file is damaged and cannot be opened."))
            rows = columns = 0
            for found in _CELL.finditer(sheet):
                columns = max(columns, _column(found[1]))
                rows = max(rows, int(found[2]))
            rows = max([rows, *(int(found[1]) for found in _ROW.finditer(sheet))])
            if rows > MOST_ROWS or rows * columns > MOST_CELLS:
                raise UnreadableFileError(
                    _("A sheet reaches to row %(row)d. Delete what lies below the list, or split it.")
                    % {"row": rows}
                )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read_workbook(data: bytes) -> list[RawTable]:
    """Return the non-empty sheets."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(place) for place in range(len(book.sheet_names))]
    except CalamineError as error:
        raise UnreadableFileError(_("The file is damaged and cannot be opened.")) from error
    sheets = [sheet for sheet in sheets if sheet.start is not None]
    return [RawTable(_Sheet(sheet), f"{sheet.name}!" if len(sheets) > 1 else "") for sheet in sheets]


class _Sheet:
    """Rows of a sheet; the value of a merged cell is repeated in all cells that it covers."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self.sheet = sheet

    def __iter__(self) -> Iterator[list]:
        left = [""] * cast(tuple[int, int], self.sheet.start)[1]
        merged = deque(sorted(self.sheet.merged_cell_ranges or []))
        open_ranges: list[list] = []
        for row, cells in enumerate(self.sheet.iter_rows()):
            cells = left + cells
            while merged and merged[0][0][0] <= row:
                open_ranges.append([*merged.popleft(), None])
            # In files written by spreadsheet programs, merged ranges do not overlap.
            if len(open_ranges) > len(cells):
                raise UnreadableFileError(_("The file is damaged and cannot be opened."))
            for item in open_ranges:
                (top, first), (_bottom, last), value = item
                if row == top:
                    value = item[2] = cells[first] if first < len(cells) else ""
                covered = min(last + 1, len(cells)) - first
                cells[first : first + covered] = [value] * covered
            open_ranges = [item for item in open_ranges if item[1][0] > row]
            yield cells


def _read_csv(data: bytes) -> list[list[str]]:
    """Return the rows of a text file; the delimiter is the one that gives the widest regular table."""
    text = decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UnreadableFileError(_("Only Excel (.xlsx), Word (.docx) and CSV files can be read."))
    head = text[:20_000]
    delimiter = max(";,\t|", key=lambda each: _delimiter_score(head, each))
    # Counted before cells are created: 10 MB of small cells would take gigabytes.
    if text.count("\n") > MOST_ROWS or text.count(delimiter) > MOST_CELLS:
        raise UnreadableFileError(_too_many_rows())
    if _delimiter_score(head, delimiter)[1] == 0:
        raise UnreadableFileError(_("No table was found in the file: its lines have one column only."))
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        return [[_QUOTED.sub("", cell, count=1) for cell in row] for row in rows]
    except csv.Error as error:
        raise UnreadableFileError(_("The file is damaged and cannot be opened.")) from error


def _delimiter_score(text: str, delimiter: str) -> tuple[int, int]:
    """Score a delimiter: number of known headings, then the most common width of lines."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[:40]
    except csv.Error:
        return 0, 0
    known = max(len(set(headings.fields_of(row).values())) for row in rows)
    widths = [len(row) - 1 for row in rows]
    return known, max(((widths.count(width), width) for width in widths if width), default=(0, 0))[1]


def decode_text(data: bytes) -> str:
    """Decode UTF-8 with or without byte order mark, UTF-16 with byte order mark, or TCVN3."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    try:
        return tcvn3.decode(data)
    except UnicodeError as error:
        raise UnreadableFileError(
            _("The letters of the file cannot be read. Save it as CSV in UTF-8, or as .xlsx.")
        ) from error
