"""Hidden, struck-through, merged and valueless parts of ODS workbooks."""

import zipfile

from ratings.imports.reading.sheet_marks import Marks, check_reach
from ratings.imports.reading.table import MOST_ROWS
from ratings.imports.reading.xml_reader import XmlReader, attribute, number

# As far as a sheet can reach.
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576


def marks_of_ods(package: zipfile.ZipFile) -> list[Marks]:
    """Return the marks of the sheets, in their order in the workbook."""
    reader = _Sheets()
    reader.read_part(package, "styles.xml")
    reader.read_part(package, "content.xml")
    return reader.sheets


class _Styles(XmlReader):
    """Styles that strike their text through or hide their sheet; styles inherit from their parents."""

    def __init__(self) -> None:
        super().__init__()
        self.strikes: dict[str, bool] = {}
        self.hides: set[str] = set()
        self._parents: dict[str, str] = {}
        self._style = ""

    def start_style(self, attributes: list[str]) -> None:
        self._style = attribute(attributes, "name")
        self._parents[self._style] = attribute(attributes, "parent-style-name")

    def start_text_properties(self, attributes: list[str]) -> None:
        for name in ("text-line-through-style", "text-line-through-type"):
            if told := attribute(attributes, name):
                self.strikes[self._style] = told != "none"

    def start_table_properties(self, attributes: list[str]) -> None:
        if attribute(attributes, "display") == "false":
            self.hides.add(self._style)

    def is_struck(self, style: str) -> bool:
        """Whether a style strikes through; a chain of parents is followed ten styles far."""
        for _generation in range(10):
            if style in self.strikes or style not in self._parents:
                break
            style = self._parents[style]
        return self.strikes.get(style, False)


class _Sheets(_Styles):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Marks] = []
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._default_styles: list[tuple[int, str]] = []
        self._cell: list[str] = []
        self._is_note = False
        self._begin_row()

    def start_table(self, attributes: list[str]) -> None:
        self.sheets.append(Marks(merged=[], is_hidden=attribute(attributes, "style-name") in self.hides))
        self._row = self._column = 0
        self._default_styles = []

    def start_table_column(self, attributes: list[str]) -> None:
        last = self._column + number(attribute(attributes, "number-columns-repeated"), 1, LAST_COLUMN)
        if attribute(attributes, "visibility") in ("collapse", "filter"):
            self.sheets[-1].hidden_columns.append((self._column, last))
        self._default_styles.append((last, attribute(attributes, "default-cell-style-name")))
        self._column = last

    def start_table_row(self, attributes: list[str]) -> None:
        self._rows = number(attribute(attributes, "number-rows-repeated"), 1, LAST_ROW)
        self._column = 0
        self._begin_row()
        if attribute(attributes, "visibility") in ("collapse", "filter"):
            self.sheets[-1].hidden_rows.update(range(self._row, min(self._row + self._rows, MOST_ROWS)))

    def start_table_cell(self, attributes: list[str]) -> None:
        self._cell = attributes
        self._columns = number(attribute(attributes, "number-columns-repeated"), 1, LAST_COLUMN)
        self._text: list[str] = []
        self._spans = self._struck_spans = 0
        right = number(attribute(attributes, "number-columns-spanned"), 1, LAST_COLUMN)
        bottom = number(attribute(attributes, "number-rows-spanned"), 1, LAST_ROW)
        if (right > 1 or bottom > 1) and self.sheets[-1].merged is not None:
            self.sheets[-1].merged.append(
                (self._row, self._column, self._row + bottom - 1, self._column + right - 1)
            )
        self.hear(self._hear_cell)

    def start_covered_table_cell(self, attributes: list[str]) -> None:
        self._column += number(attribute(attributes, "number-columns-repeated"), 1, LAST_COLUMN)

    def start_annotation(self, _attributes: list[str]) -> None:
        self._is_note = True

    def end_annotation(self) -> None:
        self._is_note = False

    def start_span(self, attributes: list[str]) -> None:
        if not self._is_note:
            self._spans += 1
            self._struck_spans += self.is_struck(attribute(attributes, "style-name"))

    def end_table_cell(self) -> None:
        self.hear(None)
        text = "".join(self._text).strip()
        kind = attribute(self._cell, "value-type")
        if text or kind:
            self._judge(text, is_error="error" in self._cell)
        elif attribute(self._cell, "formula"):
            self._last = self._column
            self.sheets[-1].faults[self._row, self._column] = "formula"
        self._column += self._columns

    def end_table_row(self) -> None:
        if self._last >= 0:
            check_reach(self._row + self._rows - 1, self._last)
            for row in range(self._row, self._row + self._rows):
                self.sheets[-1].add_row(row, self._written, self._struck, self._partly)
        self._row += self._rows

    def _begin_row(self) -> None:
        self._written, self._last = 0, -1
        self._struck: set[int] = set()
        self._partly: set[int] = set()

    def _hear_cell(self, text: str) -> None:
        if not self._is_note:
            self._text.append(text)

    def _judge(self, text: str, *, is_error: bool) -> None:
        self._written += self._columns
        self._last = self._column + self._columns - 1
        columns = range(self._column, min(self._last, LAST_COLUMN) + 1)
        if is_error:
            self.sheets[-1].faults.update(((self._row, column), f"error:{text[:20]}") for column in columns)
        default = next((style for last, style in self._default_styles if self._column < last), "")
        if self.is_struck(attribute(self._cell, "style-name") or default) or (
            self._struck_spans and self._struck_spans == self._spans
        ):
            self._struck.update(columns)
        elif self._struck_spans:
            self._partly.update(columns)
