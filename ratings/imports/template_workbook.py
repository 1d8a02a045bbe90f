"""The empty list of a register: which columns must be filled, an example, and the words that a cell can have."""

from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ocop.files.spreadsheets import Heading, add_sheet
from ratings.imports.template_marks import EXAMPLE, WORDS

# Rows that offer the words; the first row of words, below the title and the headings.
ROWS, FIRST_WORD = 5000, 3


class TemplateColumn(NamedTuple):
    """A column of a template; `words` are all that its cells can have, if that is limited."""

    heading: Heading
    is_needed: bool = False
    example: str = ""
    words: Sequence[str] = ()
    note: str | Promise = ""


def write_template_workbook(
    columns: Sequence[TemplateColumn], file: BinaryIO, *, more_words: Sequence[TemplateColumn] = ()
) -> None:
    """Write an empty list with an example in its first row. `more_words` are offered without a choice in the cells."""
    with xlsxwriter.Workbook(file) as book:
        sheet = add_sheet(book, [column.heading for column in columns])
        needed = book.add_format({"bold": True, "bg_color": "#FCE8B2", "border": 1})
        example = book.add_format({"italic": True, "font_color": "#5F6368"})
        for at, column in enumerate(columns):
            if column.is_needed:
                sheet.write_string(0, at, column.heading.text, needed)
            sheet.write_comment(0, at, _note_on(column), {"x_scale": 2})
            sheet.write_string(1, at, _example_of(column, is_first=at == 0), example)
        sheet.autofilter(0, 0, ROWS, len(columns) - 1)
        limited = [at for at, column in enumerate(columns) if column.words]
        _write_words(book, [*(columns[at] for at in limited), *more_words])
        for number, at in enumerate(limited):
            sheet.data_validation(1, at, ROWS, at, _one_of(number, len(columns[at].words)))


def _note_on(column: TemplateColumn) -> str:
    need = _("Must be filled.") if column.is_needed else _("May stay empty.")
    return f"{need} {column.note}".strip()


def _example_of(column: TemplateColumn, *, is_first: bool) -> str:
    if not is_first:
        return column.example
    return f"{EXAMPLE} {column.example or 'dòng này không được nhập'}"


def _write_words(book: xlsxwriter.Workbook, columns: Sequence[TemplateColumn]) -> None:
    sheet, bold = book.add_worksheet("Danh mục"), book.add_format({"bold": True})
    sheet.write_string(0, 0, WORDS, bold)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, max(column.heading.width, 20))
        sheet.write_string(FIRST_WORD - 1, at, f"Cột “{column.heading.text}”", bold)
        sheet.write_column(FIRST_WORD, at, column.words)
    sheet.freeze_panes(FIRST_WORD, 0)


def _one_of(number: int, count: int) -> dict[str, Any]:
    letter = xl_col_to_name(number)
    return {
        "validate": "list",
        "source": f"='Danh mục'!${letter}${FIRST_WORD + 1}:${letter}${FIRST_WORD + count}",
        "ignore_blank": True,
        "error_message": _("Choose from the list."),
    }
