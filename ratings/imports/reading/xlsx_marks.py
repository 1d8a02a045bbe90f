"""Hidden, struck-through and valueless parts of XLSX and XLSM workbooks."""

import posixpath
import zipfile
from string import ascii_uppercase

from ratings.imports.reading.number_formats import told_by
from ratings.imports.reading.sheet_marks import Marks, check_reach
from ratings.imports.reading.table import MOST_ROWS, OWN_COMMENTS, Place
from ratings.imports.reading.xml_reader import XmlReader, attribute, number

WORKBOOK = "xl/workbook.xml"
FALSE = ("0", "false")
# Heights and widths that show nothing.
FLAT = ("0", "0.0")
# As far as a sheet can reach: XFD1048576.
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
MOST_COMMENTS, LONGEST_COMMENT = 2_000, 500


def marks_of_xlsx(package: zipfile.ZipFile) -> list[Marks]:
    """Return the marks of the sheets, in their order in the workbook."""
    workbook, relations = _Workbook(), _Relations()
    workbook.read_part(package, WORKBOOK)
    relations.read_part(package, "xl/_rels/workbook.xml.rels")
    styles, strings = _Styles(), _Strings()
    styles.read_part(package, relations.by_kind.get("styles", ""))
    strings.read_part(package, relations.by_kind.get("sharedStrings", ""))
    marks = []
    for relation in workbook.relations:
        part = relations.by_id.get(relation, "")
        sheet = _Sheet(styles, strings)
        sheet.read_part(package, part)
        sheet.close_row()
        sheet.marks.comments = _comments_of(package, part)
        marks.append(sheet.marks)
    return marks


def _comments_of(package: zipfile.ZipFile, part: str) -> dict[Place, str]:
    folder, _, name = part.rpartition("/")
    relations = _Relations(folder)
    relations.read_part(package, f"{folder}/_rels/{name}.rels")
    comments = _Comments()
    comments.read_part(package, relations.by_kind.get("comments", ""))
    return comments.found


class _Comments(XmlReader):
    """What is noted at cells, by their places."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Place, str] = {}
        self._cell = ""
        self._text: list[str] = []
        self._authors: list[list[str]] = []
        self._is_own = False

    def start_author(self, _attributes: list[str]) -> None:
        self._authors.append([])
        self.hear(self._authors[-1].append)

    def end_author(self) -> None:
        self.hear(None)

    def start_comment(self, attributes: list[str]) -> None:
        self._cell, self._text = attribute(attributes, "ref"), []
        author = number(attribute(attributes, "authorId"), 0, LAST_ROW)
        self._is_own = author < len(self._authors) and "".join(self._authors[author]) == OWN_COMMENTS

    def start_t(self, _attributes: list[str]) -> None:
        self.hear(self._text.append)

    def end_t(self) -> None:
        self.hear(None)

    def end_comment(self) -> None:
        digits = self._cell.lstrip(ascii_uppercase)
        text = "".join(self._text).strip()
        if text and not self._is_own and len(self.found) < MOST_COMMENTS:
            place = number(digits, 1, LAST_ROW) - 1, column_of(self._cell) - 1
            self.found[place] = text[:LONGEST_COMMENT]


class _Workbook(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.relations: list[str] = []

    def start_sheet(self, attributes: list[str]) -> None:
        self.relations.append(attribute(attributes, "id"))


class _Relations(XmlReader):
    """Parts of the workbook by the id of their relation, and by its kind."""

    def __init__(self, folder: str = "xl") -> None:
        super().__init__()
        self._folder = f"/{folder}"
        self.by_id: dict[str, str] = {}
        self.by_kind: dict[str, str] = {}

    def start_Relationship(self, attributes: list[str]) -> None:
        target = posixpath.normpath(posixpath.join(self._folder, attribute(attributes, "Target"))).lstrip("/")
        self.by_id[attribute(attributes, "Id")] = target
        self.by_kind[attribute(attributes, "Type").rpartition("/")[2]] = target


class _Styles(XmlReader):
    """Numbers of the cell styles whose font is struck through, and of those whose format shows other words or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.struck: set[str] = set()
        # By style: the words around a number, with a tab in its place; an empty text if it is not shown.
        self.telling: dict[str, str] = {}
        self._formats: dict[str, str] = {}
        self._fonts: list[bool] = []
        self._styles = 0
        self._within = ""

    def start_numFmt(self, attributes: list[str]) -> None:
        if (words := told_by(attribute(attributes, "formatCode"))) is not None:
            self._formats[attribute(attributes, "numFmtId")] = words

    def start_fonts(self, _attributes: list[str]) -> None:
        self._within = "fonts"

    def start_font(self, _attributes: list[str]) -> None:
        self._fonts.append(False)

    def start_strike(self, attributes: list[str]) -> None:
        if self._within == "fonts" and self._fonts:
            self._fonts[-1] = attribute(attributes, "val") not in FALSE

    def start_fills(self, _attributes: list[str]) -> None:
        self._within = ""

    def start_cellXfs(self, _attributes: list[str]) -> None:
        self._within = "cellXfs"

    def start_xf(self, attributes: list[str]) -> None:
        if self._within == "cellXfs":
            font = number(attribute(attributes, "fontId"), 0, LAST_ROW)
            if font < len(self._fonts) and self._fonts[font]:
                self.struck.add(str(self._styles))
            if (words := self._formats.get(attribute(attributes, "numFmtId"))) is not None:
                self.telling[str(self._styles)] = words
            self._styles += 1

    def start_cellStyles(self, _attributes: list[str]) -> None:
        self._within = ""


