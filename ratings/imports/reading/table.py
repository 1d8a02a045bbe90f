"""The tables of a file, its limits, and why a file is not read; known to the portal and to the child process."""

from dataclasses import dataclass, field
from datetime import date

# Bytes of a file, and of what a packed file unpacks to: a real list of 20,000 rows has 13 MB.
LARGEST = 10 << 20
LARGEST_UNPACKED = 60 << 20
# Rows and cells of a file, over all its tables; characters of a cell (the story of a product is the longest).
MOST_ROWS = 50_000
MOST_CELLS = 2_000_000
LONGEST_CELL = 5_000
# Author of the comments in a list that the portal marked and gave back: they are no remarks of an office.
OWN_COMMENTS = "OCOP portal"

Value = str | int | float | date | None
Place = tuple[int, int]
Range = tuple[int, int, int, int]


@dataclass(slots=True)
class SourceTable:
    """A table of the file, or a sheet. Rows and columns count from 0; all rows have the same length.

    `label` precedes addresses of cells if the file has several tables; `name` is that of a sheet, `above` and `below` are
    the text before the table and after the last one. A merged cell repeats its value in all cells that it covers;
    `merged` holds (top, left, bottom, right).
    `struck_rows` are rows of which every written cell is struck through.

    `faults` are cells that could not be read whole: "formula" (without a stored value), "error:#REF!", "letters"
    (of an encoding that cannot be told), "short" (first cell that a line of text lacks), "struck" and "hidden" (the
    cell or a part of it, while the rest of the row is not).
    """

    label: str = ""
    name: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    rows: list[list[Value]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[Place, str] = field(default_factory=dict)
    # What somebody noted at a cell.
    comments: dict[Place, str] = field(default_factory=dict)

    @property
    def is_sheet(self) -> bool:
        """Whether it is a sheet of a workbook, and no table of a document."""
        return self.label.endswith("!")


class ReadingError(Exception):
    """The file is not read. `code` and `parameters` make a sentence (file.SENTENCES)."""

    def __init__(self, code: str, **parameters: str | int) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def cell_address(label: str, row: int, column: int) -> str:
    """Return the spreadsheet address of a cell; both numbers count from 0: (13, 3) is "D14"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{label}{letters}{row + 1}"


def check_size(rows: int, columns: int) -> None:
    """Raise ReadingError if a table is too large."""
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise ReadingError("size")


def fill_merged(rows: list[list[Value]], merged: list[Range]) -> list[Range]:
    """Repeat merged values in all cells that they cover; return the ranges cut to the table.

    Raise ReadingError if the ranges cover more cells than there are: then they overlap, and filling them could take
    for ever.
    """
    height, width = len(rows), max(map(len, rows), default=0)
    cut = [
        (top, left, min(bottom, height - 1), min(right, width - 1))
        for top, left, bottom, right in merged
        if top < height and left < width
    ]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in cut) > height * width:
        raise ReadingError("damaged")
    for top, left, bottom, right in cut:
        value = rows[top][left]
        if value is not None:
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [value] * (right - left + 1)
    return cut


def mark_row(table: SourceTable, row: int, looks: dict[int, set[str]]) -> None:
    """Note that a row, or some of its cells or a part of them, is struck through or hidden.

    `looks` tells of each written cell how its text looks: plain, struck, hidden.
    """
    for look, rows in (("struck", table.struck_rows), ("hidden", table.hidden_rows)):
        if looks and all(found == {look} for found in looks.values()):
            rows.add(row)
        else:
            table.faults.update(((row, column), look) for column, found in looks.items() if look in found)
