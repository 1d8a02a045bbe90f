"""The columns of a list: its headings, which may have several lines and may stand twice side by side."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _

from ocop.values.vietnamese import fold
from ratings.imports import headings
from ratings.imports.cells import cell_text
from ratings.imports.headings import EVALUATED, NAMES, NO_STARS, Columns
from ratings.imports.purposes import Purpose, Title, purpose_of
from ratings.imports.reading.table import cell_address

_ENUMERATION = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?: ?= ?[\d+() ]+)?")
# A star as the heading of a column of its own: 3, “4 sao”, “★★★”.
_STAR = re.compile(r"(?:hang |dat |ocop )*([1-5]) ?(?:sao|\*|★)?")
_STAR_GROUP = re.compile(r"\b(?:sao|hang|xep hang|phan hang|san pham dat|ket qua)\b")
_EVALUATION = re.compile(
    r"\b(?:lan (?:thu )?(?:\d|nhat|hai|ba|dau)|nang hang|(?:danh gia|cong nhan) lai|dot \d)\b|^nam 20\d\d$"
)
# Cells that stand in for a cell that the list does not have, when a refusal has to name one.
_INSTEAD = {
    "province": ("address", "district", "commune"),
    "district": ("address", "commune"),
    "commune": ("address",),
    "decided_on": ("decision",),
    "name": ("name_en",),
}
_DEEPEST = 5


@dataclass
class Layout:
    """One list of a table: its columns by field, and what its titles say for all rows.

    `first` to `last` are the columns that belong to it: tables stand side by side. `stars_of` are the columns of a
    star each (3 | 4 | 5 with a cross), `evaluations` the columns of each evaluation that has columns of its own.
    """

    label: str
    columns: dict[str, int]
    said: dict = field(default_factory=dict)
    titles: list[Title] = field(default_factory=list)
    first: int = 0
    last: int = 0
    headings: dict[int, str] = field(default_factory=dict)
    stars_of: dict[int, int] = field(default_factory=dict)
    evaluations: list[dict[str, int]] = field(default_factory=list)
    # Columns that are not read, each with the reason; those that the list hides among them.
    not_read: dict[int, str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    # Columns that have the heading of another one that is read.
    again: dict[int, str] = field(default_factory=dict)
    # The titles above the whole table, of which this list is a part.
    outer: list[Title] = field(default_factory=list)
    # Numbers of the product rows.
    rows: list[int] = field(default_factory=list)
    # Which of the lists of the file it is.
    number: int = 0
    # Why it is read without headings of its own.
    goes_on: str = ""

    def __post_init__(self) -> None:
        self.settle_purpose()

    def settle_purpose(self) -> None:
        """Tell from the titles what the list is for; those of the whole table count where its own say nothing."""
        self.purpose, self.purpose_wording = purpose_of(self.titles)
        if self.purpose == Purpose.UNKNOWN:
            self.purpose, self.purpose_wording = purpose_of(self.outer)

    def cell(self, row: int, name: str) -> str:
        """Return the address of a row's cell; if the list has no such column, of its substitute column."""
        instead = (name, *_INSTEAD.get(name, ()), "producer", "name")
        column = next((self.columns[each] for each in instead if each in self.columns), self.first)
        return cell_address(self.label, row, column)

    @property
    def span(self) -> tuple[int, int]:
        return self.first, self.last

    @property
    def read(self) -> set[int]:
        """The columns that are read."""
        read = {*self.columns.values(), *self.stars_of}
        return read.union(*(each.values() for each in self.evaluations)) - self.not_read.keys()

    def drop(self, column: int) -> None:
        """Read a column no more."""
        for columns in (self.columns, *self.evaluations):
            for name in [name for name, place in columns.items() if place == column]:
                del columns[name]
        self.stars_of.pop(column, None)

    def has_same_headings(self, other: "Layout") -> bool:
        """Whether another heading row says the same."""
        return (self.headings, self.span) == (other.headings, other.span)

    @cached_property
    def layouts_of_evaluations(self) -> list[tuple["Layout", dict[str, int]]]:
        """The columns as each evaluation has them, and those of its own."""
        shared = {name: column for name, column in self.columns.items() if name not in EVALUATED}
        return [
            (replace(self, columns=shared | columns, evaluations=[]), columns) for columns in self.evaluations
        ]


def heading_height(lines: list[list], first: int, columns: Columns | None) -> int:
    """Return the number of lines that the headings take from line `first`; a second one names parts of the first."""
    after = first + 1
    while (
        after < len(lines)
        and after < first + _DEEPEST
        and _continues(lines[after - 1], lines[after], columns)
    ):
        after += 1
    return after - first


def is_heading_line(line: list, columns: Columns | None) -> bool:
    """Whether a line is the heading row of a list."""
    return headings.is_heading_row(headings.fields_of(line, columns), columns)


