"""Makes the database of which each process of ./run test gets a copy: migrating takes longer than copying."""

from django.db import connection

NAME = "test_schema"


def main() -> None:
    """Make it anew."""
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
