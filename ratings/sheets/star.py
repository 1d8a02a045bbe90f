"""From chosen options to a star; arithmetic without database and translation.

Decision 26/2026/QĐ-TTg, article 3 (bands of the average total) and the note under sheets 1–25 (options
marked ***, ****, ***** are the minimum for that star).
Points are integers and the average is never computed: a sum over n sheets reaches a band that begins at
`least` if `sum >= least * n`. A gate is met if more than half of the sheets reach its points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# Stars that a province or the ministry certifies; below them there is no decision.
GATES = (3, 4, 5)
LOWEST_CERTIFIED = 3
NATIONAL = 5
# Points of a whole sheet.
FULL_MARKS = 100

# Choices: {code of a criterion: position of the option from 0, or None for “none of these reached”, which is
# 0 points}. A missing code is unanswered.
Choices = Mapping[str, int | None]


@dataclass(frozen=True)
class RubricOption:
    """An option: its points, and the star for which the criterion must reach them, if any."""

    points: int
    gate: int | None


@dataclass(frozen=True)
class RubricCriterion:
    """A criterion with options; `case` names its alternative case on sheet 26."""

    code: str
    part: str
    max: int
    options: tuple[RubricOption, ...]
    case: int | None = None
    depends_on: str | None = None


@dataclass(frozen=True)
class Gate:
    """`code` must reach `points` for `star` stars; `reached_by` sheets do."""

    code: str
    star: int
    points: int
    reached_by: int = 0


@dataclass(frozen=True)
class Tally:
    """Totals of one sheet: `points` by code of applicable criteria, `parts` by part, unanswered codes."""

    points: dict[str, int]
    parts: dict[str, int]
    total: int
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Combined outcome of n sheets: the star is the lower of points and gates."""

    total: int
    sheets: int
    stars_by_points: int
    stars_by_gates: int
    missing: tuple[Gate, ...]
    stars: int

    @property
    def mean(self) -> Fraction:
        """The exact average total; for display, never for comparison."""
        return Fraction(self.total, self.sheets) if self.sheets else Fraction(0)


