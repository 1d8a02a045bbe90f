"""Plan to the next star, over all 26 official sheets."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ratings.sheets.next_star import (
    StarPlan,
    apply,
    common_choices,
    follow_plan,
    next_star,
    plan_of_council,
    plan_to,
)
from ratings.sheets.star import Rubric, RubricCriterion, RubricOption
from tests.ratings.sheets.test_star import RUBRICS, TEA, TOURISM, answers, best, leaves, sheets

ORDINARY = settings(max_examples=40, deadline=None, derandomize=True)


@st.composite
def unfinished(draw):
    """Draw a rubric, a branch and an incomplete sheet."""
    rubric = RUBRICS[draw(st.integers(1, 26))]
    branch = draw(st.sampled_from([1, 2])) if rubric is TOURISM else None
    good = draw(st.booleans())
    possible = {}
    for leaf in leaves(rubric, branch):
        top = len(leaf.options) - 1
        possible[leaf.code] = ["open", None, *range(top + 1), *[top] * 8 * good]
    chosen = draw(answers(possible))
    return rubric, branch, {code: answer for code, answer in chosen.items() if answer != "open"}


def stars(rubric, choices, branch):
    return rubric.outcome([choices], branch).stars


@given(unfinished())
@ORDINARY
def test_the_path_leads_at_least_to_the_next_star(case):
    rubric, branch, choices = case
    plan = plan_to(rubric, choices, branch)
    assert plan.star == next_star(stars(rubric, choices, branch))
    assert stars(rubric, apply(choices, plan), branch) >= plan.star


@given(unfinished(), st.integers(1, 5))
@ORDINARY
def test_the_path_leads_to_any_star_that_is_asked_for(case, star):
    rubric, branch, choices = case
    plan = plan_to(rubric, choices, branch, star)
    assert stars(rubric, apply(choices, plan), branch) >= star
    if stars(rubric, choices, branch) >= star:
        assert plan.steps == ()


@given(unfinished())
@ORDINARY
def test_no_step_is_superfluous(case):
    rubric, branch, choices = case
    plan = plan_to(rubric, choices, branch)
    for number, left_out in enumerate(plan.steps):
        later = [step for step in plan.steps[number + 1 :] if step.code != left_out.code]
        rest = StarPlan(plan.star, (*plan.steps[:number], *later))
        assert stars(rubric, apply(choices, rest), branch) < plan.star


@given(unfinished())
@ORDINARY
def test_the_points_of_the_steps_are_the_points_that_the_sheet_gains(case):
    rubric, branch, choices = case
    plan = plan_to(rubric, choices, branch)
    before, after = (rubric.tally(chosen, branch).total for chosen in (choices, apply(choices, plan)))
    assert plan.gained == after - before


@given(unfinished())
@ORDINARY
def test_requirements_come_first_and_then_the_small_steps(case):
    rubric, branch, choices = case
    plan = plan_to(rubric, choices, branch)
    assert plan.steps == plan.required + plan.for_points
    gains = [step.gained for step in plan.for_points if step.code not in ("5.1", "5.2")]
    assert gains == sorted(gains)
    assert all(step.gained > 0 for step in plan.for_points)


@given(unfinished())
@ORDINARY
def test_the_requirements_alone_meet_every_gate_of_the_star(case):
    rubric, branch, choices = case
    plan = plan_to(rubric, choices, branch)
    required = apply(choices, StarPlan(plan.star, plan.required))
    assert rubric.outcome([required], branch).stars_by_gates >= plan.star


@given(sheets())
@ORDINARY
def test_what_a_council_found_misses_the_gates_that_its_result_misses(case):
    rubric, branch, filled = case
    found = rubric.outcome([common_choices(rubric, filled, branch)], branch)
    missing = [(gate.code, gate.star) for gate in rubric.outcome(filled, branch).missing]
    assert [(gate.code, gate.star) for gate in found.missing] == missing


@given(sheets())
@ORDINARY
def test_the_councils_path_brings_the_gates_and_the_points_that_its_result_lacks(case):
    rubric, branch, filled = case
    outcome, plan = rubric.outcome(filled, branch), plan_of_council(rubric, filled, branch)
    assert plan.star == next_star(outcome.stars)
    after = apply(common_choices(rubric, filled, branch), plan)
    there = outcome.mean + plan.gained >= dict(rubric.bands)[plan.star]
    assert there or rubric.tally(after, branch).total == 100
    assert rubric.outcome([after], branch).stars_by_gates >= plan.star
    if outcome.stars == 5:
        assert plan.steps == ()


@given(sheets(most=1))
@ORDINARY
def test_a_council_of_one_has_the_path_of_its_sheet(case):
    rubric, branch, [choices] = case
    assume(len(rubric.applicable(choices, branch)) == len(leaves(rubric, branch)))
    alone, together = plan_to(rubric, choices, branch), plan_of_council(rubric, [choices], branch)
    assert [(step.code, step.after) for step in together.steps] == [
        (step.code, step.after) for step in alone.steps
    ]


def test_nothing_is_left_to_raise_where_one_sheet_alone_is_far_below():
    assert plan_of_council(TEA, [best(TEA), best(TEA), {}]) == StarPlan(4, (), short=10)


@given(sheets())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_where_every_member_follows_the_path_the_star_is_reached_or_the_path_says_what_is_short(case):
    rubric, branch, filled = case
    plan = plan_of_council(rubric, filled, branch)
    after = rubric.outcome(follow_plan(rubric, filled, plan, branch), branch)
    lacks = dict(rubric.bands)[plan.star] * len(filled) - after.total
    assert plan.short == max(0, lacks)
    assert after.stars_by_gates >= plan.star
    assert after.stars >= plan.star or plan.short > 0


def test_five_stars_have_nothing_before_them():
    for number, rubric in RUBRICS.items():
        for branch in [1, 2] if number == 26 else [None]:
            assert plan_to(rubric, best(rubric, branch), branch) == StarPlan(5, ())


def test_a_missing_requirement_is_the_whole_path_if_the_points_are_there():
    steps = plan_to(TEA, best(TEA, c5_1=3)).steps
    assert [(step.code, step.before, step.gate) for step in steps] == [("5.1", 3, 4)]


def test_an_empty_sheet_is_led_to_the_lowest_star_that_is_certified():
    plan = plan_to(TEA, {})
    assert plan.star == 3
    assert {step.code for step in plan.required} == {gate.code for gate in TEA.gates() if gate.star == 3}
    assert plan.gained == 50


def test_a_criterion_that_is_shut_is_opened_before_it_is_raised():
    rubric = Rubric(
        (
            RubricCriterion(
                "1", "A", 96, (RubricOption(0, None), RubricOption(88, None), RubricOption(96, None))
            ),
            RubricCriterion(
                "5.1", "C", 2, (RubricOption(0, None), RubricOption(1, None), RubricOption(2, None))
            ),
            RubricCriterion(
                "5.2",
                "C",
                2,
                (RubricOption(0, None), RubricOption(1, None), RubricOption(2, 5)),
                depends_on="5.1",
            ),
        )
    )
    steps = plan_to(rubric, {"1": 1, "5.1": 0}, star=5).steps
    assert [(step.code, step.after, step.gained, step.gate) for step in steps] == [
        ("5.1", 1, 1, 5),
        ("5.2", 2, 2, 5),
    ]


def small_sheets():
    """Draw sheets of five criteria with matching bands, small enough to try all answers."""
    options = [(0, 1, 2), (0, 2, 5), (1, 3), (0, 4), (0, 1, 3)]
    kept = tuple(
        RubricCriterion(str(number), "A", max(points), tuple(RubricOption(each, None) for each in points))
        for number, points in enumerate(options)
    )
    return Rubric(kept, ((5, 15), (4, 11), (3, 8), (2, 4), (1, 0)))


def test_no_other_way_needs_fewer_points_or_smaller_steps():
    rubric = small_sheets()
    every = [
        dict(zip("01234", answer, strict=True))
        for answer in product(*[[None, *range(len(leaf.options))] for leaf in rubric.leaves])
    ]
    totals = {id(choices): rubric.tally(choices).points for choices in every}
    for choices in every[::7]:
        mine, plan = totals[id(choices)], plan_to(rubric, choices)
        gains = [
            [points[code] - mine[code] for code in mine]
            for points in totals.values()
            if all(points[code] >= mine[code] for code in mine)
            and sum(points.values()) >= dict(rubric.bands)[plan.star]
        ]
        cheapest = min((sum(gain), sum(each * each for each in gain)) for gain in gains)
        assert (plan.gained, sum(step.gained**2 for step in plan.steps)) == cheapest


def test_a_star_out_of_reach_is_refused_in_words():
    rubric = Rubric((RubricCriterion("1", "A", 10, (RubricOption(10, None),)),))
    with pytest.raises(ValueError, match="80 more points cannot be reached on this sheet"):
        plan_to(rubric, {"1": 0}, star=5)
