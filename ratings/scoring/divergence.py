"""Disagreement between members, by total, part and criterion.

Used for display and to decide on a second round; the law fixes the result as the plain mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ratings.councils.models.scoring_rules import DEFAULT_LIMIT
from ratings.sheets.star import FULL_MARKS, Gate, Rubric, Tally


@dataclass(frozen=True)
class Spread:
    """Lowest and highest of several point values."""

    low: int
    high: int

    @classmethod
    def of(cls, points: Iterable[int]) -> Spread:
        """Return the spread of these points; raise ValueError if there are none."""
        points = list(points)
        return cls(min(points), max(points))

    @property
    def width(self) -> int:
        """Difference of highest and lowest."""
        return self.high - self.low


@dataclass(frozen=True)
class Divergence:
    """Spread of n sheets. `limit` is the maximum spread of totals; `unmet` are gates that not every sheet meets."""

    total: Spread
    parts: dict[str, Spread]
    criteria: dict[str, Spread]
    most: dict[str, int]
    unmet: tuple[Gate, ...]
    limit: int

    @property
    def passes_limit(self) -> bool:
        """Whether the spread of totals exceeds the limit, which requires a second round."""
        return self.total.width > self.limit

    @property
    def diverging_parts(self) -> set[str]:
        """Parts whose spread exceeds the limit's share of their points."""
        return {
            code
            for code, spread in self.parts.items()
            if spread.width * FULL_MARKS > self.limit * self.most[code]
        }

    @property
    def diverging_criteria(self) -> set[str]:
        """Criteria whose spread is at least half of their points."""
        return {
            code
            for code, spread in self.criteria.items()
            if spread.width and 2 * spread.width >= self.most[code]
        }

    @property
    def gate_criteria(self) -> set[str]:
        """Criteria with a gate that not every sheet meets."""
        return {gate.code for gate in self.unmet}


def divergence(
    rubric: Rubric, tallies: Sequence[Tally], branch: int | None = None, limit: int = DEFAULT_LIMIT
) -> Divergence:
    """Compare sheets of one rubric; a criterion that does not apply to a sheet counts as 0.

    Raise ValueError if there are none.
    """
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
