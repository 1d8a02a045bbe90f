"""Makes the database of which each process of ./run test gets a copy: migrating takes longer than copying."""

from django.db import connection

from tests import kept_sheets

NAME = "test_schema"


def main() -> None:
    """Make it anew, with the official sheets."""
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    kept_sheets.load()
    connection.close()
