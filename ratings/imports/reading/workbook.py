"""Read workbooks (XLSX, XLSM, ODS): values by calamine, and the marks that calamine does not tell."""

import datetime
import io
import math
import zipfile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ratings.imports.reading.ods_marks import marks_of_ods
from ratings.imports.reading.sheet_marks import Marks
from ratings.imports.reading.table import ReadingError, SourceTable, Value, fill_merged
from ratings.imports.reading.xlsx_marks import WORKBOOK, marks_of_xlsx

MIDNIGHT = datetime.time()
# Above, a float does not tell each whole number from the next.
EXACT = 1e15


def read_workbook(data: bytes, package: zipfile.ZipFile) -> list[SourceTable]:
    """Return the sheets that are not empty, hidden ones too."""
    marks = marks_of_xlsx(package) if WORKBOOK in package.namelist() else marks_of_ods(package)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (book.get_sheet_by_index(place), about.visible is not SheetVisibleEnum.Visible, marks[place])
            for place, about in enumerate(book.sheets_metadata)
            if about.typ is SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, IndexError) as error:
        raise ReadingError("damaged") from error
    sheets = [each for each in sheets if each[0].start is not None or each[2].faults]
    tables = []
    for sheet, is_hidden, mark in sheets:
        table = _table(sheet, mark)
        table.name, table.label = sheet.name, f"{sheet.name}!" if len(sheets) > 1 else ""
        table.is_hidden = is_hidden or mark.is_hidden
        tables.append(table)
    return tables


def _table(sheet: CalamineSheet, marks: Marks) -> SourceTable:
    rows: list[list[Value]] = [
        # Most cells are text: asked first, since a large list has a million of them.
        [(value or None) if value.__class__ is str else value_of(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    _reach_to_faults(rows, marks)
    for (row, column), code in marks.faults.items():
        if code != "struck":
            rows[row][column] = None
    for (row, column), text in marks.shown.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    merged = marks.merged
    if merged is None:
        merged = [
            (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
    merged = fill_merged(rows, merged)
    height, width = len(rows), len(rows[0])
    return SourceTable(
        rows=rows,
        merged=merged,
        hidden_rows={row for row in marks.hidden_rows if row < height},
        struck_rows=marks.struck_rows,
        hidden_columns={
            column for first, last in marks.hidden_columns for column in range(first, min(last, width))
        },
        faults=marks.faults,
        comments={place: text for place, text in marks.comments.items() if place[0] < height},
    )


def _reach_to_faults(rows: list[list[Value]], marks: Marks) -> None:
    """Extend the rows to cells that calamine leaves out, because they have no value."""
    height = max((row + 1 for row, _column in marks.faults), default=0)
    width = max([len(rows[0]) if rows else 0, *(column + 1 for _row, column in marks.faults)])
    rows.extend([] for _row in range(height - len(rows)))
    for row in rows:
        row.extend([None] * (width - len(row)))


def value_of(value: object) -> Value:
    """Return a value of calamine as text, number or day; moments at midnight are days."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        if math.isfinite(value) and value.is_integer() and abs(value) < EXACT:
            return int(value)
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == MIDNIGHT else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, datetime.date)):
        return value
    return None if value is None else str(value)
