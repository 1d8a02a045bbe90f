"""Find the list in raw tables: heading rows, product rows, and titles or group lines between them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from ocop.values.vietnamese import clean, fold
from ratings.imports import cells, headings
from ratings.imports.decision_cell import find_decision
from ratings.imports.purposes import Purpose, Title, purpose_of
from ratings.imports.reading.file import UnreadableFileError
from ratings.imports.reading.table import SourceTable, cell_address

# Headings are searched down to this row.
DEEPEST_HEADING = 40
_ENUMERATION = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_TOTAL = re.compile(r"(?:tong|cong|tong cong|tong so|nguoi lap|tm|kt|noi nhan)\b")
_LIST_NUMBER = re.compile(r"^\s*(?:[IVXLC]+|[0-9]+|[A-Za-zđĐ])\s*[.)/:-]\s*")
_PLACE_IN_TITLE = re.compile(
    r"\b(tỉnh|thành phố|tp\.?|thị xã|tx\.?|huyện|xã|phường|thị trấn)\s+"
    r"((?:[^\W\d_][\w’']*\s?){1,4}?)(?=\s*(?:$|[,;.()–-]|\bnăm\b|\btỉnh\b|\bhuyện\b|\bngày\b|\bđợt\b|\bđạt\b))",
    re.IGNORECASE,
)
_INSTEAD = {
    "province": ("address", "district", "commune"),
    "district": ("address", "commune"),
    "commune": ("address",),
    "decided_on": ("decision",),
    "name": ("name_en",),
}
_LEVELS = {"tinh": "province", "huyen": "district", "thi xa": "district", "tx": "district"}
_LEVELS |= {"xa": "commune", "phuong": "commune", "thi tran": "commune"}


@dataclass
class Layout:
    """Columns of one table by field, and what its title says for all rows."""

    label: str
    columns: dict[str, int]
    said: dict = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)

    @property
    def purpose(self) -> Purpose:
        """What the titles say that the list is for."""
        return purpose_of(self.titles)[0]

    @property
    def purpose_wording(self) -> str:
        """The title that says what the list is for."""
        return purpose_of(self.titles)[1]

    def cell(self, row: int, name: str) -> str:
        """Return the address of a row's cell; if the list has no such column, of its substitute column."""
        instead = (name, *_INSTEAD.get(name, ()), "producer", "name")
        return cell_address(
            self.label, row, next((self.columns[each] for each in instead if each in self.columns), 0)
        )


@dataclass(slots=True)
class ListRow:
    """One row of a list: raw value of each field, and what the titles and group lines above it say."""

    layout: Layout
    number: int
    values: dict
    said: dict
    # The lines between the rows that hold for this one; the titles above the list are those of the layout.
    sections: tuple[Title, ...] = ()

    @property
    def decision_title(self) -> Title | None:
        """The line above the row that names the decision, with its wording; None if there is none."""
        lines = [*self.layout.titles, *self.sections]
        named = (line for line in reversed(lines) if line.purpose != Purpose.LEGAL_BASES)
        return next(
            (line for line in named if self.said.get("decision", "\0") in _decision_in(line.text)), None
        )

    @property
    def purpose(self) -> Purpose:
        """What the section of the row says that it is for, else the titles of its list."""
        own = purpose_of(self.sections)[0]
        return self.layout.purpose if own == Purpose.UNKNOWN else own

    def get(self, name: str) -> object:
        return self.values.get(name, "")

    def cell(self, name: str) -> str:
        """Return the address of the field's cell, such as “D14”."""
        return self.layout.cell(self.number, name)

    @property
    def place_in_file(self) -> str:
        """The number of the row as the spreadsheet shows it."""
        return f"{self.layout.label}{self.number + 1}"


@dataclass
class SourceList:
    """All rows found in a file."""

    rows: list[ListRow]
    layouts: list[Layout]
    passed_over: int


def read_source_list(tables: Iterable[SourceTable]) -> SourceList:
    """Return the rows of all product lists in the tables; raise UnreadableFileError if there is none."""
    found = SourceList([], [], 0)
    for table in tables:
        _read_table(table, found)
    if not found.layouts:
        raise UnreadableFileError(
            _(
                "No list was found. It needs a row of headings with “Tên sản phẩm” (product) "
                "and “Chủ thể” (producer)."
            )
        )
    if not found.rows:
        raise UnreadableFileError(_("The list has headings but no rows."))
    return found


def _read_table(table: SourceTable, found: SourceList) -> None:
    rows = iter(table.rows)
    top = list(islice(rows, DEEPEST_HEADING))
    layout, after = _layout(table, top)
    if layout is None:
        return
    found.layouts.append(layout)
    group: dict = {}
    sections: tuple[Title, ...] = ()
    for number, line in enumerate(chain(top[after:], rows), after):
        values = {
            name: line[column]
            for name, column in layout.columns.items()
            if column < len(line) and cells.cell_text(line[column])
        }
        if is_row(values, line):
            found.rows.append(ListRow(layout, number, values, layout.said | group, sections))
            continue
        title = Title(_distinct_texts(line), cell_address(table.label, number, 0))
        if said := _parse_title(title.text, title.purpose):
            group = _merge_group(group, said)
            sections = (title,)
        found.passed_over += 1


