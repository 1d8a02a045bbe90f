"""Arithmetic of stars, over all 26 official sheets."""

import json
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.management.commands.load_sheets import SHEETS
from ratings.sheets.star import Gate, Rubric, stars_by_points

BANDS = ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0))
RUBRICS = {
    document["number"]: Rubric.from_document(document)
    for document in (
        json.loads(path.read_text()) for path in sorted((SHEETS / "26-2026").glob("[0-9]*.json"))
    )
}
TEA, WATER, TOURISM = RUBRICS[11], RUBRICS[16], RUBRICS[26]
ORDINARY = settings(max_examples=50, deadline=None, derandomize=True)


def leaves(rubric, branch):
    return [leaf for leaf in rubric.leaves if leaf.case in (None, branch)]


def best(rubric, branch=None, **changes):
    """Return the top option for all criteria; `changes` by code with underscores for dots: c5_1=None."""
    chosen = {leaf.code: len(leaf.options) - 1 for leaf in leaves(rubric, branch)}
    return chosen | {code[1:].replace("_", "."): position for code, position in changes.items()}


@cache
def reachable_totals(rubric, branch=None):
    """Return choices for each possible total of points."""
    reachable = {0: {}}
    for leaf in leaves(rubric, branch):
        step = {}
        for points, chosen in reachable.items():
            for position in [None, *range(len(leaf.options))]:
                gained = 0 if position is None else leaf.options[position].points
                if leaf.code in ("5.1", "5.2") and gained == 0:
                    continue  # keep the condition of 5.2 out of the sum
                step.setdefault(points + gained, chosen | {leaf.code: position})
        reachable = step
    return reachable


def answers(possible):
    """Draw an answer for each criterion, by code; one draw for all is ten times faster."""
    return st.binary(min_size=len(possible), max_size=len(possible)).map(
        lambda drawn: {
            code: some[number % len(some)]
            for (code, some), number in zip(possible.items(), drawn, strict=True)
        }
    )


@st.composite
def cases(draw):
    """Draw a rubric and a branch."""
    rubric = RUBRICS[draw(st.integers(1, 26))]
    return rubric, draw(st.sampled_from([1, 2])) if rubric is TOURISM else None


@st.composite
def sheets(draw, case=None, most=5):
    """Draw a rubric, a branch and one to five complete sheets; good options are more likely, so that gates
    are met too.
    """
    rubric, branch = case or draw(cases())
    filled = []
    for _sheet in range(draw(st.integers(1, most))):
        good = draw(st.booleans())
        filled.append(
            draw(
                answers(
                    {
                        leaf.code: [None, *range(len(leaf.options)), *[len(leaf.options) - 1] * 12 * good]
                        for leaf in leaves(rubric, branch)
                    }
                )
            )
        )
    return rubric, branch, filled


def test_every_sheet_gives_100_points_and_five_stars_at_its_best():
    for number, rubric in RUBRICS.items():
        for branch in [1, 2] if number == 26 else [None]:
            outcome = rubric.outcome([best(rubric, branch)], branch)
            assert (outcome.total, outcome.stars, outcome.missing) == (100, 5, ())
            assert rubric.tally(best(rubric, branch), branch).parts == {"A": 40, "B": 25, "C": 35}


def test_nothing_reached_is_one_star_and_misses_every_gate():
    for number, rubric in RUBRICS.items():
        branch = 1 if number == 26 else None
        outcome = rubric.outcome([{leaf.code: None for leaf in leaves(rubric, branch)}], branch)
        assert (outcome.total, outcome.stars) == (0, 1)
        assert [(g.code, g.star, g.points) for g in outcome.missing] == [
            (g.code, g.star, g.points) for g in rubric.gates(branch)
        ]


@given(sheets())
@ORDINARY
def test_the_star_is_the_lower_of_points_and_gates(case):
    rubric, branch, filled = case
    outcome = rubric.outcome(filled, branch)
    assert outcome.stars == min(outcome.stars_by_points, outcome.stars_by_gates)
    assert outcome.mean == Fraction(outcome.total, len(filled))


@given(sheets())
@ORDINARY
def test_points_agree_with_exact_fractions(case):
    rubric, branch, filled = case
    outcome = rubric.outcome(filled, branch)
    mean = Fraction(sum(rubric.tally(chosen, branch).total for chosen in filled), len(filled))
    assert outcome.stars_by_points == next(stars for stars, least in BANDS if mean >= least)


