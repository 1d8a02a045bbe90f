"""Makes the database of which each process of ./run test gets a copy: migrating takes longer than copying."""

import fcntl

from django.conf import settings
from django.db import connection
from django.test import override_settings

from ratings.dossiers.workflow import DossierState
from tests import factories, kept_rows, kept_world, world
from tests.kept_dossiers import lay_aside

NAME = "test_schema"
# Whoever makes it holds this lock from before the tests begin, and writes into it what is made.
LOCK = settings.VAR_DIR / "test-schema.lock"
S = DossierState
STATES = [
    S.FILED,
    S.RETURNED,
    S.CHECKING,
    S.ADVISORY,
    S.SCORING,
    S.CONCLUDED,
    S.FORWARDED,
    S.HANDED_BACK,
    S.RECOGNISED,
]
NATIONAL = [S.CHECKING, S.RETURNED, S.ADVISORY, S.SCORING, S.CONCLUDED, S.HANDED_BACK]


def main() -> None:
    """Make it anew, with the official sheets, and with the places, dossiers in all states and provinces laid aside."""
    connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    kept_rows.load_and_keep_places()
    kept_rows.load()
    with override_settings(PASSWORD_HASHERS=kept_rows.QUICK):
        for state in STATES:
            lay_aside(factories.dossier, state=state)
        for state in NATIONAL:
            lay_aside(factories.national, state=state)
        for factory in (factories.dossier, factories.national):
            lay_aside(factory, state=S.CONCLUDED, choices=factories.four_stars())
        lay_aside(factories.five_stars_again, state=S.CHECKING)
        kept_world.lay_aside(world.side, world.HERE)
        kept_world.lay_aside(world.country)
    connection.close()
    LOCK.write_text(NAME)


def wait_until_made() -> bool:
    """Wait for whoever makes it; whether it is made."""
    with LOCK.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        return lock.read() == NAME
