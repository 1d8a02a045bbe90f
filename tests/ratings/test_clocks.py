from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.clocks import MINISTRY, PROVINCE, is_working_day, round_for, working_days_after

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("filed", "last_day"),
    [
        (date(2026, 11, 2), date(2026, 11, 23)),  # three weeks without a holiday
        (date(2026, 4, 20), date(2026, 5, 14)),  # the kings' day (in lieu), 30 April and 1 May between
        (date(2026, 2, 13), date(2026, 3, 13)),  # Tết
    ],
)
def test_the_commune_has_fifteen_working_days(filed, last_day):
    assert working_days_after(filed, 15) == last_day


def test_a_saturday_worked_for_a_bridge_day_counts():
    assert is_working_day(date(2026, 8, 22))
    assert not is_working_day(date(2026, 8, 31))


@given(DAYS, st.integers(1, 40))
def test_the_last_working_day_is_a_working_day_and_so_many_lie_between(day, count):
    last = working_days_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == count
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("day", "rounds", "expected"),
    [
        (date(2026, 4, 29), PROVINCE, (date(2026, 4, 30), date(2026, 6, 30))),
        (date(2026, 4, 30), PROVINCE, (date(2026, 10, 30), date(2026, 12, 30))),
        (date(2026, 10, 30), PROVINCE, (date(2027, 4, 30), date(2027, 6, 30))),
        (date(2026, 1, 29), MINISTRY, (date(2026, 1, 30), date(2026, 3, 30))),
        (date(2026, 7, 30), MINISTRY, (date(2027, 1, 30), date(2027, 3, 30))),
    ],
)
def test_a_proposal_before_the_cut_off_reaches_the_round(day, rounds, expected):
    assert round_for(day, rounds) == expected
