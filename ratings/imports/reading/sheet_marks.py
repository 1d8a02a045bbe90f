"""What a sheet tells beside its values: hidden and struck-through parts, and cells without a true value."""

from dataclasses import dataclass, field

from ratings.imports.reading.table import MOST_CELLS, MOST_ROWS, Place, Range, ReadingError, cell_address


@dataclass(slots=True)
class Marks:
    """Marks of one sheet, by rows and columns that count from 0. `merged` is None if calamine tells it."""

    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    faults: dict[Place, str] = field(default_factory=dict)
    # What is shown in the place of a number.
    shown: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] | None = None
    is_hidden: bool = False

    def add_row(self, row: int, written: int, struck: set[int], partly: set[int]) -> None:
        """Note what is struck through in a row: the whole row, or cells of it as faults."""
        if struck and len(struck) == written:
            self.struck_rows.add(row)
        else:
            self.faults.update(((row, column), "struck") for column in struck | partly)


def check_reach(row: int, column: int) -> None:
    """Raise ReadingError if a written cell is so far out that the grid up to it would exhaust memory."""
    if row >= MOST_ROWS or (row + 1) * (column + 1) > MOST_CELLS:
        raise ReadingError("reach", cell=cell_address("", row, column))
