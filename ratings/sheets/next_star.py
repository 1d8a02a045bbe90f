"""Plan to the next star on one sheet; arithmetic without database and translation.

First the requirements of the star on single criteria, then points: among all ways to reach the band, the
one with the fewest points, and among those the one with the smallest steps. Legal basis: see
ratings.sheets.star.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product
from math import floor

from ratings.sheets.star import LOWEST_CERTIFIED, NATIONAL, Choices, Rubric, RubricCriterion, points_of


@dataclass(frozen=True)
class Step:
    """Raise `code` from option `before` (None: nothing reached, or unanswered) to option `after`.

    `gained` is added to the total of the sheet; `gate` is the star that requires the step, None for points
    only.
    """

    code: str
    before: int | None
    after: int
    gained: int
    gate: int | None


@dataclass(frozen=True)
class StarPlan:
    """Steps to `star` in the recommended order; empty if the sheet gives it already.

    `short` is what the sum of a council's sheets still lacks if every member follows the steps exactly.
    """

    star: int
    steps: tuple[Step, ...]
    short: int = 0

    @property
    def required(self) -> tuple[Step, ...]:
        """Steps that the star requires whatever the points."""
        return tuple(step for step in self.steps if step.gate)

    @property
    def for_points(self) -> tuple[Step, ...]:
        """Steps that only add points."""
        return tuple(step for step in self.steps if not step.gate)

    @property
    def gained(self) -> int:
        """Points gained by all steps."""
        return sum(step.gained for step in self.steps)


# A raise before it is applied: code, target option, star that requires it.
Raise = tuple[str, int, int | None]
# Raises of criteria that depend on each other, each with its points.
Combination = tuple[tuple[int, Raise], ...]


def next_star(stars: int) -> int:
    """Return the star after `stars`, between the lowest and highest that are certified."""
    return min(max(stars + 1, LOWEST_CERTIFIED), NATIONAL)


def plan_to(rubric: Rubric, choices: Choices, branch: int | None = None, star: int | None = None) -> StarPlan:
    """Return the plan from `choices` to `star`, by default the next one. Raise ValueError if there is none."""
    star = star or next_star(rubric.outcome([choices], branch).stars)
    return _plan(rubric, choices, branch, star, rubric.tally(choices, branch).total)


def plan_of_council(rubric: Rubric, sheets: Sequence[Choices], branch: int | None = None) -> StarPlan:
    """Return the plan from a council's sheets to the next star.

    Steps start from the options that more than half of the sheets reach, as gates do. The missing points
    are those of the average, rounded up, as far as the remaining options allow: if a few sheets are far
    below the others, the plan alone may not reach the star. Raise ValueError without sheets.
    """
    outcome = rubric.outcome(sheets, branch)
    found = common_choices(rubric, sheets, branch)
    star = next_star(outcome.stars)
    highest = sum(leaf.max for leaf in _leaves(rubric, branch).values())
    left = highest - rubric.tally(found, branch).total
    plan = _plan(rubric, found, branch, star, max(floor(outcome.mean), dict(rubric.bands)[star] - left))
    total = sum(rubric.tally(sheet, branch).total for sheet in follow_plan(rubric, sheets, plan, branch))
    return replace(plan, short=max(0, dict(rubric.bands)[star] * len(sheets) - total))


def follow_plan(
    rubric: Rubric, sheets: Sequence[Choices], plan: StarPlan, branch: int | None = None
) -> list[dict[str, int | None]]:
    """Return the sheets of a council after every member has followed the plan; higher choices stay."""
    leaves = _leaves(rubric, branch)
    return [
        dict(choices)
        | {
            step.code: step.after
            for step in plan.steps
            if points_of(leaves[step.code], choices.get(step.code))
            < leaves[step.code].options[step.after].points
        }
        for choices in sheets
    ]


def common_choices(
    rubric: Rubric, sheets: Sequence[Choices], branch: int | None = None
) -> dict[str, int | None]:
    """Return for each criterion the best option that more than half of the sheets reach."""
    points = [rubric.tally(choices, branch).points for choices in sheets]
    found: dict[str, int | None] = {}
    for leaf in _leaves(rubric, branch).values():
        reached = sorted((each.get(leaf.code, 0) for each in points), reverse=True)[len(sheets) // 2]
        found[leaf.code] = _best(leaf, reached)
    return found


def _plan(rubric: Rubric, choices: Choices, branch: int | None, star: int, total: int) -> StarPlan:
    """Return the plan from `choices` to `star`, for a total of `total` points."""
    required = _required(rubric, choices, branch, star)
    gained = sum(step.gained for step in _steps(rubric, choices, branch, required))
    missing = dict(rubric.bands)[star] - total - gained
    for_points = _cheapest(rubric, _apply(choices, required), branch, missing)
    return StarPlan(star, tuple(_steps(rubric, choices, branch, [*required, *for_points])))


def apply(choices: Choices, plan: StarPlan) -> dict[str, int | None]:
    """Return the choices after all steps of the plan."""
    return dict(choices) | {step.code: step.after for step in plan.steps}


def _apply(choices: Choices, raises: list[Raise]) -> dict[str, int | None]:
    return dict(choices) | {code: after for code, after, _gate in raises}


def _steps(rubric: Rubric, choices: Choices, branch: int | None, raises: list[Raise]) -> Iterator[Step]:
    """Apply the raises one by one and measure the points of each."""
    now = dict(choices)
    total = rubric.tally(now, branch).total
    for code, after, gate in raises:
        before, now[code] = now.get(code), after
        total, earlier = rubric.tally(now, branch).total, total
        yield Step(code, before, after, total - earlier, gate)


def _leaves(rubric: Rubric, branch: int | None) -> dict[str, RubricCriterion]:
    """Return all criteria of the branch by code, in printed order."""
    return {leaf.code: leaf for leaf in rubric.leaves if leaf.case in (None, branch)}


def _required(rubric: Rubric, choices: Choices, branch: int | None, star: int) -> list[Raise]:
    """Return requirements of the star and those below it, lowest star first, in printed order.

    A criterion that depends on another without points needs the other one raised first.
    """
    leaves = _leaves(rubric, branch)
    points = rubric.tally(choices, branch).points
    needed: dict[str, tuple[int, int]] = {}
    for gate in rubric.gates(branch):
        if gate.star > star or points.get(gate.code, 0) >= gate.points:
            continue
        opens = leaves[gate.code].depends_on
        if opens and gate.code not in points:
            needed.setdefault(opens, (1, gate.star))
        needed[gate.code] = max(needed.get(gate.code, (0, 0)), (gate.points, gate.star))
    return [
        (code, _least(leaves[code], least), gate)
        for code, (least, gate) in needed.items()
        if points_of(leaves[code], choices.get(code)) < least
    ]


def _best(leaf: RubricCriterion, points: int) -> int | None:
    """Return the position of the option with the most points up to `points`; None if there is none."""
    return max(
        (position for position, option in enumerate(leaf.options) if option.points <= points),
        key=lambda position: leaf.options[position].points,
        default=None,
    )


def _least(leaf: RubricCriterion, points: int) -> int:
    """Return the position of the option with the fewest points from `points` on."""
    return min(
        (position for position, option in enumerate(leaf.options) if option.points >= points),
        key=lambda position: leaf.options[position].points,
    )


def _cheapest(rubric: Rubric, choices: Choices, branch: int | None, missing: int) -> list[Raise]:
    """Return the raises for at least `missing` points with the least excess, smallest first.

    Dynamic programming over criteria: for each sum of points it keeps the way with the least sum of squared
    gains, which prefers two small steps to one big step.
    """
    if missing <= 0:
        return []
    ways: dict[int, tuple[int, tuple[Combination, ...]]] = {0: (0, ())}
    for together in _groups(rubric, branch):
        after = dict(ways)
        for raises in _combinations(rubric, choices, branch, together):
            gained = sum(gain for gain, _raise in raises)
            effort = sum(gain * gain for gain, _raise in raises)
            for points, (spent, taken) in ways.items():
                known = after.get(points + gained)
                if points < missing and (known is None or spent + effort < known[0]):
                    after[points + gained] = (spent + effort, (*taken, raises))
        ways = after
    reached = [points for points in ways if points >= missing]
    if not reached:
        raise ValueError(f"{missing} more points cannot be reached on this sheet.")
    return _smallest_first(ways[min(reached)][1])


def _smallest_first(taken: tuple[Combination, ...]) -> list[Raise]:
    """Sort raises by their points; a raise that enables another comes before it."""
    ranked = [
        (rank, step)
        for raises in taken
        for rank, (_gain, step) in zip(accumulate((gain for gain, _step in raises), max), raises, strict=True)
    ]
    return [step for _rank, step in sorted(ranked, key=lambda item: item[0])]


def _groups(rubric: Rubric, branch: int | None) -> list[list[RubricCriterion]]:
    """Group criteria that depend on each other; all others are alone."""
    leaves = _leaves(rubric, branch)
    return [
        [leaf, *(other for other in leaves.values() if other.depends_on == leaf.code)]
        for leaf in leaves.values()
        if leaf.depends_on not in leaves
    ]


def _combinations(
    rubric: Rubric, choices: Choices, branch: int | None, together: list[RubricCriterion]
) -> Iterator[Combination]:
    """Return each combination of raises within a group in which every step adds points."""
    codes = [leaf.code for leaf in together]
    for positions in product(*[[None, *_better(leaf, choices)] for leaf in together]):
        raises: list[Raise] = [
            (code, position, None)
            for code, position in zip(codes, positions, strict=True)
            if position is not None
        ]
        steps = list(_steps(rubric, choices, branch, raises))
        if steps and all(step.gained > 0 for step in steps):
            yield tuple((step.gained, taken) for step, taken in zip(steps, raises, strict=True))


def _better(leaf: RubricCriterion, choices: Choices) -> list[int]:
    """Return the options with more points than the chosen one."""
    current = points_of(leaf, choices.get(leaf.code))
    return [position for position, option in enumerate(leaf.options) if option.points > current]