@given(sheets())
@ORDINARY
def test_a_gate_is_met_when_more_than_half_of_the_sheets_reach_it(case):
    rubric, branch, filled = case
    missing = []
    for gate in rubric.gates(branch):
        reached = [rubric.tally(chosen, branch).points.get(gate.code, 0) >= gate.points for chosen in filled]
        if reached.count(True) <= reached.count(False):
            missing.append(Gate(gate.code, gate.star, gate.points, reached.count(True)))
    outcome = rubric.outcome(filled, branch)
    assert list(outcome.missing) == missing
    assert outcome.stars_by_gates == min([gate.star - 1 for gate in missing], default=5)


@given(sheets(), st.data())
@ORDINARY
def test_raising_an_option_never_lowers_points_or_star(case, data):
    rubric, branch, filled = case
    leaf = data.draw(st.sampled_from(leaves(rubric, branch)))
    which = data.draw(st.integers(0, len(filled) - 1))
    now = filled[which][leaf.code]
    higher = data.draw(st.integers(0 if now is None else now, len(leaf.options) - 1))
    raised = [chosen | {leaf.code: higher} if i == which else chosen for i, chosen in enumerate(filled)]
    before, after = rubric.outcome(filled, branch), rubric.outcome(raised, branch)
    assert after.total >= before.total
    assert after.stars_by_points >= before.stars_by_points
    assert after.stars_by_gates >= before.stars_by_gates
    assert after.stars >= before.stars


@given(sheets(), st.randoms(use_true_random=False))
@ORDINARY
def test_the_order_of_the_members_does_not_matter(case, random):
    rubric, branch, filled = case
    shuffled = random.sample(filled, len(filled))
    assert rubric.outcome(shuffled, branch) == rubric.outcome(filled, branch)


@given(sheets(), st.integers(2, 4))
@ORDINARY
def test_the_same_sheets_again_change_nothing(case, times):
    rubric, branch, filled = case
    once, again = rubric.outcome(filled, branch), rubric.outcome(filled * times, branch)
    assert (again.mean, again.stars_by_points, again.stars_by_gates, again.stars) == (
        once.mean,
        once.stars_by_points,
        once.stars_by_gates,
        once.stars,
    )


@given(sheets(most=1), st.integers(2, 5))
@ORDINARY
def test_members_who_agree_give_what_one_gives(case, members):
    rubric, branch, filled = case
    alone, together = rubric.outcome(filled, branch), rubric.outcome(filled * members, branch)
    assert together.stars == alone.stars


@given(cases(), st.data())
@ORDINARY
def test_one_missing_gate_costs_all_stars_from_its_own_up(case, data):
    rubric, branch = case
    gates = rubric.gates(branch)
    gate = data.draw(st.sampled_from(gates))
    leaf = next(leaf for leaf in leaves(rubric, branch) if leaf.code == gate.code)
    below = [None, *(i for i, option in enumerate(leaf.options) if option.points < gate.points)]
    chosen = best(rubric, branch) | {gate.code: data.draw(st.sampled_from(below))}
    outcome = rubric.outcome([chosen], branch)
    assert outcome.stars_by_gates < gate.star
    assert gate.code in {missing.code for missing in outcome.missing}
    assert outcome.stars <= gate.star - 1


@given(sheets())
@ORDINARY
def test_only_options_decide(case):
    """Unanswered counts like “none reached”."""
    rubric, branch, filled = case
    without_none = [
        {code: position for code, position in chosen.items() if position is not None} for chosen in filled
    ]
    assert rubric.outcome(without_none, branch) == rubric.outcome(filled, branch)


@pytest.mark.parametrize(
    ("totals", "stars"),
    [
        ((69, 70, 70), 3),
        ((70, 70, 70), 4),
        ((60, 60, 90), 4),
        ((89, 90, 90), 4),
        ((90, 90, 90), 5),
        ((80, 95, 95), 5),
        ((49, 50, 50), 2),
        ((50, 50, 50), 3),
        ((29, 30, 30), 1),
        ((30, 30, 30), 2),
    ],
)
def test_three_sheets_at_the_very_edge_of_a_band(totals, stars):
    """209 over three sheets is 69.67, three stars by points; 210 is 70, four. Likewise 269 and 270 for five."""
    for number, rubric in RUBRICS.items():
        branch = 2 if number == 26 else None
        outcome = rubric.outcome([reachable_totals(rubric, branch)[total] for total in totals], branch)
        assert (outcome.total, outcome.stars_by_points) == (sum(totals), stars)


