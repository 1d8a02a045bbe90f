"""Plausible answers for demonstration sheets; they differ by member and are the same on every run."""

from collections.abc import Collection
from random import Random

from ratings.sheets.star import Rubric, RubricCriterion

# Range of total points for each star.
BANDS = {2: (34, 48), 3: (52, 68), 4: (72, 88), 5: (91, 100)}


def choose(
    rubric: Rubric,
    stars: int,
    *,
    branch=None,
    seed: str,
    member: int,
    missed: str | None = None,
    never_nothing: Collection[str] = (),
):
    """Return answers that reach `stars` by points and meet every requirement for it except `missed`.

    `seed` identifies the product; `member` varies a few answers that no requirement depends on. `missed` is
    the code of a criterion that stays below its requirement. Criteria in `never_nothing` always get points.
    """
    leaves = [leaf for leaf in rubric.leaves if leaf.case in (None, branch)]
    floor = {leaf.code: required(leaf, stars) for leaf in leaves}
    for leaf in leaves:
        if leaf.code in never_nothing:
            first = next(place for place, option in enumerate(leaf.options) if option.points)
            floor[leaf.code] = max(floor[leaf.code], first)
    common = Random(seed)  # noqa: S311 - a plausible sheet, no secret
    chosen = {leaf.code: common.randint(floor[leaf.code], len(leaf.options) - 1) for leaf in leaves}
    if missed:
        floor.pop(missed)
        leaves = [leaf for leaf in leaves if leaf.code != missed]
        chosen[missed] = 0
    own = Random(f"{seed}/{member}")  # noqa: S311
    for leaf in own.sample(leaves, 2):
        step = own.choice([-1, 1])
        chosen[leaf.code] = min(max(chosen[leaf.code] + step, floor[leaf.code]), len(leaf.options) - 1)
    return into_band(rubric, chosen, floor, leaves, BANDS[stars], branch=branch, random=common)


def required(leaf: RubricCriterion, stars: int) -> int:
    """Return the option position that the requirements up to `stars` ask for."""
    asked = [option.points for option in leaf.options if option.gate and option.gate <= stars]
    least = max(asked, default=0)
    return next(place for place, option in enumerate(leaf.options) if option.points >= least)


def into_band(rubric, chosen, floor, leaves, band, *, branch, random):
    """Raise or lower answers by one step at a time until the total is within the band."""
    order = random.sample(leaves, len(leaves))
    for _round in range(5):
        for leaf in order:
            total = rubric.tally(chosen, branch).total
            if band[0] <= total <= band[1]:
                return applicable(rubric, chosen, branch)
            if total < band[0] and chosen[leaf.code] < len(leaf.options) - 1:
                chosen[leaf.code] += 1
            elif total > band[1] and chosen[leaf.code] > floor[leaf.code]:
                chosen[leaf.code] -= 1
    return applicable(rubric, chosen, branch)


def applicable(rubric, chosen, branch):
    """Leave out answers that do not apply to the branch, since a member cannot give them."""
    counting = {leaf.code for leaf in rubric.applicable(chosen, branch)}
    return {code: position for code, position in chosen.items() if code in counting}