def _decision_in(words: str) -> tuple[str, ...]:
    found = find_decision(words)
    return (found[0],) if found else ()


def _merge_group(group: dict, said: dict) -> dict:
    """Merge a group line into the current group; a new district clears the commune named before it."""
    if "district" in said or "province" in said:
        return said
    return group | said


def is_row(values: Mapping[str, object], line: list) -> bool:
    """Whether a line is a product row: it has a product name or two other values. Titles and groups have
    one value.
    """
    if headings.field_of(values.get("name")) == "name":
        return False
    distinct = {cells.cell_text(cell) for cell in line} - {""}
    named = headings.NAMES & values.keys()
    if len(distinct) < 2 or _TOTAL.match(
        fold(cells.cell_text(next(cell for cell in line if cells.cell_text(cell))))
    ):
        return bool(named) and "producer" in values and len(distinct) >= 2
    telling = values.keys() - {"serial"} - headings.NAMES
    return bool(named) or len(telling) >= 2


def _layout(table: SourceTable, top: list[list]) -> tuple[Layout | None, int]:
    """Find the headings, which may span several lines; return the layout and the number of the line after them."""
    for number, line in enumerate(top):
        if headings.is_heading_row(headings.fields_of(line)):
            after = _end_of_heading(top, number)
            columns, not_read = _columns([each for each in top[number:after] if not _is_enumeration(each)])
            titles = [Title(clean(words)) for words in table.above]
            titles += [
                Title(words, cell_address(table.label, above, 0))
                for above, each in enumerate(top[:number])
                if (words := _distinct_texts(each))
            ]
            said: dict = {}
            for title in titles:
                said |= _parse_title(title.text, title.purpose)
            return Layout(table.label, columns, said, not_read, titles), after
    return None, 0


def _end_of_heading(lines: list[list], first: int) -> int:
    """Return the number of the first line below the headings; a second heading line names parts of the first."""
    after = first + 1
    while after < len(lines) and (_continues(lines[first], lines[after]) or _is_enumeration(lines[after])):
        after += 1
    return after


def _continues(heading: list, line: list) -> bool:
    """Whether every cell of a line is a heading or merged with the cell above."""
    written = [(column, cell) for column, cell in enumerate(line) if cells.cell_text(cell)]
    return bool(written) and all(
        headings.field_of(cell) or (column < len(heading) and heading[column] == cell)
        for column, cell in written
    )


def _is_enumeration(line: list) -> bool:
    """Whether a line only numbers the columns: (1), (2), (3) or A, B, 1, 2."""
    written = [cells.cell_text(cell) for cell in line if cells.cell_text(cell)]
    return len(written) > 1 and all(_ENUMERATION.fullmatch(cell) for cell in written)


def _columns(lines: list[list]) -> tuple[dict[str, int], list[str]]:
    """Return the column of each field, taking the lowest known heading, and the headings that are not imported."""
    columns: dict[str, int] = {}
    not_read = []
    for column in range(max(len(line) for line in lines)):
        titles = [line[column] for line in lines if column < len(line) and cells.cell_text(line[column])]
        name = next((known for title in reversed(titles) if (known := headings.field_of(title))), None)
        name = "producer" if name == "producer_address" else name
        if name and name not in columns and name not in headings.NOT_TAKEN:
            columns[name] = column
        elif titles:
            not_read.append(cells.cell_text(titles[-1]))
    return columns, not_read


def _distinct_texts(line: list) -> str:
    """Return the distinct cell texts of a title or group line, in order."""
    return " ".join(dict.fromkeys(text for cell in line if (text := cells.cell_text(cell))))


def _parse_title(words: str, purpose: Purpose = Purpose.UNKNOWN) -> dict:
    """Parse a title or group line: place, year, decision with its date.

    Decisions among legal bases are not that of the list; its year is not that of a law.
    """
    said: dict = {}
    bare = _LIST_NUMBER.sub("", words)
    for kind, name in _PLACE_IN_TITLE.findall(bare):
        level = _LEVELS.get(fold(kind).strip("."), "")
        # A city is a district of a province, or is equal to a province. It is a district if the list names a
        # province.
        said.setdefault(level or "district", clean(f"{kind} {name}") if level != "province" else clean(name))
    if purpose == Purpose.LEGAL_BASES:
        return said
    if found := find_decision(words):
        said["decision"], said["decided_on"] = found.number, found.signed_on
        said["decided_by"] = found.authority
    if named := re.search(r"n[aă]m\s+(20\d\d)", words, re.IGNORECASE):
        said["year"] = int(named[1])
    return said