@pytest.mark.parametrize("sheets", range(1, 12))
@pytest.mark.parametrize(("stars", "least"), BANDS[:-1])
def test_one_point_of_a_whole_council_decides_a_band(stars, least, sheets):
    assert stars_by_points(least * sheets, sheets, BANDS) == stars
    assert stars_by_points(least * sheets - 1, sheets, BANDS) == stars - 1


def test_ninety_points_with_a_five_star_gate_missed_are_four_stars():
    outcome = TEA.outcome([best(TEA, c7=2)])
    assert (outcome.total, outcome.stars_by_points, outcome.stars_by_gates, outcome.stars) == (98, 5, 4, 4)
    assert outcome.missing == (Gate("7", 5, 5, 0),)


def test_a_missing_four_star_gate_gives_three_stars_however_many_points():
    outcome = TEA.outcome([best(TEA, c5_1=3)])
    assert (outcome.total, outcome.stars) == (98, 3)
    assert outcome.missing == (Gate("5.1", 4, 5, 0),)


def test_a_missing_three_star_gate_gives_two_stars_however_many_points():
    outcome = TEA.outcome([best(TEA, c2_2=0)])
    assert outcome.stars_by_points == 5
    assert (outcome.stars_by_gates, outcome.stars) == (2, 2)


def test_a_tie_on_a_gate_is_not_met():
    low, high = best(TEA, c7=2), best(TEA)
    assert TEA.outcome([low, high]).stars_by_gates == 4
    assert TEA.outcome([low, high, high]).stars_by_gates == 5


def test_the_way_a_story_is_told_counts_only_where_there_is_a_story():
    for rubric in (rubric for number, rubric in RUBRICS.items() if number != 26):
        for no_story in (None, 0):
            tally = rubric.tally(best(rubric, c5_1=no_story))
            assert "5.2" not in tally.points
            assert tally.total == 100 - 5 - 2
        assert rubric.tally(best(rubric, c5_1=1)).points["5.2"] == 2
        unanswered = best(rubric)
        del unanswered["5.1"]
        assert rubric.tally(unanswered).total == 100 - 5 - 2


def test_without_a_story_nobody_is_asked_how_it_is_told():
    chosen = best(TEA, c5_1=0)
    del chosen["5.2"]
    assert TEA.tally(chosen).unanswered == ()
    del chosen["5.1"]
    assert TEA.tally(chosen).unanswered == ("5.1", "5.2")


def test_tourism_counts_the_cases_of_its_own_branch_only():
    for branch in (1, 2):
        applicable = TOURISM.applicable({}, branch)
        assert [leaf.case for leaf in applicable if leaf.code in ("8", "9", "15")] == [branch] * 3
        assert sum(leaf.max for leaf in applicable) == 100


def test_tourism_has_the_gates_that_are_printed_on_it():
    assert [(gate.code, gate.star, gate.points) for gate in TOURISM.gates(1)] == [
        ("3.5", 3, 1),
        ("3.4", 4, 3),
        ("3.5", 4, 2),
    ]


def test_water_has_the_only_gate_of_item_9_at_five_stars():
    assert [(gate.star, gate.points) for gate in WATER.gates() if gate.code == "9"] == [(5, 5)]


def test_an_option_that_is_not_printed_is_refused():
    for position in (-1, 99):
        with pytest.raises(IndexError):
            TEA.tally({"7": position})


def test_no_sheets_give_no_star():
    with pytest.raises(ValueError, match="No sheet"):
        TEA.outcome([])


def test_all_787_criteria_are_counted():
    cases = sum(leaf.case is not None for leaf in TOURISM.leaves)
    assert sum(len(rubric.leaves) for rubric in RUBRICS.values()) - cases // 2 == 787
    assert sum(len(leaf.options) for rubric in RUBRICS.values() for leaf in rubric.leaves) == 2579
