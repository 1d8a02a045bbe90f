"""A longer list asks the database no more questions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.ratings.imports import files
from tests.ratings.imports.answering import import_recognised
from tests.ratings.imports.test_register import HEAD, TEA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnam")]


def test_the_number_of_queries_does_not_grow_with_the_rows():
    rows = [[f"Chè {n}", f"HTX {n}", *TEA[2:6], "10/QĐ-UBND", date(2024, 1, 10)] for n in range(130)]
    officer = make.user(place=make.province())
    queries_of(rows[:10], by=officer)
    # New rows, ten and a hundred, and rows that are there already.
    assert queries_of(rows[10:20], by=officer) == queries_of(rows[20:120], by=officer)
    assert queries_of(rows[:10], by=officer) == queries_of(rows[:100], by=officer)


def queries_of(rows, *, by):
    with CaptureQueriesContext(connection) as captured:
        import_recognised(files.xlsx([HEAD, *rows]), file_name="list.xlsx", by=by)
    return len(captured)
