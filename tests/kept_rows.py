"""Rows that many tests need, laid aside once and copied back, and the database as a new one again, without a flush."""

import pickle
from functools import cache
from hashlib import sha256

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from catalogue.models import CatalogueWord
from ocop.places.seed.places import load_places
from products.models import ProductSet
from ratings.integrity.models import Anchor
from ratings.sheets.models import Criterion, Option, Sheet
from tests.numbers import KEPT

WORDS, ANCHORS = CatalogueWord._meta.db_table, Anchor._meta.db_table
SHEETS = [model._meta.db_table for model in (ProductSet, Sheet, Criterion, Option)]
MADE = "kept.made"
# Passwords of those who are made for tests.
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# writers() of the sheets when this process copied them last.
AS_COPIED = []
# What a migration fills.
STAYING = {"django_content_type", "auth_permission"}


def load():
    """Load the sheets and lay a copy aside; a test database that is used again has both already."""
    call_command("load_sheets", verbosity=0)
    keep("kept", SHEETS)


def load_and_keep_places():
    """Load all places of the country into a new database, lay a copy of what came with them aside, and empty it again."""
    load_places()
    with transaction.atomic(), connection.cursor() as cursor:
        keep("kept_places", filled(cursor))
        empty(cursor)


def keep(schema, tables):
    """Copy tables into a schema of their own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")
        for table in tables:
            cursor.execute(f"CREATE TABLE {schema}.{table} AS TABLE {table}")


def bring(cursor, schema):
    """Copy the rows of a schema back, without the triggers that would write or refuse them."""
    copies, links = copies_of(schema)
    cursor.execute(
        f"SET LOCAL session_replication_role = replica; {copies};"
        f" SET LOCAL session_replication_role = DEFAULT; {links}"
    )


@cache
def copies_of(schema):
    """The statements that copy the tables of a schema, and the one that adds its anchors to the chain."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT kept.relname, string_agg(quote_ident(was.attname), ', ' ORDER BY was.attnum)
            FROM pg_class kept JOIN pg_attribute was ON was.attrelid = kept.oid AND was.attnum > 0
            JOIN pg_class real ON real.relname = kept.relname AND real.relnamespace = 'public'::regnamespace
            JOIN pg_attribute here ON here.attrelid = real.oid AND here.attname = was.attname
            WHERE kept.relnamespace = %s::regnamespace AND kept.relkind = 'r' AND here.attgenerated = ''
            GROUP BY kept.relname
            """,
            [schema],
        )
        columns_of = dict(cursor.fetchall())
    links = columns_of.pop(ANCHORS, "")
    copies = [
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {schema}.{table}"
        # Words of the catalogue belong to all products.
        + (" ON CONFLICT DO NOTHING" if table == WORDS else "")
        for table, columns in columns_of.items()
    ]
    again = (
        f"INSERT INTO {ANCHORS} (kind, row_id) SELECT kind, row_id FROM {schema}.{ANCHORS} ORDER BY number"
    )
    return "; ".join(copies), again if links else ""


def lay_aside(schema, make_rows):
    """Make rows, move them into a schema of their own, and note what `make_rows()` returned."""
    with transaction.atomic(), connection.cursor() as cursor:
        made = make_rows()
        tables = [table for table in filled(cursor) if table not in SHEETS]
        keep(schema, tables)
        empty(cursor, tables)
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {MADE} (schema text, made bytea)")
        cursor.execute(f"INSERT INTO {MADE} VALUES (%s, %s)", [schema, pickle.dumps(made)])


@cache
def laid_aside():
    """What was returned when the rows of each schema were made, pickled; nothing in a run of single files."""
    if not KEPT:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT schema, made FROM {MADE}")
        return dict(cursor.fetchall())


def taken(schema):
    """What was made for a schema, its rows copied into the database; None if there is none, or it is there already."""
    made = laid_aside().get(schema)
    if not made:
        return None
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            bring(cursor, schema)
    except IntegrityError:
        return None
    return pickle.loads(made)


def asked_for(*asked):
    """A short name for what a factory was told."""
    return sha256(repr(asked).encode()).hexdigest()[:8]


def bring_places():
    """All places of the country as the seed has them; in a transaction."""
    with connection.cursor() as cursor:
        bring(cursor, "kept_places")
        # As load_places() does: a table that was empty is else read whole for each row of another one.
        cursor.execute("ANALYZE ocop_place, ocop_placename, ocop_succession")


@cache
def emptied():
    """The tables that a new database has without rows, or with those of the sheets."""
    return sorted(
        {*connection.introspection.django_table_names(only_existing=True, include_views=False)} - STAYING
    )


def filled(cursor):
    """Those of them that have rows."""
    cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in emptied()))
    return [table for (table,) in cursor.fetchall()]


def empty(cursor, tables=None):
    """Delete all rows, or those of some tables, without triggers: to truncate each takes ten times as long."""
    tables = filled(cursor) if tables is None else tables
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in tables:
        cursor.execute(f"DELETE FROM {table}")
    cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def start_over():
    """Leave the database as a new one with the official sheets, once nobody writes any more.

    Sheets that nobody has touched stay: they are most of its rows.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(emptied())} IN SHARE ROW EXCLUSIVE MODE")
        if writers(cursor, SHEETS) == AS_COPIED:
            empty(cursor, [table for table in filled(cursor) if table not in SHEETS])
        else:
            empty(cursor)
            bring(cursor, "kept")
            AS_COPIED[:] = writers(cursor, SHEETS)


def writers(cursor, tables):
    """Of each table how many rows it has, and the last transaction that wrote one: whatever is changed changes them."""
    one_each = (f"SELECT '{table}', count(*), max(xmin::text::bigint) FROM {table}" for table in tables)
    cursor.execute(" UNION ALL ".join(one_each) + " ORDER BY 1")
    return cursor.fetchall()