@dataclass(frozen=True)
class Rubric:
    """The data of a sheet that determine the star. `bands` are (stars, minimum average), highest first."""

    leaves: tuple[RubricCriterion, ...]
    bands: tuple[tuple[int, int], ...] = ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0))

    @classmethod
    def from_document(
        cls, document: Mapping[str, Any], bands: Sequence[Sequence[int]] | None = None
    ) -> Rubric:
        """Create it from a sheet in the format of the files in ratings/sheets/."""
        leaves = tuple(
            leaf for part in document["parts"] for leaf in _leaves(part, part["code"], part["code"], 0)
        )
        if bands is None:
            return cls(leaves)
        return cls(leaves, tuple((stars, least) for stars, least in bands))

    def applicable(self, choices: Choices, branch: int | None = None) -> tuple[RubricCriterion, ...]:
        """Return the criteria to answer: those of the branch, without those whose condition has 0 points.

        Sheets 1–25: 5.2 applies only if there is a product story, that is if 5.1 has points.
        """
        ours = [leaf for leaf in self.leaves if leaf.case is None or leaf.case == branch]
        zero = {leaf.code for leaf in ours if _is_answered_with_nothing(leaf, choices)}
        return tuple(leaf for leaf in ours if leaf.depends_on is None or leaf.depends_on not in zero)

    def tally(self, choices: Choices, branch: int | None = None) -> Tally:
        """Return the totals of one sheet. Inapplicable criteria are left out, unanswered ones count as 0.

        A criterion that depends on another counts only if the other has points: no story, no telling of it.
        Raise IndexError for an option that the criterion does not have.
        """
        ours = [leaf for leaf in self.leaves if leaf.case is None or leaf.case == branch]
        chosen = {leaf.code: points_of(leaf, choices.get(leaf.code)) for leaf in ours}
        counted = [leaf for leaf in ours if leaf.depends_on is None or chosen.get(leaf.depends_on)]
        parts = dict.fromkeys((leaf.part for leaf in self.leaves), 0)
        for leaf in counted:
            parts[leaf.part] += chosen[leaf.code]
        points = {leaf.code: chosen[leaf.code] for leaf in counted}
        applicable = self.applicable(choices, branch)
        unanswered = tuple(leaf.code for leaf in applicable if leaf.code not in choices)
        return Tally(points, parts, sum(parts.values()), unanswered)

    def gates(self, branch: int | None = None) -> list[Gate]:
        """Return all star gates of the sheet, lowest star first, in printed order."""
        found = [
            Gate(leaf.code, option.gate, option.points)
            for leaf in self.leaves
            if leaf.case is None or leaf.case == branch
            for option in leaf.options
            if option.gate is not None
        ]
        return sorted(found, key=lambda gate: gate.star)

    def reached(self, sheets: Sequence[Choices], branch: int | None = None) -> list[Gate]:
        """Return all star gates of the sheet with the number of `sheets` that reach each."""
        tallies = [self.tally(choices, branch) for choices in sheets]
        return [
            Gate(
                gate.code,
                gate.star,
                gate.points,
                sum(tally.points.get(gate.code, 0) >= gate.points for tally in tallies),
            )
            for gate in self.gates(branch)
        ]

    def outcome(
        self,
        sheets: Sequence[Choices],
        branch: int | None = None,
        findings: Mapping[tuple[str, int], bool] | None = None,
    ) -> Outcome:
        """Combine the sheets of a council. Raise ValueError without sheets.

        `findings` are the chair's findings on disputed gates, {(code, star): met}. They count only if some
        sheets reach the gate and some do not.
        """
        if not sheets:
            raise ValueError("No sheet to combine.")
        tallies = [self.tally(choices, branch) for choices in sheets]
        total, count = sum(tally.total for tally in tallies), len(tallies)
        found = findings or {}
        missing = tuple(
            gate
            for gate in self.reached(sheets, branch)
            if not is_met(gate, count, found.get((gate.code, gate.star)))
        )
        by_points = stars_by_points(total, count, self.bands)
        by_gates = min((gate.star - 1 for gate in missing), default=max(GATES))
        return Outcome(total, count, by_points, by_gates, missing, min(by_points, by_gates))


def is_met(gate: Gate, sheets: int, finding: bool | None = None) -> bool:
    """Whether a gate is met: by the finding if the sheets differ, else if more than half of them reach it."""
    if finding is not None and 0 < gate.reached_by < sheets:
        return finding
    return 2 * gate.reached_by > sheets


def points_of(leaf: RubricCriterion, choice: int | None) -> int:
    """Return the points of the chosen option; 0 for none. Raise IndexError for an unknown option."""
    if choice is None:
        return 0
    if not 0 <= choice < len(leaf.options):
        raise IndexError(f"{leaf.code} has no option {choice}.")
    return leaf.options[choice].points


def stars_by_points(total: int, sheets: int, bands: Sequence[tuple[int, int]]) -> int:
    """Return the stars of the highest band that `total` points on `sheets` sheets reach, without rounding."""
    return next(stars for stars, least in bands if total >= least * sheets)


def _is_answered_with_nothing(leaf: RubricCriterion, choices: Choices) -> bool:
    return leaf.code in choices and points_of(leaf, choices[leaf.code]) == 0


def _leaves(
    node: Mapping[str, Any], code: str, part: str, most: int, case: int | None = None
) -> list[RubricCriterion]:
    """Return the leaves under a node in printed order; a case has the code of its section."""
    code, most = node.get("code", code), node.get("max", most)
    if "options" in node:
        condition = node.get("condition") or {}
        options = tuple(RubricOption(option["points"], option["gate"]) for option in node["options"])
        depends_on = condition.get("depends_on") if condition.get("kind") == "applies_only_if" else None
        return [RubricCriterion(code, part, most, options, case, depends_on)]
    below = [*node.get("sections", ()), *node.get("children", ()), *node.get("alternatives", ())]
    return [leaf for child in below for leaf in _leaves(child, code, part, most, child.get("case", case))]
