"""Read the tables of web pages, as programs save them under names that end in .xls."""

import re
from dataclasses import dataclass, field

from lxml import etree, html

from ratings.imports.reading.table import ReadingError, SourceTable, Value, check_size, fill_merged, mark_row
from ratings.imports.reading.text import decode
from ratings.imports.reading.word import DEEPEST
from ratings.imports.reading.xml_reader import number

# As browsers limit them.
WIDEST_SPAN, HIGHEST_SPAN = 1_000, 65_534
_CELLS = {"td", "th"}
_LINES = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
_STRIKES = {"s", "strike", "del"}
_NOT_READ = {"head", "style", "script", "template"}
_SPACES = re.compile(r"\s+")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")


def read_web_page(data: bytes) -> list[SourceTable]:
    """Return the tables in the order in which they begin; a table within a cell is also text of that cell."""
    text, _is_unicode = decode(data)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True)
    try:
        root = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError("damaged") from error
    page = _Page(root)
    tables = [table.finished() for table in page.tables if table.rows]
    if not tables:
        raise ReadingError("web-page")
    return tables


@dataclass(slots=True)
class _Cell:
    left: int
    right: int
    rows: int
    parts: list[str] = field(default_factory=list)
    looks: set[str] = field(default_factory=set)


class _Table:
    def __init__(self, above: tuple[str, ...]) -> None:
        self.source = SourceTable(above=above)
        self.rows = self.source.rows
        self.columns = 0  # declared ahead of the rows
        self.cells: list[_Cell] = []
        self.cell: _Cell | None = None
        # Rows that a cell from above still covers, by column.
        self.covered: dict[int, int] = {}

    def begin_row(self, *, is_hidden: bool) -> None:
        self.end_row()
        if is_hidden:
            self.source.hidden_rows.add(len(self.rows))

    def begin_cell(self, columns: int, rows: int) -> None:
        left = self.cells[-1].right + 1 if self.cells else 0
        while left in self.covered:
            left += 1
        self.cell = _Cell(left, left + columns - 1, rows)
        self.cells.append(self.cell)

    def end_row(self) -> None:
        """Add the cells since the last row ended."""
        self.cell = None
        if not self.cells:
            return
        here = len(self.rows)
        row: list[Value] = [None] * (max(self.cells[-1].right, *self.covered, 0) + 1)
        self.covered = {column: left - 1 for column, left in self.covered.items() if left > 1}
        for cell in self.cells:
            row[cell.left] = "\n".join(_lines(cell.parts)) or None
            if cell.rows > 1 or cell.right > cell.left:
                self.source.merged.append((here, cell.left, here + cell.rows - 1, cell.right))
            if cell.rows > 1:
                self.covered |= dict.fromkeys(range(cell.left, cell.right + 1), cell.rows - 1)
        self.rows.append(row)
        mark_row(self.source, here, {cell.left: cell.looks for cell in self.cells if cell.looks})
        self.cells = []

    def finished(self) -> SourceTable:
        self.end_row()
        width = max(map(len, self.rows))
        check_size(len(self.rows), width)
        for row in self.rows:
            row.extend([None] * (width - len(row)))
        self.source.merged = fill_merged(self.rows, self.source.merged)
        self.source.hidden_columns = {column for column in self.source.hidden_columns if column < width}
        return self.source


class _Page:
    """Walks through a page with a stack of open tables."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._above: list[str] = []
        self._struck_classes = _struck_classes(root)
        self._not_read = self._struck = self._hidden = 0
        self._size = [0, 0]
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._start(element)
            else:
                self._end(element)

    def _start(self, element: html.HtmlElement) -> None:
        tag, table = element.tag, self._open[-1] if self._open else None
        self._count(element, 1)
        if tag == "table":
            self._begin_table()
        elif tag == "tr" and table:
            table.begin_row(is_hidden=_is_hidden(element))
        elif tag in _CELLS and table:
            columns = number(element.get("colspan", ""), 1, WIDEST_SPAN) or 1
            table.begin_cell(columns, number(element.get("rowspan", ""), 1, HIGHEST_SPAN) or 1)
            self._size[1] += columns
            check_size(1, self._size[1])
        elif tag == "col" and table:
            columns = number(element.get("span", ""), 1, WIDEST_SPAN)
            if _is_hidden(element):
                table.source.hidden_columns.update(range(table.columns, table.columns + columns))
            table.columns += columns
        elif tag in _LINES:
            self._add("\n")
        self._hear(element.text)

    def _end(self, element: html.HtmlElement) -> None:
        self._count(element, -1)
        if element.tag == "table":
            self._open.pop().end_row()
        elif element.tag in _CELLS and self._open:
            self._open[-1].cell = None
        elif element.tag in _LINES:
            self._add("\n")
        self._hear(element.tail)

    def _begin_table(self) -> None:
        if len(self._open) == DEEPEST:
            raise ReadingError("nested")
        self._open.append(_Table(() if self._open else tuple(_lines(self._above))))
        self.tables.append(self._open[-1])
        self._above = []

    def _count(self, element: html.HtmlElement, step: int) -> None:
        """Note that an element begins or ends that is not read, struck through, or hidden."""
        self._not_read += step * (element.tag in _NOT_READ)
        if element.tag in _STRIKES or self._strikes(element):
            self._struck += step
        if element.tag not in ("tr", "col", "table") and _is_hidden(element):
            self._hidden += step

    def _strikes(self, element: html.HtmlElement) -> bool:
        if "line-through" in element.get("style", ""):
            return True
        return bool(self._struck_classes) and not self._struck_classes.isdisjoint(
            element.get("class", "").split()
        )

    def _hear(self, text: str | None) -> None:
        if text and not self._not_read:
            self._add(_SPACES.sub(" ", text))
            if text.strip():
                look = "struck" if self._struck else "hidden" if self._hidden else "plain"
                for table in self._open:
                    if table.cell:
                        table.cell.looks.add(look)

    def _add(self, text: str) -> None:
        if not self._open:
            self._above.append(text)
        for table in self._open:
            if table.cell:
                table.cell.parts.append(text)


def _struck_classes(root: html.HtmlElement) -> set[str]:
    """Return the classes that strike through, as Excel declares them at the head of a page."""
    rules = (rule for style in root.iter("style") for rule in _RULE.findall(style.text_content()))
    return {name for names, how in rules if "line-through" in how for name in _CLASS.findall(names)}


def _is_hidden(element: html.HtmlElement) -> bool:
    return "hidden" in element.attrib or "display:none" in element.get("style", "").replace(" ", "").lower()


def _lines(parts: list[str]) -> list[str]:
    return [line for each in "".join(parts).split("\n") if (line := _SPACES.sub(" ", each).strip())]
