"""How far the members of a council lie apart: by total, by part, by criterion. For analysis and for the second
round only; the mean stays plain (the law fixes it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ratings.councils.models.scoring_rules import DEFAULT_LIMIT
from ratings.sheets.star import FULL_MARKS, Gate, Rubric, Tally


@dataclass(frozen=True)
class Spread:
    """The lowest and the highest of several numbers of points."""

    low: int
    high: int

    @classmethod
    def of(cls, points: Iterable[int]) -> Spread:
        """The spread of these points; raises ValueError where there are none."""
        points = list(points)
        return cls(min(points), max(points))

    @property
    def width(self) -> int:
        """How many points lie between them."""
        return self.high - self.low


@dataclass(frozen=True)
class Divergence:
    """The spread of n sheets. `limit` is what totals may lie apart; `unmet` are gates that not every sheet reaches."""

    total: Spread
    parts: dict[str, Spread]
    criteria: dict[str, Spread]
    most: dict[str, int]
    unmet: tuple[Gate, ...]
    limit: int

    @property
    def passes_limit(self) -> bool:
        """Whether the totals lie further apart than the limit: a second round is needed."""
        return self.total.width > self.limit

    @property
    def diverging_parts(self) -> set[str]:
        """Parts whose spread is more than the limit's share of their points."""
        return {
            code
            for code, spread in self.parts.items()
            if spread.width * FULL_MARKS > self.limit * self.most[code]
        }

    @property
    def diverging_criteria(self) -> set[str]:
        """Criteria on which members lie apart by half of the points or more."""
        return {
            code
            for code, spread in self.criteria.items()
            if spread.width and 2 * spread.width >= self.most[code]
        }

    @property
    def gate_criteria(self) -> set[str]:
        """Criteria with a requirement for a star that not every sheet reaches."""
        return {gate.code for gate in self.unmet}


def divergence(
    rubric: Rubric, tallies: Sequence[Tally], branch: int | None = None, limit: int = DEFAULT_LIMIT
) -> Divergence:
    """Compare sheets of one rubric; a criterion that does not apply on a sheet counts 0. ValueError without any."""
    leaves = [leaf for leaf in rubric.leaves if leaf.case in (None, branch)]
    most: dict[str, int] = {leaf.code: leaf.max for leaf in leaves}
    for part in tallies[0].parts if tallies else ():
        most[part] = sum(leaf.max for leaf in leaves if leaf.part == part)
    unmet = tuple(
        Gate(gate.code, gate.star, gate.points, reached_by)
        for gate in rubric.gates(branch)
        if (reached_by := sum(t.points.get(gate.code, 0) >= gate.points for t in tallies)) < len(tallies)
    )
    return Divergence(
        total=Spread.of(tally.total for tally in tallies),
        parts={part: Spread.of(tally.parts[part] for tally in tallies) for part in tallies[0].parts},
        criteria={
            leaf.code: Spread.of(tally.points.get(leaf.code, 0) for tally in tallies) for leaf in leaves
        },
        most=most,
        unmet=unmet,
        limit=limit,
    )
