"""Read the tables of Word documents (DOCX), with the text above each."""

import re
import zipfile
from dataclasses import dataclass, field

from ratings.imports.reading.table import ReadingError, SourceTable, Value, check_size, mark_row
from ratings.imports.reading.xml_reader import XmlReader, attribute, number

DOCUMENT = "word/document.xml"
MOST_COLUMNS = 63  # of a table in Word
DEEPEST = 20  # tables within tables
FALSE = ("0", "false", "off")
# Tables also stand in the header and the footer of the pages.
_BESIDE = re.compile(r"word/(?:header|footer)\d*\.xml")


def read_word(package: zipfile.ZipFile) -> list[SourceTable]:
    """Return the tables in the order in which they begin; a table within a cell is also text of that cell."""
    reader = _Document()
    reader.read_part(package, DOCUMENT)
    if not any(table.rows for table in reader.tables):
        raise ReadingError("no-table")
    tables = [table.finished() for table in reader.tables if table.rows]
    tables[-1].below = tuple(reader.text_below)
    for part in sorted(name for name in package.namelist() if _BESIDE.fullmatch(name)):
        beside = _Document()
        beside.read_part(package, part)
        tables += [table.finished() for table in beside.tables if table.rows]
    return tables


@dataclass(slots=True)
class _Cell:
    left: int
    span: int = 1
    merge: str = ""  # restart or continue, if it is merged with cells above or below
    lines: list[str] = field(default_factory=list)
    # How its runs of text look: plain, struck, hidden.
    looks: set[str] = field(default_factory=set)


class _Table:
    def __init__(self, above: tuple[str, ...]) -> None:
        self.source = SourceTable(above=above)
        self.rows = self.source.rows
        self.merged: list[list[int]] = []
        self.open_ranges: dict[int, list[int]] = {}
        self.begin_row()

    def begin_row(self) -> None:
        self.cells: list[_Cell] = []
        self.before = 0
        self.is_deleted = False

    def begin_cell(self) -> None:
        left = self.cells[-1].left + self.cells[-1].span if self.cells else self.before
        self.cells.append(_Cell(left))

    def end_row(self) -> None:
        """Add the cells of the row; a cell that goes on from the row above has its value."""
        row: list[Value] = [None] * self.before
        here, open_ranges = len(self.rows), {}
        for cell in self.cells:
            value: Value = "\n".join(cell.lines).strip() or None
            found = self.open_ranges.get(cell.left) if cell.merge == "continue" else None
            if found:
                found[2], value = here, self.rows[-1][cell.left]
            elif cell.merge or cell.span > 1:
                found = [here, cell.left, here, cell.left + cell.span - 1]
                self.merged.append(found)
            if found and cell.merge:
                open_ranges[cell.left] = found
            row += [value] * cell.span
        self.open_ranges = open_ranges
        self.rows.append(row)
        mark_row(self.source, here, {cell.left: cell.looks for cell in self.cells if cell.looks})

    def finished(self) -> SourceTable:
        width = max(map(len, self.rows))
        check_size(len(self.rows), width)
        for row in self.rows:
            row.extend([None] * (width - len(row)))
        self.source.merged = [
            (top, left, bottom, right)
            for top, left, bottom, right in self.merged
            if (top, left) != (bottom, right)
        ]
        return self.source


