"""What became of each part of a file: read, taken as a heading, a total and so on, left out, or not read and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from ratings.imports.reading.table import cell_address

# Characters of the text that is kept of a part that is not read, and of another one.
LONGEST_TEXT, LONGEST_HINT = 500, 120
# More parts of one kind in a table are told as one.
MOST_PARTS = 40

Span = tuple[int, int]


class Fate(models.TextChoices):
    """What a part of the file was taken for."""

    READ = "read", _("Read")
    HEADING = "heading", _("Heading")
    SECTION = "section", _("Section")
    TOTAL = "total", _("Total")
    TITLE = "title", _("Title")
    NOTE = "note", _("Note")
    BLANK = "blank", _("Blank")
    LEFT_OUT = "left_out", _("Left out")
    NOT_READ = "not_read", _("Not read")


class Part(NamedTuple):
    """Cells of one table with one fate: all cells of `rows` in `columns` (first and last, counted from 0)."""

    label: str
    fate: Fate
    rows: tuple[Span, ...]
    columns: tuple[Span, ...]
    text: str = ""
    reason: str = ""

    @property
    def place(self) -> str:
        """The cells as a spreadsheet calls them: “Sheet1!A3:F5, A9:F9”."""
        return self.label + ", ".join(
            _range(top, left, bottom, right) for top, bottom in self.rows for left, right in self.columns
        )

    def holds(self, label: str, row: int, column: int) -> bool:
        """Whether a cell is one of the part."""
        return (
            label == self.label
            and any(first <= row <= last for first, last in self.rows)
            and any(first <= column <= last for first, last in self.columns)
        )


def _range(top: int, left: int, bottom: int, right: int) -> str:
    first, last = cell_address("", top, left), cell_address("", bottom, right)
    return first if first == last else f"{first}:{last}"


def spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Return numbers as first and last of each run: 1, 2, 3, 7 gives (1, 3), (7, 7)."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return tuple((first, last) for first, last in found)


@dataclass(slots=True)
class _Run:
    """Lines one after the other with one fate."""

    rows: list[int]
    texts: list[str]


class Account:
    """Collects the parts of one table; lines that follow each other with the same fate become one part."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._runs: dict[tuple[Fate, Span, str], list[_Run]] = {}
        self._parts: list[Part] = []

    def add_line(self, fate: Fate, row: int, columns: Span, text: str = "", reason: str = "") -> None:
        """Account for one line over the columns of its list."""
        runs = self._runs.setdefault((fate, columns, reason), [])
        if runs and runs[-1].rows[-1] == row - 1:
            runs[-1].rows.append(row)
        else:
            runs.append(_Run([row], []))
        if text:
            runs[-1].texts.append(text)

    def add_columns(
        self, fate: Fate, rows: Iterable[int], columns: Iterable[int], text: str = "", reason: str = ""
    ) -> None:
        """Account for columns of the product rows."""
        over, across = spans(rows), spans(columns)
        if over and across:
            self._parts.append(Part(self.label, fate, over, across, _cut(text, fate), reason))

    def add_fault(self, row: int, column: int, reason: str) -> None:
        """Name a cell without a value that could not be read and is used by no row."""
        self._parts.append(Part(self.label, Fate.NOT_READ, ((row, row),), ((column, column),), "", reason))

    def add_text(self, fate: Fate, text: str, reason: str = "") -> None:
        """Account for text outside of the table."""
        self._parts.append(Part(self.label, fate, (), (), _cut(text, fate), reason))

    def parts(self) -> list[Part]:
        """Return the parts in the order of the table."""
        found = list(self._parts)
        for (fate, columns, reason), runs in self._runs.items():
            if len(runs) > MOST_PARTS or fate == Fate.BLANK:
                runs = [
                    _Run([row for run in runs for row in run.rows], [t for run in runs for t in run.texts])
                ]
            found += [
                Part(self.label, fate, spans(run.rows), (columns,), _cut(" · ".join(run.texts), fate), reason)
                for run in runs
            ]
        return sorted(found, key=lambda part: (part.rows[:1], part.columns[:1]))


def _cut(text: str, fate: Fate) -> str:
    most = LONGEST_TEXT if fate in (Fate.NOT_READ, Fate.LEFT_OUT) else LONGEST_HINT
    return text if len(text) <= most else text[: most - 1] + "…"
