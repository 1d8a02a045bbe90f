"""Columns that an office fills once for several rows: an empty cell there may mean the one above it, which is asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ratings.imports.cells import cell_text
from ratings.imports.layouts import Layout
from ratings.imports.list_row import ListRow
from ratings.imports.questions import Option, QuestionKind, Questions, question_key
from ratings.imports.unread import sample

AS_ABOVE, EMPTY = "above", "empty"
_FILLED_ONCE = ("producer", "commune", "district")
# A group of rows below one commune does not name its district again, and a commune of today has none.
_TELLS = {"commune": ("district", "address"), "district": ("address", "commune")}


def ask_to_fill_down(rows: Iterable[ListRow], questions: Questions) -> None:
    """Ask once for a column of a list whether its empty cells mean those above them; fill them if a person says so."""
    by_list: dict[int, list[ListRow]] = defaultdict(list)
    for row in rows:
        by_list[id(row.layout)].append(row)
    for of_list in by_list.values():
        _ask_for_list(of_list[0].layout, of_list, questions)


def _ask_for_list(layout: Layout, rows: Sequence[ListRow], questions: Questions) -> None:
    for name in _FILLED_ONCE:
        if name not in layout.columns:
            continue
        for row, above in _empty_below(rows, name):
            _ask(row, above, name, questions)


def _empty_below(rows: Sequence[ListRow], name: str) -> list[tuple[ListRow, ListRow]]:
    """Return the rows with an empty cell, each with the filled one above it; none where filled cells repeat each other."""
    found, above = [], None
    for row in rows:
        if value := cell_text(row.get(name)):
            if above is not None and cell_text(above.get(name)) == value:
                return []
            above = row
        elif above is not None and not _is_told(row, above, name):
            found.append((row, above))
    return found


def _is_told(row: ListRow, above: ListRow, name: str) -> bool:
    """Whether something else than the cell above tells what the empty cell would: a section, the address, the maker."""
    if name in row.said or any(name == field for field, _why in row.problems):
        return True
    if name == "producer":
        return False
    is_of_same = cell_text(row.get("producer")) == cell_text(above.get("producer"))
    return is_of_same or any(cell_text(row.get(each)) for each in _TELLS[name])


def _ask(row: ListRow, above: ListRow, name: str, questions: Questions) -> None:
    heading = row.layout.headings.get(row.layout.columns[name], "")
    about = f"fill down:{row.layout.number}:{heading}"
    text = _(
        "The column “%(heading)s” has empty cells below filled ones. Do the cells above hold for these rows?"
    )
    options = [
        Option(AS_ABOVE, _("Yes: each is as the filled cell above it")),
        Option(EMPTY, _("No: nothing is known there")),
    ]
    answer = questions.ask(
        QuestionKind.UNREAD, about, text % {"heading": heading}, options, row=row.place_in_file,
        detail=sample([cell_text(above.get(name))]),
    )  # fmt: skip
    if answer == AS_ABOVE:
        row.values[name] = above.values[name]
    elif not answer:
        row.asked.append(question_key(QuestionKind.UNREAD, about))
