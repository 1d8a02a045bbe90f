"""The provinces of tests/world.py, made once before a whole run and copied into the modules that look at them.

A dozen modules begin with one. A run of single files (./run test FILE) has none laid aside: there it is made.
"""

import pickle
from functools import cache, wraps
from hashlib import sha256

from django.db import IntegrityError, connection, transaction

from tests import kept_rows
from tests.numbers import KEPT

TABLE = "kept.worlds"


def laid_aside(make_rows):
    """What makes rows, and takes those laid aside if it is asked for the same; the second time in a test they are made."""

    @wraps(make_rows)
    def made(*asked):
        return taken(schema_of(make_rows, *asked)) or make_rows(*asked)

    return made


def schema_of(make_rows, *asked):
    """Where the rows lie that are made when this is asked for."""
    return f"kept_{make_rows.__name__}_{sha256(repr(asked).encode()).hexdigest()[:8]}"


def lay_aside(make_rows, *asked):
    """Make rows, move them into a schema of their own, and note what the tests get."""
    schema = schema_of(make_rows, *asked)
    with transaction.atomic(), connection.cursor() as cursor:
        made = make_rows(*asked)
        tables = [table for table in kept_rows.filled(cursor) if table not in kept_rows.SHEETS]
        kept_rows.keep(schema, tables)
        kept_rows.empty(cursor, tables)
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (schema text, made bytea)")
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s)", [schema, pickle.dumps(made)])


@cache
def known():
    """What the tests get, by the schema of its rows."""
    if not KEPT:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT schema, made FROM {TABLE}")
        return dict(cursor.fetchall())


def taken(schema):
    """What was made, its rows copied into the database; None if there is none, or something of it is there already."""
    made = known().get(schema)
    if not made:
        return None
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            kept_rows.bring(cursor, schema)
    except IntegrityError:
        return None
    return pickle.loads(made)
