"""Rows of a register's list: found below their headings, cells read into values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.values.vietnamese import fold
from ratings.imports import cells
from ratings.imports.account import Account, Fate, Part
from ratings.imports.formats.columns import plain
from ratings.imports.formats.register_format import RegisterFormat, matched
from ratings.imports.layouts import Layout
from ratings.imports.list_row import ListRow
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.reading.file import UnreadableFileError
from ratings.imports.reading.table import SourceTable

DEEPEST_HEADING = 40
_TOTALS = ("tong", "cong", "nguoi lap", "noi nhan")


@dataclass(slots=True)
class RegisterRow(ParsedRow):
    """A row with the values of its cells by field; empty cells are missing from `values`: they change nothing.

    `known` is the key of the row of the register that it means, where its own key or what it belongs to says so.
    """

    values: dict[str, Any] = field(default_factory=dict)
    product_key: int | None = None
    known: int | None = None

    def text(self, name: str) -> str:
        return cells.cell_text(self.row.get(name))


@dataclass
class RegisterTables:
    """The rows of the tables that are lists of a register, and what became of all other lines and columns."""

    rows: list[ListRow] = field(default_factory=list)
    account: list[Part] = field(default_factory=list)


def heading_of(format_: RegisterFormat, table: SourceTable) -> tuple[int, dict[str, int]] | None:
    """Return the line of a table's headings and its columns by name; None if it is no list of the register."""
    for number, line in enumerate(table.rows[:DEEPEST_HEADING]):
        found = matched(format_, line, plain)
        if all(any(name in found for name in group) for group in format_.telling):
            return number, found
    return None


def find_rows(format_: RegisterFormat, tables: list[SourceTable]) -> RegisterTables:
    """Return the rows of all tables that have the register's headings; hidden ones are named and left out.

    Raise UnreadableFileError if there are none.
    """
    result = RegisterTables()
    for table in tables:
        heading = heading_of(format_, table)
        if heading is None or table.is_hidden:
            result.account += _left_out(table)
            continue
        _read_table(table, *heading, format_, result)
    if not result.rows:
        raise UnreadableFileError(gettext_lazy("The list has headings but no rows."))
    return result


def _left_out(table: SourceTable) -> list[Part]:
    """Account for a table that is hidden, or no list of the register."""
    account = Account(table.label)
    fate, why = (
        (Fate.LEFT_OUT, _("The sheet is hidden."))
        if table.is_hidden
        else (Fate.NOT_READ, _("Its headings are not those of this register."))
    )
    for number, line in enumerate(table.rows):
        if words := _words(line):
            account.add_line(fate, number, _span(line), words, why)
    return account.parts()


def _words(line: list) -> str:
    return " ".join(dict.fromkeys(text for cell in line if (text := cells.cell_text(cell))))


def _span(line: list) -> tuple[int, int]:
    return 0, max(len(line) - 1, 0)


def _read_table(
    table: SourceTable, top: int, columns: dict[str, int], format_: RegisterFormat, result: RegisterTables
) -> None:
    read = {name: column for name, column in columns.items() if format_.by_name[name].read}
    layout, account = Layout(table.label, read), Account(table.label)
    for number, line in enumerate(table.rows[:top]):
        if words := _words(line):
            account.add_line(Fate.TITLE, number, _span(line), words)
    account.add_line(Fate.HEADING, top, _span(table.rows[top]), _words(table.rows[top]))
    told: list[int] = []
    for number, line in enumerate(table.rows[top + 1 :], top + 1):
        texts = {cells.cell_text(cell) for cell in line} - {""}
        if texts and (number in table.hidden_rows or number in table.struck_rows):
            why = _("It is hidden.") if number in table.hidden_rows else _("It is struck through.")
            account.add_line(Fate.LEFT_OUT, number, _span(line), _words(line), why)
        elif _is_row(texts, line):
            told.append(number)
            result.rows.append(ListRow(layout, number, dict(_values(table, number, line, read)), {}))
        elif texts:
            account.add_line(Fate.NOTE, number, _span(line), _words(line))
    _account_for_columns(table, told, read, table.rows[top], account)
    result.account += account.parts()


def _account_for_columns(
    table: SourceTable, rows: list[int], read: dict[str, int], headings: list, account: Account
) -> None:
    account.add_columns(Fate.READ, rows, read.values())
    width = max((len(table.rows[number]) for number in rows), default=0)
    for column in sorted({*range(width)} - {*read.values()}):
        lines = [table.rows[number] for number in rows]
        if any(column < len(line) and cells.cell_text(line[column]) for line in lines):
            heading = cells.cell_text(headings[column]) if column < len(headings) else ""
            account.add_columns(
                Fate.NOT_READ, rows, [column], heading, _("The register does not keep this column.")
            )


def _is_row(texts: set[str], line: list) -> bool:
    """Whether a line is a row: titles and groups have one text, totals begin with a word for them."""
    first = fold(next((text for cell in line if (text := cells.cell_text(cell))), ""))
    enumerates = all(text.strip("()").isdecimal() and len(text) <= 4 for text in texts)
    return len(texts) >= 2 and not enumerates and not first.startswith(_TOTALS)


def _values(
    table: SourceTable, number: int, line: list, columns: dict[str, int]
) -> Iterator[tuple[str, object]]:
    for name, column in columns.items():
        if (fault := table.faults.get((number, column))) is not None:
            yield name, Fault(fault)
        elif column < len(line) and cells.cell_text(line[column]):
            yield name, line[column]


class Fault(str):
    """What stands for a cell that could not be read whole."""

    __slots__ = ()


def read_row(format_: RegisterFormat, row: ListRow) -> RegisterRow:
    """Read the cells of a row; its refusals name each that cannot be read."""
    found = RegisterRow(row)
    for name, value in row.values.items():
        if isinstance(value, Fault):
            found.refuse(name, _("a value that can be read: %(fault)s") % {"fault": value}, "")
            continue
        try:
            read = format_.by_name[name].read
            said = read(value) if read else None
        except cells.CellParseError as unclear:
            if unclear.why:
                found.refuse_because(name, unclear)
            else:
                found.refuse(name, unclear)
            continue
        if said is not None:
            found.values[name] = said
    found.name = " ".join(filter(None, (found.text(name) for name in format_.named_by)))
    found.maker = found.text(format_.maker) if format_.maker else ""
    return found
