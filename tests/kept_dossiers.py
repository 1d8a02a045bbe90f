"""Dossiers in each state, made once before a whole run and copied into the test that asks for one.

Most tests begin with one, and bringing it to its state by its own moves is a third of what tests cost. A run of single
files (./run test FILE) has none laid aside: there the factories make what is asked for.
"""

from functools import cache, wraps
from hashlib import sha256
from inspect import signature

from django.db import IntegrityError, connection, transaction

from ratings.models import Dossier
from tests import kept_rows
from tests.numbers import KEPT

TABLE = "kept.dossiers"


def laid_aside(factory):
    """A factory of a dossier that takes the one laid aside if it is told state and choices and nothing else.

    The second of the same in a test is made.
    """

    usual = signature(factory).parameters["state"].default

    @wraps(factory)
    def made(*args, **asked):
        no_more = not args and asked.keys() <= {"state", "choices"}
        kept = taken(schema_of(factory, **{"state": usual} | asked)) if no_more else None
        return kept or factory(*args, **asked)

    return made


def schema_of(factory, state, choices=None):
    """Where a dossier of this factory in this state lies, scored with these choices."""
    scored = f"_{sha256(repr(sorted(choices.items())).encode()).hexdigest()[:8]}" if choices else ""
    return f"kept_{factory.__name__}_{state}{scored}"


def lay_aside(factory, **asked):
    """Make a dossier, move all its rows into a schema of their own, and note it."""
    schema = schema_of(factory, **asked)
    with transaction.atomic(), connection.cursor() as cursor:
        dossier = factory(**asked)
        tables = [table for table in kept_rows.filled(cursor) if table not in kept_rows.SHEETS]
        kept_rows.keep(schema, tables)
        kept_rows.empty(cursor, tables)
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (schema text, dossier bigint)")
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s)", [schema, dossier.pk])


@cache
def known():
    """The key of each dossier laid aside, by its schema."""
    if not KEPT:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT schema, dossier FROM {TABLE}")
        return dict(cursor.fetchall())


def taken(schema):
    """The dossier of a schema, copied into the database; None if there is none, or something of it is there already.

    All dossiers of one day go to the same round of the ministry: of two that are forwarded the second is made.
    """
    key = known().get(schema)
    if not key or Dossier.objects.filter(pk=key).exists():
        return None
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            kept_rows.bring(cursor, schema)
    except IntegrityError:
        return None
    return Dossier.objects.get(pk=key)
