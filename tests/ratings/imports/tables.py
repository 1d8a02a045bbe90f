"""Tables as the readers give them."""

from ratings.imports.listing import read_source_list
from ratings.imports.reading.table import SourceTable


def table(rows, label="", **more):
    width = max(map(len, rows))
    return SourceTable(label, rows=[[*row, *[None] * (width - len(row))] for row in rows], **more)


def listing(*rows, columns=None, answers=None, **more):
    """The list that one table holds."""
    return read_source_list([table(rows, **more)], columns=columns, answers=answers)


def told(found, *names):
    """The values of each row, and what stands above it."""
    return [tuple(row.values.get(name, row.said.get(name)) for name in names) for row in found.rows]


def parts(found, fate):
    return [(part.place, part.text) for part in found.account if part.fate == fate]


def choose(found, kind, value):
    """Answers that give all questions of a kind the same option."""
    return {question.key: value for question in found.questions if question.kind == kind}
