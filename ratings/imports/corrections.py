"""What a person wrote in the page instead of refused cells; the file itself stays as it was sent."""

from collections.abc import Iterable, Mapping

from ratings.imports.cells import cell_text
from ratings.imports.list_row import ListRow

# Row as the spreadsheet numbers it → key of the cell → text. An empty text empties the cell.
Corrections = Mapping[str, Mapping[str, str]]


def cell_key(cell: str, name: str) -> str:
    """Return the key of a cell: its address and its field, because a field without a column stands at another's address."""
    return f"{cell}:{name}"


def apply_corrections(rows: Iterable[ListRow], corrections: Corrections) -> dict[str, str]:
    """Replace the values of corrected cells. Keys that fit no cell of the row (any more) have no effect.

    Return the texts of the cells of the file that are corrected, by their addresses; a field without a column has none.
    """
    corrected: dict[str, str] = {}
    if not corrections:
        return corrected
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
            if name in row.layout.columns and name not in row.addresses:
                corrected[cell] = written
    return corrected