def is_group_line(line: list) -> bool:
    """Whether a line above the headings groups them by evaluations or is “Hạng sao” over a column for each star."""
    texts = {text for cell in line if (text := cell_text(cell))}
    return len(texts) > 1 and any(_EVALUATION.search(fold(text)) for text in texts)


def is_enumeration(line: list) -> bool:
    """Whether a line only numbers the columns: (1), (2), (3) or A, B, 1, 2."""
    written = [text for cell in line if (text := cell_text(cell))]
    return len(written) > 1 and all(_ENUMERATION.fullmatch(text) for text in written) and _counts(written)


def _counts(written: list[str]) -> bool:
    """Whether the numbers among them go up one by one: a row of stars or marks does not."""
    numbers = [int(found[0]) for text in written if (found := re.search(r"\d+", text))]
    return len(numbers) != 1 and all(
        after - before in (0, 1) for before, after in zip(numbers, numbers[1:], strict=False)
    )


def _continues(above: list, line: list, columns: Columns | None) -> bool:
    """Whether every cell of a line is a heading, names a part of the cell above, or is merged with it."""
    if is_enumeration(line) and not _is_below_stars(above, line):
        return True
    written = [(column, cell) for column, cell in enumerate(line) if cell_text(cell)]
    parts = {column for column, cell in written if column < len(above) and above[column] != cell}
    return (
        bool(written)
        and bool(parts)
        and (len({cell_text(cell) for _column, cell in written}) > 1 or len(written) == 1 and len(parts) == 1)
        and all(
            (column < len(above) and above[column] == cell)
            or headings.field_of(cell, columns)
            or _is_part(above, column, cell)
            for column, cell in written
        )
    )


def _is_below_stars(above: list, line: list) -> bool:
    return all(
        column < len(above) and _STAR_GROUP.search(fold(cell_text(above[column])))
        for column, cell in enumerate(line)
        if cell_text(cell) and cell != (above[column] if column < len(above) else None)
    )


def _is_part(above: list, column: int, cell: object) -> bool:
    """Whether a cell names a part of the merged heading above it: a star, or words under a heading of several columns."""
    text, over = cell_text(cell), _over(above, column)
    if not over:
        return False
    if _star_of(text):
        return bool(_STAR_GROUP.search(fold(over)))
    beside = [above[each] if 0 <= each < len(above) else None for each in (column - 1, column + 1)]
    is_wide = above[column] in beside or not cell_text(above[column])
    return is_wide and isinstance(cell, str) and not re.search(r"\d{3}|sao\b", fold(text)) and len(text) <= 60


def _over(above: list, column: int) -> str:
    """Return the heading over a column; one that is not merged stands in its first column only."""
    for each in range(min(column, len(above) - 1), -1, -1):
        if text := cell_text(above[each]):
            return text
    return ""


def _star_of(text: str) -> int | None:
    folded = fold(text)
    if folded and not folded.strip("*★ "):
        return len(folded.replace(" ", "")) if len(folded.replace(" ", "")) <= 5 else None
    found = _STAR.fullmatch(folded.strip("() "))
    return int(found[1]) if found else None


def read_headings(
    label: str,
    lines: list[list],
    columns: Columns | None,
    width: int,
    said: Mapping[str, object] | None = None,
) -> list[Layout]:
    """Return the lists that begin with these heading lines, from left to right; they share the table's width."""
    titles = _titles(lines, width)
    fields = {
        column: found
        for column, words in titles.items()
        if (found := headings.field_of_titles(words, columns))
    }
    fields = {column: "producer" if name == "producer_address" else name for column, name in fields.items()}
    if not isinstance(columns, headings.RegisterHeadings):
        fields |= _days_of_decisions(titles, fields, columns or {})
    starts = _starts(fields, titles)
    layouts = []
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        mine = {column: name for column, name in fields.items() if start <= column < end}
        layouts.append(_layout(label, titles, mine, start, end - 1, dict(said or {})))
    if isinstance(columns, headings.RegisterHeadings):
        for layout in layouts:
            _leave_out_shown(layout, columns)
    return layouts


def _days_of_decisions(
    titles: dict[int, list[str]], fields: dict[int, str], columns: Columns
) -> dict[int, str]:
    """Return the columns “Ngày” beside the number of a decision: “Quyết định | Ngày”, “Số | Ngày” below one heading."""
    found = {}
    for column, words in titles.items():
        is_bare = headings.heading_key(words[-1]) in headings.DAYS
        if not is_bare or headings.heading_key(" ".join(words)) in columns:
            continue
        group = [
            fields[beside]
            for beside in (column - 1, column + 1)
            if beside in fields and titles[beside][:-1] == words[:-1] and titles[beside] != words
        ]
        if "decision" in group and "decided_on" not in group:
            found[column] = "decided_on"
    return found