class _Strings(XmlReader):
    """Numbers of the shared strings that are struck through, wholly or in part."""

    def __init__(self) -> None:
        super().__init__()
        self.struck: set[str] = set()
        self.partly: set[str] = set()
        self._number = -1
        self._runs = self._struck_runs = 0

    def start_si(self, _attributes: list[str]) -> None:
        self._end_string()
        self._number += 1

    def start_r(self, _attributes: list[str]) -> None:
        self._runs += 1

    def start_strike(self, attributes: list[str]) -> None:
        self._struck_runs += attribute(attributes, "val") not in FALSE

    def end_sst(self) -> None:
        self._end_string()

    def _end_string(self) -> None:
        if self._struck_runs:
            (self.struck if self._struck_runs == self._runs else self.partly).add(str(self._number))
        self._runs = self._struck_runs = 0


class _Sheet(XmlReader):
    """Marks of a sheet. A cell is closed by what follows it: calls at the end of each element would double the time."""

    def __init__(self, styles: _Styles, strings: _Strings) -> None:
        super().__init__()
        self.marks = Marks()
        self._struck_styles, self._telling, self._strings = styles.struck, styles.telling, strings
        self._asks_strikes = bool(styles.struck or styles.telling or strings.struck or strings.partly)
        self._row = -1
        self._cell: list[str] = []
        self._begin_row()
        self._begin_cell()

    def start_col(self, attributes: list[str]) -> None:
        if attribute(attributes, "hidden", "0") not in FALSE or attribute(attributes, "width") in FLAT:
            first = number(attribute(attributes, "min"), 1, LAST_COLUMN) - 1
            self.marks.hidden_columns.append((first, number(attribute(attributes, "max"), 1, LAST_COLUMN)))

    def start_row(self, attributes: list[str]) -> None:
        self.close_row()
        self._row = number(attribute(attributes, "r"), self._row + 2, LAST_ROW) - 1
        is_hidden = attribute(attributes, "hidden", "0") not in FALSE or attribute(attributes, "ht") in FLAT
        if is_hidden and self._row < MOST_ROWS:
            self.marks.hidden_rows.add(self._row)

    def start_c(self, attributes: list[str]) -> None:
        if self._is_written or self._is_formula or "e" in self._cell:
            self._close_cell()
        self._cell = attributes
        self._cells += 1

    def start_f(self, _attributes: list[str]) -> None:
        self._is_formula = True

    def start_is(self, _attributes: list[str]) -> None:
        self._is_written = True

    def start_v(self, _attributes: list[str]) -> None:
        self._is_written = True
        if self._is_formula or self._asks_strikes or "e" in self._cell:
            self.hear(self._text.append)

    def start_r(self, _attributes: list[str]) -> None:
        self._runs += 1

    def start_strike(self, attributes: list[str]) -> None:
        self._struck_runs += attribute(attributes, "val") not in FALSE

    def close_row(self) -> None:
        """Note the marks of the row that ends."""
        if self._is_written or self._is_formula or "e" in self._cell:
            self._close_cell()
        self._cell = []
        if self._last_cell:
            check_reach(self._row, self._column_of(self._last_cell))
        if self._struck or self._partly:
            self.marks.add_row(self._row, self._written, self._struck, self._partly)
        self._begin_row()

    def _begin_row(self) -> None:
        self._cells = self._written = 0
        self._last_cell: list[str] = []
        self._struck: set[int] = set()
        self._partly: set[int] = set()

    def _begin_cell(self) -> None:
        self._cell = []
        self._is_formula = self._is_written = False
        self._runs = self._struck_runs = 0
        self._text: list[str] = []

    def _close_cell(self) -> None:
        self._last_cell = self._cell
        self._written += self._is_written
        if self._is_formula or self._asks_strikes or self._struck_runs or "e" in self._cell:
            self.hear(None)
            self._judge("".join(self._text))
            self._begin_cell()
        else:
            self._is_written = False
            self._runs = 0

    def _judge(self, text: str) -> None:
        column = self._column_of(self._cell)
        kind = attribute(self._cell, "t")
        if kind == "e":
            self.marks.faults[self._row, column] = f"error:{text[:20]}"
        elif self._is_formula and not text and kind not in ("str", "inlineStr"):
            self.marks.faults[self._row, column] = "formula"
        elif self._telling and kind in ("", "n") and text:
            words = self._telling.get(attribute(self._cell, "s"))
            if words:
                self.marks.shown[self._row, column] = words.replace("\t", text)
            elif words is not None:
                self.marks.faults[self._row, column] = "hidden"
        shared = text if kind == "s" else ""
        is_struck = attribute(self._cell, "s") in self._struck_styles or shared in self._strings.struck
        if not self._is_written:
            return
        if is_struck or (self._struck_runs and self._struck_runs == self._runs):
            self._struck.add(column)
        elif self._struck_runs or shared in self._strings.partly:
            self._partly.add(column)

    def _column_of(self, cell: list[str]) -> int:
        """Return the column of a cell by its address, or by its place if it has none."""
        return (column_of(attribute(cell, "r")) or self._cells) - 1


def column_of(address: str) -> int:
    """Return the number of the column of an address, from 1; 0 if it has none."""
    column = 0
    for letter in address[:3]:
        if "A" <= letter <= "Z":
            column = column * 26 + ord(letter) - 64
    return column
