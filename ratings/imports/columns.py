"""Decide which columns of a list are read: the known ones, and those that a person or the province matched."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ratings.imports.account import Account, Fate
from ratings.imports.headings import Columns, RegisterHeadings, heading_key
from ratings.imports.layouts import Layout
from ratings.imports.lines import is_serial, looks_like_stars
from ratings.imports.questions import Questions
from ratings.imports.reading.table import cell_address
from ratings.imports.unread import FIELD_LABELS, NO_FIELD, ask_column, ask_part


def settle_columns(
    layout: Layout,
    lines: Sequence[Sequence[str]],
    questions: Questions,
    remembered: Columns,
    hidden: set[int],
) -> None:
    """Ask about hidden and unknown columns that hold something, and match those that have an answer."""
    lines = [texts for texts in lines if _is_row(layout, texts)]
    for column in sorted(layout.read & hidden):
        _hidden(layout, column, _texts(layout, lines, column), questions)
    for column in range(layout.first, layout.last + 1):
        if column in layout.read or column in layout.not_read:
            if layout.not_read.get(column) == "not_taken":
                layout.not_read[column] = _("The register does not keep this column.")
            continue
        texts = _texts(layout, lines, column)
        # Crosses count as empty cells; below “Quyết định 500/QĐ-UBND” they are not.
        if texts or looks_like_stars(layout.headings.get(column, "")):
            _unknown(layout, column, texts, lines, questions, remembered, is_hidden=column in hidden)


def _is_row(layout: Layout, texts: Sequence[str]) -> bool:
    """Whether a line can be a product: it has two different texts in the columns that are known."""
    known = [column for column in layout.read if column < len(texts)]
    return len({texts[column] for column in known} - {""}) > 1 if known else any(texts)


def _texts(layout: Layout, lines: Sequence[Sequence[str]], column: int) -> list[str]:
    """Return the different texts of a column."""
    heading = layout.headings.get(column)
    return list(dict.fromkeys(texts[column] for texts in lines if texts[column] and texts[column] != heading))


def _place(layout: Layout, column: int) -> str:
    return layout.label + cell_address("", 0, column).rstrip("1")


def _hidden(layout: Layout, column: int, texts: list[str], questions: Questions) -> None:
    if not texts or column == layout.columns.get("serial"):
        return
    text = _("The column %(place)s, “%(heading)s”, is hidden. Is it read?")
    named = {"place": _place(layout, column), "heading": layout.headings.get(column, "")}
    if not ask_part(questions, f"hidden column:{named['heading']}:{texts[:50]}", text % named, texts):
        _leave_out(layout, column, _("The column is hidden."))


def _leave_out(layout: Layout, column: int, reason: str) -> None:
    layout.drop(column)
    layout.left_out.add(column)
    layout.not_read[column] = reason


def _unknown(
    layout: Layout,
    column: int,
    texts: list[str],
    lines: Sequence[Sequence[str]],
    questions: Questions,
    remembered: Columns,
    *,
    is_hidden: bool,
) -> None:
    """Match a column that no heading names, or that has the heading of another one."""
    heading = layout.headings.get(column, "")
    if not heading and texts and "serial" not in layout.columns and all(is_serial(text) for text in texts):
        layout.columns["serial"] = column
        return
    if remembered.get(heading_key(heading)) == NO_FIELD:
        layout.not_read[column] = _("It is not imported, as was chosen before.")
        return
    if (first := layout.columns.get(layout.again.get(column, ""), -1)) >= 0 and all(
        texts[column] in ("", texts[first]) for texts in lines
    ):
        layout.not_read[column] = _("It repeats the column %(place)s.") % {"place": _place(layout, first)}
        return
    # What can hold a star, a decision or, under a heading that is there twice, anything else that is read.
    holds_all = column in layout.again or _looks_like_stars(heading, texts)
    if is_hidden and not holds_all:
        _leave_out(layout, column, _("The column is hidden."))
        return
    place = _place(layout, column)
    # A heading that is there twice, or none, is asked about where it stands.
    about = heading_key(heading) if column not in layout.again else ""
    about = about or f"{layout.number}:{place.removeprefix(layout.label)}"
    labels = remembered.labels if isinstance(remembered, RegisterHeadings) else FIELD_LABELS
    chosen = ask_column(questions, heading, place, about, texts, labels, holds_all=holds_all)
    if chosen in labels:
        if (other := layout.columns.get(chosen)) is not None:
            layout.not_read[other] = _("Another column was chosen for this field.")
        layout.columns[chosen] = column
    elif chosen == NO_FIELD:
        layout.not_read[column] = _("It is not imported, as was chosen.")
    else:
        layout.not_read[column] = (
            _("The list has this heading twice.")
            if column in layout.again
            else _("Its heading is not known.")
        )


def _looks_like_stars(heading: str, texts: list[str]) -> bool:
    """Whether a column can hold stars or decisions."""
    return any(looks_like_stars(text) for text in (heading, *texts)) or {*texts} <= {"3", "4", "5"}


def account_for_columns(layout: Layout, account: Account, lines: list[list]) -> None:
    """Account for each column of the product rows."""
    account.add_columns(Fate.READ, layout.rows, layout.read, reason=layout.goes_on)
    for column in range(layout.first, layout.last + 1):
        if column in layout.read:
            continue
        reason = layout.not_read.get(column) or _("Its heading is not known.")
        fate = Fate.LEFT_OUT if column in layout.left_out else Fate.NOT_READ
        if any(is_written(lines[number][column]) for number in layout.rows):
            account.add_columns(fate, layout.rows, [column], layout.headings.get(column, ""), reason)
        else:
            account.add_columns(Fate.BLANK, layout.rows, [column], layout.headings.get(column, ""))


def is_written(cell: object) -> bool:
    """Whether a cell holds anything at all: a cross or a dash too."""
    return cell is not None and bool(str(cell).strip())
