from fractions import Fraction
from statistics import StatisticsError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.scoring.analysis import (
    CriterionSpread,
    UsualDistance,
    distances,
    largest_spreads,
    median,
    spread,
    usual_distances,
)

TOTALS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 100), min_size=1, max_size=9)


def test_the_median_is_the_middle_or_halfway_between_two():
    assert (median([70, 90, 80]), median([70, 81])) == (80, Fraction(151, 2))


def test_there_is_no_median_of_nothing_and_no_spread():
    with pytest.raises(StatisticsError):
        median([])
    assert (spread([]), spread([70, 90, 80])) == (0, 20)


def test_one_who_is_far_off_does_not_move_the_others_away():
    assert distances({"An": 80, "Bình": 81, "Chi": 20}) == {"An": 0, "Bình": 1, "Chi": -60}


@given(TOTALS)
def test_distances_keep_the_differences_between_members(totals):
    found = distances(totals)
    first = next(iter(totals))
    assert {name: found[name] - found[first] for name in totals} == {
        name: total - totals[first] for name, total in totals.items()
    }


def test_a_members_usual_distance_is_with_and_without_its_sign():
    history = [{"An": 80, "Bình": 82, "Chi": 78}, {"An": 70, "Bình": 66, "Chi": 70}]
    found = usual_distances(history)
    assert found["Bình"] == UsualDistance(2, Fraction(-1), Fraction(3))
    assert found["An"] == UsualDistance(2, Fraction(0), Fraction(0))


def test_one_who_scored_alone_has_no_distance():
    assert usual_distances([{"An": 80}, {}]) == {}


def test_criteria_on_which_all_agree_are_left_out_and_the_widest_comes_first():
    sheets = [{"1.1": 3, "1.2": 2, "5.2": 1}, {"1.1": 3, "1.2": 4, "5.2": 1}, {"1.1": 3, "1.2": 4}]
    assert largest_spreads(sheets) == [
        CriterionSpread("1.2", Fraction(4), 2),
        CriterionSpread("5.2", Fraction(1), 1),
    ]
