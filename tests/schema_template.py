"""Makes the database of which each process of ./run test gets a copy: migrating takes longer than copying."""

from django.db import connection

from tests import kept_rows

NAME = "test_schema"


def main() -> None:
    """Make it anew, with the official sheets, and the places laid aside."""
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    kept_rows.load_and_keep_places()
    kept_rows.load()
    connection.close()
