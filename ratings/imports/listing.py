"""Find the lists of a file: their rows, an account of every line and column, and questions about what is not read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from ratings.imports.account import Fate, Part
from ratings.imports.found import Found
from ratings.imports.headings import Columns
from ratings.imports.layouts import Layout
from ratings.imports.list_row import ListRow
from ratings.imports.questions import Answers, Question, Questions
from ratings.imports.reading.file import UnreadableFileError
from ratings.imports.reading.table import SourceTable
from ratings.imports.table_reader import TableReader
from ratings.imports.template_marks import is_sheet_of_words


@dataclass
class SourceList:
    """All rows found in a file, and what became of everything else."""

    rows: list[ListRow]
    layouts: list[Layout]
    account: list[Part] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    # Keys of the headings that are read as the province has matched them.
    matched: list[str] = field(default_factory=list)


def read_source_list(
    tables: Iterable[SourceTable],
    *,
    columns: Columns | None = None,
    answers: Answers | None = None,
    set_names: Collection[str] = (),
) -> SourceList:
    """Return the rows of all lists in the tables: of products, or of the register whose headings `columns` are.

    `columns` are the matches that the province remembers: key of a heading (`heading_key`) → field, or NO_FIELD. They
    come before the known headings. `answers` are those that a person gave to the questions of an earlier reading.
    `set_names` are those of product sets, by which a column of them is proposed.

    Raise UnreadableFileError if there is no list, and nothing to ask about.
    """
    found = Found(Questions(answers or {}), columns or {}, set_names)
    for table in tables:
        if is_sheet_of_words(table):
            found.account.append(_all_of(table))
        else:
            TableReader(table, found).read()
    questions = found.questions.asked
    if not found.layouts and not questions:
        raise UnreadableFileError(
            _(
                "No list was found. It needs a row of headings with “Tên sản phẩm” (product) "
                "and “Chủ thể” (producer)."
            )
        )
    if not found.rows and not questions:
        raise UnreadableFileError(_("The list has headings but no rows."))
    return SourceList(found.rows, found.layouts, found.account, questions, sorted(found.matched))


def _all_of(table: SourceTable) -> Part:
    rows, columns = (0, len(table.rows) - 1), (0, max(map(len, table.rows)) - 1)
    return Part(table.label, Fate.NOTE, (rows,), (columns,), str(table.rows[0][0]))


__all__ = ["ListRow", "SourceList", "read_source_list"]
