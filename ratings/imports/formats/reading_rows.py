"""Rows of a register's list: found as those of a list of products are, cells read into values."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ratings.decisions.models import Decision
from ratings.imports import cells
from ratings.imports.formats.register_format import RegisterFormat
from ratings.imports.list_row import ListRow
from ratings.imports.listing import SourceList, read_source_list
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.questions import Answers
from ratings.imports.reading.file import UnreadableFileError
from ratings.imports.reading.table import SourceTable


@dataclass(slots=True)
class RegisterRow(ParsedRow):
    """A row with the values of its cells by field; empty cells are missing from `values`: they change nothing.

    `known` is the key of the row of the register that it means, where its own key or what it belongs to says so;
    `is_known` says that there is nothing to compare. `decision` is the one that it names; `told_by` tells it from
    other rows of the list besides its values.
    """

    values: dict[str, Any] = field(default_factory=dict)
    product_key: int | None = None
    known: int | None = None
    is_known: bool = False
    decision: Decision | None = None
    told_by: tuple = ()

    def text(self, name: str) -> str:
        return cells.cell_text(self.row.get(name))


def find_rows(
    format_: RegisterFormat, tables: list[SourceTable], *, answers: Answers | None = None
) -> SourceList:
    """Return the rows of all tables that have the register's headings, and an account of everything else.

    Raise UnreadableFileError if there are none, and nothing to ask about.
    """
    try:
        return read_source_list(tables, columns=format_.known_headings, answers=answers)
    except UnreadableFileError as empty:
        raise UnreadableFileError(lazy(_no_rows, str)(format_)) from empty


def _no_rows(format_: RegisterFormat) -> str:
    what = _("This list of the register “%(register)s” has headings but no rows: there is nothing to import.")
    return what % {"register": format_.label}


def read_row(format_: RegisterFormat, row: ListRow) -> RegisterRow:
    """Read the cells of a row; its refusals name each that cannot be read."""
    found = RegisterRow(row, notes=[*row.notes], asked=[*row.asked])
    for name, why in row.problems:
        found.refuse_because(name, why)
    for name, value in row.values.items():
        try:
            column = format_.by_name.get(name)
            said = column.read(value) if column and column.read else None
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
