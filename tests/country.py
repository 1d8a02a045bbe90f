"""All places of the country for the modules that ask for them: to copy them in takes two seconds, so they stay from one
such module to the next.
"""

from django.db import connection, transaction

from ocop.places.seed.places import load_places
from tests import kept_rows


class Country:
    """The places, within a transaction that begins with the first module and is rolled back after the last."""

    def __init__(self):
        self._transaction = self._blocker = None

    @property
    def is_here(self):
        return self._transaction is not None

    def bring(self, blocker, *, is_kept):
        """Copy the places in, or load them where no copy is kept. `blocker` is pytest-django's."""
        with blocker.unblock():
            # They outlast the module: whatever it makes once is made within.
            assert not connection.in_atomic_block, "Ask for `vietnam` before what a module makes once."
            self._transaction, self._blocker = transaction.atomic(), blocker
            self._transaction.__enter__()
            kept_rows.bring_places() if is_kept else load_places()
            connection.check_constraints()

    def take_away(self):
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
        self._transaction = None
