"""What the rows of a list say about stars: rows that contradict each other are refused together."""

from collections import defaultdict
from collections.abc import Collection, Hashable
from itertools import islice
from typing import Generic, NamedTuple, TypeVar, cast

from django.utils.translation import gettext as _

from ocop.models import Place
from ocop.values.last_day import last_day
from ocop.values.likeness import identity_key
from producers.names import producer_key
from ratings.decisions.number import number_key
from ratings.imports import cells
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.snapshot import ProductDraft

# A contradiction names so many of the rows that say something else.
MOST_NAMED = 5
# Row numbers with their place in the file.
Rows = dict[int, str]
Said = TypeVar("Said", bound=Hashable)


class SaidStar(NamedTuple):
    """The stars that a row tells of a product, with their year; `is_decided` if it names a decision with its day."""

    stars: int
    year: int | None
    is_decided: bool

    def contradicts(self, other: "SaidStar") -> bool:
        """Whether both cannot be right: other stars at the same time, not both by decisions, which are compared whole.

        A claim without a year is compared with claims only: a decision may have raised or lowered it since.
        """
        if self.stars == other.stars or (self.is_decided and other.is_decided):
            return False
        if self.is_decided or other.is_decided:
            return self.year == other.year
        return self.year == other.year or None in (self.year, other.year)

    @property
    def in_words(self) -> str:
        return f"{self.stars}★ ({self.year})" if self.year else f"{self.stars}★"


def said_star(parsed: ParsedRow) -> SaidStar:
    """Return what a row that names stars says about them."""
    signed_on = parsed.signed_on if parsed.number else None
    return SaidStar(
        cast(int, parsed.stars), signed_on.year if signed_on else parsed.year, signed_on is not None
    )


class _Sayings(Generic[Said]):
    """What rows say about something. Most of them agree: sorted is only what is said of a thing in different ways."""

    def __init__(self) -> None:
        self._all: list[tuple[Hashable, Said, int, str]] = []
        self._first: dict[Hashable, Said] = {}
        self._disputed: set[Hashable] = set()

    def add(self, about: Hashable, said: Said, number: int, row: str) -> None:
        self._all.append((about, said, number, row))
        if self._first.setdefault(about, said) != said:
            self._disputed.add(about)

    def disputed(self) -> Collection[dict[Said, Rows]]:
        """Return for each thing that is told in different ways what is said of it, by which rows."""
        found: dict[Hashable, dict[Said, Rows]] = defaultdict(lambda: defaultdict(dict))
        for about, said, number, row in self._all:
            if about in self._disputed:
                found[about][said][number] = row
        return found.values()


class Statements:
    """Collects what the rows of a list say about the stars of each product, by its registered and written name."""

    def __init__(self) -> None:
        # Stars by decisions, of a product from a day on; stars with or without a decision, of a product.
        self._decided: _Sayings[str] = _Sayings()
        self._told: _Sayings[SaidStar] = _Sayings()

    def record(
        self,
        parsed: ParsedRow,
        place: Place,
        item: ProductDraft | None,
        number: int,
        *,
        is_latest: bool = True,
    ) -> None:
        """Record what a row says about a star; `is_latest` is false for the earlier evaluations that it tells."""
        if not parsed.stars:
            return
        row = parsed.row.place_in_file
        words = producer_key(parsed.maker), place.pk, identity_key(parsed.name)
        products = [words, *([id(item)] if item else [])]
        for product in products if is_latest else ():
            self._told.add(product, said_star(parsed), number, row)
        if not (parsed.number and parsed.signed_on):
            return
        until = cells.cell_text(last_day(parsed.expires_on)) if parsed.expires_on else ""
        what = " ".join(filter(None, [f"{parsed.stars}★", parsed.number, until]))
        on = f"{parsed.number}, {cells.cell_text(parsed.signed_on)}"
        for product in products:
            self._decided.add((product, parsed.signed_on), what, number, row)
            by_number = product, number_key(parsed.number), parsed.signed_on.year
            self._decided.add(by_number, on, number, row)

    def contradictions(self) -> dict[int, str]:
        """Return the reason for refusing rows that contradict each other about a star, by row number."""
        others: dict = defaultdict(dict)
        for sayings in self._decided.disputed():
            for what, rows in sayings.items():
                for other in sayings.keys() - {what}:
                    _name_beside(others, rows, sayings[other], other)
        for claims in self._told.disputed():
            for said, rows in claims.items():
                for beside in claims:
                    if said.contradicts(beside):
                        _name_beside(others, rows, claims[beside], beside.in_words)
        return {number: _in_words(rows) for number, rows in others.items()}


def _name_beside(others: dict, rows: Rows, beside: Rows, what: str) -> None:
    """Note for each of `rows` the first rows that contradict it, with what they say."""
    named = {number: (row, what) for number, row in islice(beside.items(), MOST_NAMED)}
    for number in rows:
        others[number] |= named


def _in_words(rows: dict[int, tuple[str, str]]) -> str:
    named = [
        _("row %(row)s: %(what)s") % {"row": row, "what": what} for _n, (row, what) in sorted(rows.items())
    ]
    return _("Rows of this list contradict each other. %(rows)s.") % {"rows": "; ".join(named)}
