from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.decisions.validity import add_months, end_of_term, term_on


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_added_as_on_a_calendar(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.django_db
@settings(max_examples=50, deadline=None)
@given(st.dates(date(2018, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_months_are_added_as_postgresql_adds_them(day, months):
    with connection.cursor() as cursor:
        cursor.execute("select (%s::date + make_interval(months => %s))::date", [day, months])
        assert cursor.fetchone()[0] == add_months(day, months)


@pytest.mark.parametrize(
    ("day", "first_day_out"),
    [
        (date(2026, 11, 28), date(2029, 11, 29)),
        (date(2024, 2, 29), date(2027, 3, 1)),
        (date(2025, 2, 28), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2030, 1, 1)),
    ],
)
def test_the_first_day_of_a_term_is_not_counted(day, first_day_out):
    assert end_of_term(day, 36) == first_day_out


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2023, 5, 1), date(2026, 5, 22), date(2030, 1, 1)])
def test_a_recognition_lives_36_months_whenever_it_was_issued(day):
    assert term_on(day).months == 36


def test_the_term_names_the_law_of_its_day():
    assert term_on(date(2026, 5, 21)).article == "Decision 148/QĐ-TTg"
    assert term_on(date(2026, 5, 22)).article == "Decision 26/2026/QĐ-TTg, article 4"
