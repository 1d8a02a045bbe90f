"""Time limits in the database: for statements, waiting for locks, and idle transactions.

The web's limits hold for every connection that sets no others; commands (manage.py), the owner and long requests
(ocop/operation/work.py) may take longer. At a limit the database ends the statement or the connection, nothing is stored, and the
reader is asked to try again (ocop/operation/unavailable.py).
"""

from typing import NamedTuple

from django.db import connection


class Limits(NamedTuple):
    """Seconds."""

    statement_timeout: int
    lock_timeout: int
    idle_in_transaction_session_timeout: int


WEB = Limits(10, 3, 30)
LONG_REQUEST = Limits(60, 10, 120)
COMMAND = Limits(3600, 60, 600)


def options(limits: Limits, others: str = "") -> str:
    """Connection options for PostgreSQL; those in the database URL come last."""
    ours = " ".join(f"-c {name}={seconds}s" for name, seconds in limits._asdict().items())
    return f"{ours} {others}".strip()


def allow(limits: Limits) -> None:
    """Set other limits for the current transaction only."""
    settings = ", ".join(f"set_config('{name}', %s, true)" for name in limits._fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {settings}", [f"{seconds}s" for seconds in limits])  # noqa: S608 -- names of ours
