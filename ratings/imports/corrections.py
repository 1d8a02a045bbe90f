"""What a person wrote in the page instead of refused cells; the file itself stays as it was sent."""

from collections.abc import Iterable, Mapping

from ratings.imports.cells import cell_text
from ratings.imports.list_row import ListRow

# Row as the spreadsheet numbers it → key of the cell → text. An empty text empties the cell.
Corrections = Mapping[str, Mapping[str, str]]


def cell_key(cell: str, name: str) -> str:
    """Return the key of a cell: its address and its field, because a field without a column stands at another's address."""
    return f"{cell}:{name}"


def apply_corrections(rows: Iterable[ListRow], corrections: Corrections) -> None:
    """Replace the values of corrected cells. Keys that fit no cell of the row (any more) have no effect."""
    if not corrections:
        return
    for row in (told for each in rows for told in (each, *each.evaluations)):
        for key, text in corrections.get(row.place_in_file, {}).items():
            cell, _separator, name = key.rpartition(":")
            if row.cell(name) != cell:
                continue
            row.problems[:] = [problem for problem in row.problems if problem[0] != name]
            if written := cell_text(text):
                row.values[name] = written
            else:
                row.values.pop(name, None)