class _Document(XmlReader):
    """Keeps a stack of open tables; what wraps rows, cells and text (content controls, insertions) changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._above: list[str] = []
        self._line: list[str] = []
        # Depth in what is not read: deleted or moved text, and the second form of a drawing.
        self._left_out = 0
        self._rows = self._cells = 0
        self._look = ""  # of the current run; empty outside of runs
        # Of each open content control, whether it shows only what is to be chosen or written there.
        self._placeholders: list[bool] = []
        self._in_row_properties = False

    @property
    def text_below(self) -> list[str]:
        """The text after the last table."""
        return self._above

    def start_tbl(self, _attributes: list[str]) -> None:
        self._end_line()
        if len(self._open) == DEEPEST:
            raise ReadingError("nested")
        self._open.append(_Table(() if self._open else tuple(self._above)))
        self._above = []
        self.tables.append(self._open[-1])

    def end_tbl(self) -> None:
        self._open.pop()

    def start_tr(self, _attributes: list[str]) -> None:
        if self._open:
            self._open[-1].begin_row()

    def start_trPr(self, _attributes: list[str]) -> None:
        self._in_row_properties = True

    def end_trPr(self) -> None:
        self._in_row_properties = False

    def start_gridBefore(self, attributes: list[str]) -> None:
        if self._open:
            self._open[-1].before = number(attribute(attributes, "val"), 0, MOST_COLUMNS)

    def end_tr(self) -> None:
        if self._open:
            self._rows += 1
            self._open[-1].end_row()

    def start_tc(self, _attributes: list[str]) -> None:
        if self._open:
            self._open[-1].begin_cell()
            self._count(1)

    def _count(self, cells: int) -> None:
        self._cells += cells
        check_size(self._rows, 1)
        check_size(1, self._cells)

    def _cell(self) -> _Cell:
        """Return the current cell, or one that nobody reads."""
        return self._open[-1].cells[-1] if self._open and self._open[-1].cells else _Cell(0)

    def start_gridSpan(self, attributes: list[str]) -> None:
        self._cell().span = span = number(attribute(attributes, "val"), 1, MOST_COLUMNS) or 1
        self._count(span - 1)

    def start_vMerge(self, attributes: list[str]) -> None:
        self._cell().merge = attribute(attributes, "val") or "continue"

    def end_p(self) -> None:
        self._end_line()

    def start_r(self, _attributes: list[str]) -> None:
        self._look = "plain"

    def end_r(self) -> None:
        self._look = ""

    def start_strike(self, attributes: list[str]) -> None:
        if self._look and attribute(attributes, "val") not in FALSE:
            self._look = "struck"

    start_dstrike = start_strike

    def start_vanish(self, attributes: list[str]) -> None:
        if self._look and attribute(attributes, "val") not in FALSE:
            self._look = "hidden"

    def start_t(self, _attributes: list[str]) -> None:
        if not self._left_out:
            self.hear(self._hear)

    def end_t(self) -> None:
        self.hear(None)

    def start_delText(self, _attributes: list[str]) -> None:
        """Read the text of a row that was deleted with track changes like one that is struck through."""
        if self._open and self._open[-1].is_deleted:
            self.hear(self._hear)

    end_delText = end_t

    def start_sdt(self, _attributes: list[str]) -> None:
        self._placeholders.append(False)

    def start_showingPlcHdr(self, attributes: list[str]) -> None:
        if self._placeholders and not self._placeholders[-1] and attribute(attributes, "val") not in FALSE:
            self._placeholders[-1] = True
            self._left_out += 1

    def end_sdt(self) -> None:
        self._left_out -= self._placeholders.pop()

    def start_tab(self, _attributes: list[str]) -> None:
        if self._look and not self._left_out:
            self._line.append(" ")

    start_br = start_cr = start_tab

    def start_noBreakHyphen(self, _attributes: list[str]) -> None:
        self._line.append("-")

    def start_del(self, _attributes: list[str]) -> None:
        if self._in_row_properties and self._open:
            self._open[-1].is_deleted = True
        self._left_out += 1

    def end_del(self) -> None:
        self._left_out -= 1

    def start_moveFrom(self, _attributes: list[str]) -> None:
        self._left_out += 1

    start_Fallback = start_moveFrom
    end_moveFrom = end_Fallback = end_del

    def _hear(self, text: str) -> None:
        self._line.append(text)
        if text.strip():
            for table in self._open:
                if table.cells:
                    table.cells[-1].looks.add("struck" if table.is_deleted else self._look or "plain")

    def _end_line(self) -> None:
        """Add a paragraph to the cells that it is in, or to the text above the next table."""
        line = "".join(self._line)
        self._line = []
        if not self._open:
            if line.strip():
                self._above.append(line.strip())
            return
        for table in self._open:
            if table.cells:
                table.cells[-1].lines.append(line)
