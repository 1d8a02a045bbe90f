"""Rows that many tests of a module only look at, made once."""

import pytest
from django.db import connection, transaction


def made_once(make_rows, scope="module"):
    """A fixture: what `make_rows()` returns, made once for the tests of a module (or a class) and gone after them.

    Each test still has a transaction of its own inside, so what it changes is undone before the next one.
    """

    @pytest.fixture(scope=scope)
    def rows(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            made = make_rows()
            # What waits for the end of the transaction is asked here: else each test would ask it again for all rows.
            connection.check_constraints()
            yield made
            transaction.set_rollback(True)

    return rows
