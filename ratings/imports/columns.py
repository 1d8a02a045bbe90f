"""Decide which columns of a list are read: the known ones, and those that a person or the province matched."""

import re
from collections.abc import Collection, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ocop.values.vietnamese import fold
from ratings.imports.account import Account, Fate
from ratings.imports.addresses import level_of
from ratings.imports.headings import (
    EVALUATED,
    NO_FIELD,
    NO_STARS,
    Columns,
    RegisterHeadings,
    heading_key,
)
from ratings.imports.layouts import Layout
from ratings.imports.lines import is_serial, looks_like_stars
from ratings.imports.proposals import DAY, AskedColumn, propose_fields
from ratings.imports.questions import QuestionKind, Questions, question_key
from ratings.imports.reading.table import cell_address
from ratings.imports.unread import FIELD_LABELS, ask_column, ask_part

# What takes a star away or says that there is none.
_DENIES = re.compile(
    r"\b(?:thu hoi|het (?:han|hieu luc)|(?:khong|chua) (?:dat|duoc|cong nhan|con)|huy bo|xin rut|bi rut|ha (?:sao|hang|xuong))\b"
)


def settle_columns(
    layout: Layout,
    lines: Sequence[Sequence[str]],
    questions: Questions,
    remembered: Columns,
    hidden: set[int],
    set_names: Collection[str] = (),
) -> set[str]:
    """Ask about hidden and unknown columns that hold something, and match those that have an answer.

    `set_names` are those of product sets, by which a column of them is proposed. Return the keys of the headings that are
    read as the province matched them before.
    """
    lines = [texts for texts in lines if _is_row(layout, texts)]
    for column in sorted(layout.read & hidden):
        _hidden(layout, column, _texts(layout, lines, column), questions)
    matched = {key for column in sorted(layout.read - hidden)
               if (key := _read_as_before(layout, column, lines, questions, remembered))}  # fmt: skip
    asked: list[AskedColumn] = []
    for column in range(layout.first, layout.last + 1):
        if column in layout.read or column in layout.not_read:
            if layout.not_read.get(column) == "not_taken":
                layout.not_read[column] = _("The register does not keep this column.")
            continue
        texts = _texts(layout, lines, column)
        # Crosses count as empty cells; below “Quyết định 500/QĐ-UBND” or “Thu hồi” they are not.
        heading = layout.headings.get(column, "")
        if texts or looks_like_stars(heading) or _DENIES.search(fold(heading)):
            key = _unknown(layout, column, texts, lines, questions, remembered, is_hidden=column in hidden)
            matched |= {key} - {""}
            if question := questions.under(question_key(QuestionKind.COLUMN, _about(layout, column))):
                asked.append(AskedColumn(question, texts))
    propose_fields(layout, asked, _labels(remembered), set_names)
    return matched


def _is_row(layout: Layout, texts: Sequence[str]) -> bool:
    """Whether a line can be a product: it has two different texts in the columns that are known."""
    known = layout.read - {layout.columns.get("serial")}
    told = [texts[column] for column in known if column < len(texts)]
    return len({*told} - {""}) > 1 if len(known) > 1 else any(texts)


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
) -> str:
    """Match a column that no heading names, or that has the heading of another one.

    Return the key of its heading if that was matched before.
    """
    heading = layout.headings.get(column, "")
    if not heading and texts and "serial" not in layout.columns and all(is_serial(text) for text in texts):
        layout.columns["serial"] = column
        return ""
    if remembered.get(heading_key(heading)) == NO_FIELD and not _looks_like_stars(heading, texts):
        layout.not_read[column] = _("It is not imported, as was chosen before.")
        return heading_key(heading)
    if (first := layout.columns.get(layout.again.get(column, ""), -1)) >= 0 and all(
        texts[column] in ("", texts[first]) for texts in lines
    ):
        layout.not_read[column] = _("It repeats the column %(place)s.") % {"place": _place(layout, first)}
        return ""
    # What can hold a star, a decision or, under a heading that is there twice, anything else that is read.
    holds_all = column in layout.again or _looks_like_stars(heading, texts) or _may_date(layout, texts)
    holds_all = holds_all or _may_place(layout, texts)
    holds_all = holds_all or any(_DENIES.search(fold(text)) for text in (heading, *texts))
    if is_hidden and not holds_all:
        _leave_out(layout, column, _("The column is hidden."))
        return ""
    place, about = _place(layout, column), _about(layout, column)
    labels, before = _labels(remembered), remembered.get(about, "")
    chosen = ask_column(questions, heading, place, about, texts, labels, holds_all=holds_all, before=before)
    _match(layout, column, chosen, labels)
    return ""


def _about(layout: Layout, column: int) -> str:
    """Return what a question about a column is about: its heading, or where it stands without one of its own."""
    key = heading_key(layout.headings.get(column, "")) if column not in layout.again else ""
    return key or f"{layout.number}:{_place(layout, column).removeprefix(layout.label)}"


def _labels(remembered: Columns) -> Mapping[str, str | Promise]:
    """Return the fields that a column of the list can be."""
    return remembered.labels if isinstance(remembered, RegisterHeadings) else FIELD_LABELS


def _read_as_before(
    layout: Layout,
    column: int,
    lines: Sequence[Sequence[str]],
    questions: Questions,
    remembered: Columns,
) -> str:
    """Return the key of a heading that was matched before; one that can decide a star is asked about again."""
    heading = layout.headings.get(column, "")
    key, texts = heading_key(heading), _texts(layout, lines, column)
    field = remembered.get(key, "")
    # What a register knows of itself is no memory.
    if not field or column in layout.stars_of or isinstance(remembered, RegisterHeadings):
        return ""
    if field in EVALUATED | NO_STARS or _looks_like_stars(heading, texts):
        place = _place(layout, column)
        chosen = ask_column(questions, heading, place, key, texts, FIELD_LABELS, holds_all=True, before=field)
        if chosen != field:
            layout.drop(column)
            _match(layout, column, chosen, FIELD_LABELS)
    return key


def _match(layout: Layout, column: int, chosen: str, labels: Mapping[str, str | Promise]) -> None:
    """Read a column as the field that was chosen; empty if nobody has chosen yet."""
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


def _may_date(layout: Layout, texts: list[str]) -> bool:
    """Whether a column can hold the days of the decisions, for which the list has no column yet."""
    if "decision" not in layout.columns or "decided_on" in layout.columns or not texts:
        return False
    return all(DAY.fullmatch(text) for text in texts[:50])


def _may_place(layout: Layout, texts: list[str]) -> bool:
    """Whether a column names communes, for which the list has no column yet."""
    if not texts or {"commune", "address"} & layout.columns.keys():
        return False
    return sum(level_of(text) == "commune" for text in texts) * 2 > len(texts)


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
