"""How a council's sheets lie to each other: for looking at, never for the star, which the plain mean decides.

Arithmetic only, no database. A sheet is a total of whole points under the name of the member.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median as middle


@dataclass(frozen=True)
class Usual:
    """How far a member usually is from the median of a council, over so many dossiers.

    `leaning` is the average with its sign (above or below), `distance` the average without it.
    """

    dossiers: int
    leaning: Fraction
    distance: Fraction


@dataclass(frozen=True)
class Marked:
    """A criterion with the points that the sheets give: the median and how far they lie apart."""

    code: str
    median: Fraction
    spread: int


def median(points: Sequence[int]) -> Fraction:
    """Return the median, exactly. Raises statistics.StatisticsError of nothing."""
    return Fraction(middle([Fraction(each) for each in points]))


def spread(points: Sequence[int]) -> int:
    """Return the distance of the highest from the lowest; 0 of nothing."""
    return max(points, default=0) - min(points, default=0)


def distances(totals: Mapping[str, int]) -> dict[str, Fraction]:
    """Return how far each member is from the median of all, above it positive."""
    if not totals:
        return {}
    centre = median(list(totals.values()))
    return {name: total - centre for name, total in totals.items()}


def usual(history: Iterable[Mapping[str, int]]) -> dict[str, Usual]:
    """Return each member's usual distance over many dossiers; one who scored alone says nothing."""
    found: dict[str, list[Fraction]] = {}
    for totals in history:
        if len(totals) > 1:
            for name, distance in distances(totals).items():
                found.setdefault(name, []).append(distance)
    return {
        name: Usual(
            len(each), sum(each, Fraction(0)) / len(each), sum(map(abs, each), Fraction(0)) / len(each)
        )
        for name, each in found.items()
    }


def widest(sheets: Sequence[Mapping[str, int]]) -> list[Marked]:
    """Return the criteria on which the sheets differ, those furthest apart first; a criterion left out is 0 points."""
    codes = dict.fromkeys(code for sheet in sheets for code in sheet)
    marked = [
        Marked(code, median(points), spread(points))
        for code in codes
        if spread(points := [sheet.get(code, 0) for sheet in sheets])
    ]
    return sorted(marked, key=lambda each: -each.spread)
