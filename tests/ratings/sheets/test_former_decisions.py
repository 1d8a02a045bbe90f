from datetime import date

import pytest

from ratings.sheets.former_decisions import INSTRUMENTS, count_by_decision, criteria_on


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2018, 12, 1), []),
        (date(2020, 1, 1), ["1048/QĐ-TTg"]),
        (date(2023, 2, 23), ["1048/QĐ-TTg"]),
        (date(2023, 2, 24), ["148/QĐ-TTg"]),
        (date(2026, 5, 21), ["148/QĐ-TTg"]),
        (date(2026, 5, 22), ["26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        (date(2026, 7, 20), ["26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        (date(2026, 7, 21), ["26/2026/QĐ-TTg"]),
    ],
)
def test_a_star_rests_on_the_criteria_in_force_on_the_day_of_its_decision(day, numbers):
    assert [each.number for each in criteria_on(day)] == numbers


def test_stars_are_counted_by_what_they_may_rest_on():
    days = [(date(2020, 1, 1), 5), (date(2024, 1, 1), 1), (date(2026, 6, 1), 1), (date(2026, 8, 1), 3)]
    assert count_by_decision(days) == {"1048/QĐ-TTg": 5, "148/QĐ-TTg": 2, "26/2026/QĐ-TTg": 4}


def test_every_instrument_begins_when_signed_ends_after_and_has_a_source():
    for each in INSTRUMENTS:
        assert each.begins >= each.signed_on
        assert each.ends is None or each.ends > each.begins
        assert str(each.source) and str(each.about)