def _leave_out_shown(layout: Layout, columns: headings.RegisterHeadings) -> None:
    """Read no column that only exports show."""
    for name in columns.only_shown & layout.columns.keys():
        column = layout.columns.pop(name)
        layout.not_read[column] = _("It is shown only: a list does not change it.")


def _titles(lines: list[list], width: int) -> dict[int, list[str]]:
    """Return the heading of each column, line by line from the top, without repetitions by merged cells."""
    found: dict[int, list[str]] = defaultdict(list)
    for number, line in enumerate(lines):
        if is_enumeration(line) and number and not _is_below_stars(lines[number - 1], line):
            continue
        below = lines[number + 1] if number + 1 < len(lines) else None
        for column in range(width):
            text = cell_text(line[column]) if column < len(line) else ""
            if not text and below is not None and column < len(below) and cell_text(below[column]):
                # A group heading that is not merged stands in its first column only.
                over = _over(line, column)
                text = (
                    over if _EVALUATION.search(fold(over)) or _is_below_stars([over], [below[column]]) else ""
                )
            if text and text not in found[column]:
                found[column].append(text)
    return {column: words for column, words in found.items() if words}


def _starts(fields: dict[int, str], titles: dict[int, list[str]]) -> list[int]:
    """Return the first column of each list: a list begins anew where its first heading and its name return."""
    names = [
        column
        for column, name in fields.items()
        if name == "name" and titles.get(column - 1) != titles[column]
    ]
    makers = [column for column, name in fields.items() if name == "producer"]
    if len(names) < 2 or len(makers) < 2:
        return [0]
    lead = fields[min(fields)]
    starts = [0]
    for before, name in zip(names, names[1:], strict=False):
        own = [column for column in range(before + 1, name) if fields.get(column) == lead]
        starts.append(own[-1] if own else name)
    return starts


def _layout(
    label: str, titles: dict[int, list[str]], fields: dict[int, str], first: int, last: int, said: dict
) -> Layout:
    layout = Layout(label, {}, said=said, first=first, last=last)
    layout.headings = {
        column: " ".join(titles[column]) for column in range(first, last + 1) if column in titles
    }
    layout.stars_of = _stars_of(titles, fields, first, last)
    groups = _evaluations(titles, fields)
    layout.evaluations = list(groups.values())
    evaluated = {column for group in layout.evaluations for column in group.values()}
    for column, name in fields.items():
        if column in evaluated or column in layout.stars_of:
            continue
        if name in headings.NOT_TAKEN:
            layout.not_read[column] = "not_taken"
        elif name in layout.columns or (name == "stars" and layout.stars_of):
            layout.again[column] = name
        else:
            layout.columns[name] = column
    return layout


def _stars_of(titles: dict[int, list[str]], fields: dict[int, str], first: int, last: int) -> dict[int, int]:
    """Return the columns of a star each: 3 | 4 | 5 below “Hạng sao”, or “3 sao” | “4 sao” | “5 sao”."""
    found: dict[int, int] = {}
    for column in range(first, last + 1):
        words = titles.get(column, [])
        star = _star_of(words[-1]) if words else None
        if not star or headings.field_of_titles(words) in NO_STARS:
            continue
        over = " ".join(words[:-1])
        if _STAR_GROUP.search(fold(over)) if over else not words[-1].strip("() ").isdecimal():
            found[column] = star
    return found if len(set(found.values())) > 1 else {}


def _evaluations(titles: dict[int, list[str]], fields: dict[int, str]) -> dict[str, dict[str, int]]:
    """Return the columns of each evaluation that a row tells; none if there is one evaluation only."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for column, name in _numbered(titles, fields):
        words = titles[column]
        over = " ".join(words[:-1]) or (_evaluation_in(words[-1]))
        if over:
            groups[over].setdefault(name, column)
    told = {over: group for over, group in groups.items() if "stars" in group or "decision" in group}
    outside = any(
        name == "stars" and not any(column in group.values() for group in told.values())
        for column, name in fields.items()
    )
    with_stars = [over for over, group in told.items() if "stars" in group]
    named = [over for over in told if _EVALUATION.search(fold(over))]
    return told if len(with_stars) > 1 or (named and outside) else {}


def _numbered(titles: dict[int, list[str]], fields: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the columns of evaluations: those with a field of one, and “Hạng sao lần 2” for that."""
    for column, words in titles.items():
        if (name := fields.get(column)) in EVALUATED:
            yield column, name
        elif name is None and (turn := _evaluation_in(words[-1])):
            bare = re.sub(r"\bdanh gia\b", " ", headings.heading_key(words[-1]).replace(turn, " "))
            if (name := headings.field_of(" ".join(bare.split()))) in EVALUATED:
                yield column, name


def _evaluation_in(heading: str) -> str:
    found = _EVALUATION.search(headings.heading_key(heading))
    return found[0] if found else ""


def names_a_product(layout: Layout) -> bool:
    """Whether the list has a column of names."""
    return bool(NAMES & layout.columns.keys())
