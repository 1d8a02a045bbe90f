"""What a migration makes never changes, and every database comes to the schema of a new one."""

import ast
import lzma
import os
import re
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from io import StringIO
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ocop.pages.checks import LAST
from tests.database_catalogue import described, differences
from tests.world import make_world

# Of a new database of commit afabfdd: pg_dump --schema-only --no-owner --no-privileges, then the rows of
# django_migrations, without psql's own commands and the one setting that PostgreSQL 15 does not know.
LAST_DELIVERY = settings.BASE_DIR / "tests" / "schema_of_2026_11_30.sql.xz"
# `sha256sum */migrations/0*.py`, with a line more for each migration that lands.
DELIVERED = settings.BASE_DIR / "tests" / "delivered_migrations.sha256"
MIGRATIONS = sorted(settings.BASE_DIR.glob("*/migrations/0*.py"))
OURS = {path.parts[-3] for path in MIGRATIONS}


@pytest.fixture
def last_delivery(db):
    """The address of a database as the last delivery made it, with two provinces and everything in them."""
    make_world()
    name = f"{connection.settings_dict['NAME']}_last_delivery"
    address = urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{name}").geturl()
    server = connection.copy()  # databases are made outside of a test's transaction
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        with closing(psycopg2.connect(address)) as made, made, made.cursor() as within:
            within.execute(delivered())
            bring_rows(within)
        yield address
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def bring_rows(cursor):
    """Copy the rows of this database into the tables of the last delivery.

    Columns keep their place when they are renamed, and new ones stand behind them.
    """
    with connection.cursor() as source:
        here, there = columns_of(source), columns_of(cursor)
        cursor.execute("SET session_replication_role = replica")
        for table in sorted(here.keys() & there.keys() - {"django_migrations"}):
            rows, columns = StringIO(), here[table][: len(there[table])]
            source.copy_expert(f"COPY (SELECT {', '.join(columns)} FROM {table}) TO STDOUT", rows)
            rows.seek(0)
            cursor.copy_expert(f"COPY public.{table} ({', '.join(there[table])}) FROM STDIN", rows)
        cursor.execute("SET session_replication_role = DEFAULT")


def columns_of(cursor):
    """The columns of each table that hold what was entered, in their order."""
    cursor.execute(
        "SELECT relname, array_agg(quote_ident(attname)::text ORDER BY attnum)"
        " FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
        " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' GROUP BY relname"
    )
    return dict(cursor.fetchall())


def delivered():
    return lzma.decompress(LAST_DELIVERY.read_bytes()).decode()


def steps_of(database):
    """The migrations that a database says it took, and those that its steps stand for."""
    with database.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def replacing():
    """Those of our migrations that stand for former ones."""
    loader = MigrationLoader(None)
    return {key: each for key, each in loader.disk_migrations.items() if key[0] in OURS and each.replaces}


def test_database_of_the_last_delivery_comes_to_the_schema_of_a_new_one(last_delivery):
    migrate = [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, env=os.environ | {"DATABASE_OWNER_URL": last_delivery}, check=True)
    with closing(psycopg2.connect(last_delivery)) as migrated:
        assert differences(described(connection), described(migrated)) == {}
        # What a new database made at once counts as done: it would have failed on tables that are there.
        assert steps_of(connection) <= steps_of(migrated)
        assert replacing().keys() <= steps_of(migrated)


def test_each_step_of_the_last_delivery_is_replaced_once():
    taken = set(re.findall(rf"'({'|'.join(sorted(OURS))})', '(\w+)'", delivered()))
    replaced = [step for each in replacing().values() for step in each.replaces]
    assert len(replaced) == len(set(replaced))
    # What the delivery itself had replaced before is no step of its own.
    first = {app: min(name for of, name in replaced if of == app) for app in OURS - {"catalogue"}}
    assert set(first.values()) == {"0001_tables"}
    assert set(replaced) <= taken
    assert {app: max(name for of, name in replaced if of == app) for app in first} == dict(LAST)


@pytest.mark.django_db
@pytest.mark.parametrize("lacking", sorted(LAST))
def test_database_that_stopped_before_the_last_delivery_is_refused(lacking):
    app, name = lacking
    MigrationRecorder.Migration.objects.filter(app=app, name=name).delete()
    MigrationRecorder.Migration.objects.filter(
        app=app, name__in=[made for of, made in replacing() if of == app]
    ).delete()
    with pytest.raises(SystemCheckError, match="Migrate it with that delivery first"):
        call_command("migrate", verbosity=0, skip_checks=False)
    # Also where nobody asks the checks.
    with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
        MigrationLoader(connection)


def test_no_delivered_migration_is_edited():
    sums = dict(reversed(line.split()) for line in DELIVERED.read_text().splitlines())
    assert {path: sha256((settings.BASE_DIR / path).read_bytes()).hexdigest() for path in sums} == sums


def imported_by(path):
    """The modules that a migration imports, also by a text."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
            "import_module",
            "__import__",
        }:
            yield ast.unparse(node.args[0]).strip("'\"")


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_migration_imports_nothing_of_the_portal(path):
    assert [name for name in imported_by(path) if name.split(".")[0] in OURS | {""}] == []
