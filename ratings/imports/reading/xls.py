"""Read workbooks of Excel 97 to 2003 (XLS) by xlrd, which tells values and marks at once."""

import io
from collections.abc import Sequence

import xlrd
from xlrd.sheet import Sheet

from ratings.imports.reading.sheet_marks import Marks, check_reach
from ratings.imports.reading.table import ReadingError, SourceTable, Value, fill_merged
from ratings.imports.reading.workbook import value_of

EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read_xls(data: bytes) -> list[SourceTable]:
    """Return the sheets that are not empty, hidden ones too."""
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            # Before Excel 97, letters were bytes; whose they are is decided cell by cell.
            encoding_override="latin-1",
        )
        sheets = [sheet for sheet in book.sheets() if sheet.nrows]
        tables = [_table(sheet) for sheet in sheets]
    except (ReadingError, MemoryError):
        raise
    except Exception as error:
        # xlrd stumbles over damaged files in many ways.
        raise ReadingError(_code_of(str(error))) from error
    tables = [table for table in tables if table.rows]
    if len(tables) == 1:
        tables[0].label = ""
    return tables


def _code_of(message: str) -> str:
    if "encrypted" in message:
        return "password"
    return "old-office" if "find workbook" in message else "damaged"


def _table(sheet: Sheet) -> SourceTable:
    reach = [_last_written(sheet.row_types(row)) for row in range(sheet.nrows)]
    height = max((row + 1 for row, last in enumerate(reach) if last >= 0), default=0)
    width = max(reach, default=-1) + 1
    if height:
        check_reach(height - 1, width - 1)
    marks = Marks()
    rows = [_values(sheet, row, width, marks) for row in range(height)]
    _mark_struck(sheet, height, marks)
    ranges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return SourceTable(
        label=f"{sheet.name}!",
        name=sheet.name,
        rows=rows,
        merged=fill_merged(rows, ranges),
        is_hidden=sheet.visibility != 0,
        hidden_rows={row for row, about in sheet.rowinfo_map.items() if about.hidden and row < height},
        struck_rows=marks.struck_rows,
        hidden_columns={
            column for column, about in sheet.colinfo_map.items() if about.hidden and column < width
        },
        faults=marks.faults,
    )


def _last_written(kinds: Sequence[int]) -> int:
    return next((column for column in range(len(kinds) - 1, -1, -1) if kinds[column] not in EMPTY), -1)


def _values(sheet: Sheet, row: int, width: int, marks: Marks) -> list[Value]:
    values: list[Value] = []
    for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
        if kind == xlrd.XL_CELL_ERROR:
            marks.faults[row, column] = f"error:{xlrd.error_text_from_code.get(value, '#?')}"
            value = None
        elif kind == xlrd.XL_CELL_BOOLEAN:
            value = bool(value)
        elif kind == xlrd.XL_CELL_DATE:
            value = _moment(value, sheet.book.datemode)
        values.append(value_of(value))
    del values[width:]
    return values + [None] * (width - len(values))


def _moment(number: float, datemode: int) -> object:
    """Return a day, a moment or a time of day; the number itself if it is none of them."""
    try:
        moment = xlrd.xldate_as_datetime(number, datemode)
    except (ValueError, OverflowError):
        return number
    return moment.time() if 0 <= number < 1 else moment


def _mark_struck(sheet: Sheet, height: int, marks: Marks) -> None:
    book = sheet.book
    fonts = {number for number, font in enumerate(book.font_list) if font.struck_out}
    if not fonts:
        return
    styles = {number for number, style in enumerate(book.xf_list) if style.font_index in fonts}
    rich = {
        place
        for place, runs in sheet.rich_text_runlist_map.items()
        if any(font in fonts for _at, font in runs)
    }
    for row in range(height):
        written = [column for column, kind in enumerate(sheet.row_types(row)) if kind not in EMPTY]
        struck = {column for column in written if sheet.cell_xf_index(row, column) in styles}
        partly = {column for column in written if (row, column) in rich}
        marks.add_row(row, len(written), struck, partly - struck)
