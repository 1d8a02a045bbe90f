"""Plants faults in a list of an office, each with what may become of it.

A fault is refused at its cell, asked about, told in the account of the file, or read as what it plainly means. Nothing
else may come of it, and nothing of it may come into the register unseen.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from tests.ratings.imports.planted import (
    BEFORE_2025,
    BY_COMMUNE,
    CROSSES,
    UPGRADED,
    WHOLE,
    Record,
    Sheet,
    line,
    said,
)

REFUSED, ASKED, READ = "refused", "asked", "read"
# Told in the account with one of these fates.
TOTAL, NOTE, NOT_READ, LEFT_OUT = "total", "note", "not_read", "left_out"


@dataclass(frozen=True)
class Fault:
    """A fault in a line, at its cell if it is one of a cell, and what may become of it: any of `becomes`."""

    kind: str
    row: str
    cell: str
    becomes: tuple[str, ...]


# Kind of a fault → the fields that it needs, and what plants it.
Kinds = dict[str, tuple[tuple[str, ...], Callable[..., None]]]


@dataclass
class Planter:
    """Writes the lines of a sheet, a part of them with a fault: all kinds that fit the sheet in turn."""

    chance: Random
    kinds: Kinds
    rows: int = 0
    wanted: int = 0
    faults: list[Fault] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)

    def __call__(self, sheet: Sheet, record: Record) -> None:
        if self.chance.random() * self.rows < self.wanted:
            self.wanted -= 1
            fitting = [name for name, (needs, _plant) in self.kinds.items() if {*needs} <= {*sheet.fields}]
            name = min(fitting, key=lambda each: (self.used[each], self._rarity(each), self.chance.random()))
            self.used[name] += 1
            self.kinds[name][1](self, name, sheet, self._own(record))
        else:
            self.good(sheet, record)
        self.rows -= 1

    def good(self, sheet: Sheet, record: Record, **cells: object) -> int:
        """Write a line that is read as it stands."""
        return sheet.add(line(self.chance, sheet, record) | cells, said(record, sheet.fields))

    def bad(self, sheet: Sheet, record: Record, **cells: object) -> int:
        """Write a line that must not be registered as it stands."""
        return sheet.add(line(self.chance, sheet, record) | cells, None)

    def note(self, name: str, sheet: Sheet, number: int, at: str, *becomes: str) -> None:
        """Remember a fault in a line, at the column of a field."""
        cell = sheet.cell(number, at) if at else ""
        self.faults.append(Fault(name, sheet.row(number), cell, becomes))

    def _rarity(self, name: str) -> int:
        """Return how many styles can hold a kind of fault."""
        needs = {*self.kinds[name][0]}
        return sum(needs <= {*fields} for fields in (WHOLE, BY_COMMUNE, CROSSES, UPGRADED, BEFORE_2025))

    def _own(self, record: Record) -> Record:
        """Return a record with a maker and a decision that no other line names."""
        made = sum(self.used.values())
        number, day = f"{5000 + made}/QĐ-UBND", date(2023, 1 + made % 12, 1 + made % 28)
        if record.number == "31/QĐ-UBND":  # of the title
            number, day = record.number, record.signed_on
        return replace(
            record,
            maker=f"{record.maker.rsplit(' ', 1)[0]} {900_000 + made}",
            tax_number=f"46{10_000_000 + made}",
            number=number,
            signed_on=day,
            until=day.replace(year=day.year + 3),
        )


@dataclass
class Registry:
    """Kinds of faults, each with the fields that a sheet needs for it."""

    kinds: Kinds = field(default_factory=dict)

    def kind(self, name, *needs):
        """Name what plants a fault."""

        def add(plant):
            self.kinds[name] = needs, plant
            return plant

        return add

    def refused(self, name, at, value):
        """A fault of one cell that refuses its row there."""

        @self.kind(name, at)
        def plant(planter, name, sheet, record):
            number = planter.bad(sheet, record, **{at: value(record) if callable(value) else value})
            planter.note(name, sheet, number, at, REFUSED)

    def read(self, name, at, value, truth=lambda record: record):
        """A cell that is odd but says plainly what must be registered (`truth`)."""

        @self.kind(name, at)
        def plant(planter, name, sheet, record):
            number = planter.good(sheet, record)
            sheet.lines[number][sheet.fields.index(at)] = value(record)
            sheet.truths[sheet.row(number)] = said(truth(record), sheet.fields)
            planter.note(name, sheet, number, at, READ)
