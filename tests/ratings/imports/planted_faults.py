"""A list of an office with faults of all kinds: `python -m tests.ratings.imports.planted_faults FILE [ROWS [FAULTS [SEED]]]`."""

import sys
from pathlib import Path
from random import Random

from tests.ratings.imports.planted import STYLES, Sheet, workbook
from tests.ratings.imports.planted_cells import CELLS
from tests.ratings.imports.planted_lines import LINES
from tests.ratings.imports.planting import Fault, Planter

KINDS = CELLS.kinds | LINES.kinds


def province_list(rows: int, faults: int, seed: int = 1) -> tuple[list[Sheet], list[Fault]]:
    """Return the sheets of a list with about so many product lines, and the faults planted in it."""
    chance = Random(seed)
    planter, sheets = Planter(chance, KINDS), []
    for title, write, share in STYLES:
        sheet = Sheet(title)
        planter.rows = int(rows * share)
        planter.wanted = round(faults * share)
        write(chance, sheet, planter.rows, planter)
        sheet.lines += [[text] for text in sheet.below]
        sheets.append(sheet)
    return sheets, planter.faults


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[2:]]
    made, _faults = province_list(*(numbers + [20_000, 200, 1][len(numbers) :]))
    Path(sys.argv[1]).write_bytes(workbook(made))
