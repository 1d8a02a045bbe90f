"""Descriptive statistics of members' totals (median, spread). Display only; never used to compute a star.

Arithmetic without database access. A sheet is a total of whole points with the name of the member.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median as middle


@dataclass(frozen=True)
class UsualDistance:
    """A member's usual distance from the council's median, over a number of dossiers.

    `leaning` is the signed average (above or below), `distance` the average of absolute values.
    """

    dossiers: int
    leaning: Fraction
    distance: Fraction


@dataclass(frozen=True)
class CriterionSpread:
    """A criterion with the points of all sheets, their median and spread."""

    code: str
    median: Fraction
    spread: int


def median(points: Sequence[int]) -> Fraction:
    """Return the exact median. Raise statistics.StatisticsError for an empty list."""
    return Fraction(middle([Fraction(each) for each in points]))


def spread(points: Sequence[int]) -> int:
    """Return the difference of highest and lowest; 0 for an empty list."""
    return max(points, default=0) - min(points, default=0)


def distances(totals: Mapping[str, int]) -> dict[str, Fraction]:
    """Return each member's distance from the median of all, positive above it."""
    if not totals:
        return {}
    centre = median(list(totals.values()))
    return {name: total - centre for name, total in totals.items()}


def usual_distances(history: Iterable[Mapping[str, int]]) -> dict[str, UsualDistance]:
    """Return each member's usual distance over many dossiers, ignoring dossiers with a single sheet."""
    found: dict[str, list[Fraction]] = {}
    for totals in history:
        if len(totals) > 1:
            for name, distance in distances(totals).items():
                found.setdefault(name, []).append(distance)
    return {
        name: UsualDistance(
            len(each), sum(each, Fraction(0)) / len(each), sum(map(abs, each), Fraction(0)) / len(each)
        )
        for name, each in found.items()
    }


def largest_spreads(sheets: Sequence[Mapping[str, int]]) -> list[CriterionSpread]:
    """Return criteria on which the sheets differ, largest spread first; a missing criterion counts as 0 points."""
    codes = dict.fromkeys(code for sheet in sheets for code in sheet)
    marked = [
        CriterionSpread(code, median(points), spread(points))
        for code in codes
        if spread(points := [sheet.get(code, 0) for sheet in sheets])
    ]
    return sorted(marked, key=lambda each: -each.spread)
