"""How long anything may last in the database: a statement, the wait for a lock, a transaction in which nothing is asked.

The web's limits hold for every connection that says nothing else; commands (manage.py) and the owner's work may take
longer, and so may the requests that are long by nature (ocop/work.py). Where a limit is reached, the database ends the
statement or the connection, nothing is stored, and the reader is asked to try again (ocop/unavailable.py).
"""

from typing import NamedTuple

from django.db import connection


class Limits(NamedTuple):
    """In seconds."""

    statement_timeout: int
    lock_timeout: int
    idle_in_transaction_session_timeout: int


WEB = Limits(10, 3, 30)
LONG_REQUEST = Limits(60, 10, 120)
COMMAND = Limits(3600, 60, 600)


def options(limits: Limits, others: str = "") -> str:
    """What a connection says to PostgreSQL as it begins; what the address of the database says itself comes last."""
    ours = " ".join(f"-c {name}={seconds}s" for name, seconds in limits._asdict().items())
    return f"{ours} {others}".strip()


def allow(limits: Limits) -> None:
    """Let the transaction that goes on have other limits; they end with it."""
    settings = ", ".join(f"set_config('{name}', %s, true)" for name in limits._fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {settings}", [f"{seconds}s" for seconds in limits])  # noqa: S608 -- names of ours
