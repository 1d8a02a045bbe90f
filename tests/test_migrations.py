"""What a migration makes never changes, and every database comes to the schema of a new one."""

import ast
import lzma
import os
import re
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tests.database_catalogue import described, differences

# Of a new database of commit afabfdd: pg_dump --schema-only --no-owner --no-privileges, then the rows of
# django_migrations, without psql's own commands and the one setting that PostgreSQL 15 does not know. Each delivery before it was
# brought to the schema of its own day, and no migration has been edited since: its sum stands in the second file.
LAST_DELIVERY = settings.BASE_DIR / "tests" / "schema_of_2026_11_30.sql.xz"
DELIVERED = settings.BASE_DIR / "tests" / "delivered_migrations.sha256"
MIGRATIONS = sorted(settings.BASE_DIR.glob("*/migrations/0*.py"))
# Fields, constraints and defaults that the models name: they are parts of what a model looks like. No SQL.
MAY_USE = {
    "ocop.constraints.CompositeForeignKey",
    "ocop.countries.countries",
    "ocop.database.Together",
    "ocop.documents.RandomName",
    "ocop.documents.check_document",
    "ocop.money.AmountField",
    "ocop.vietnamese.Fold",
    "ocop.vietnamese.NameField",
    "ocop.vietnamese.ViKey",
    "products.gs1.validate_gln",
    "products.gs1.validate_gtin",
    "ratings.code.new_code",
    "ratings.terms.AddMonths",
    "ratings.terms.EndOfTerm",
    # Its text as it was made then, which 0007_one_schema makes anew.
    "ratings.migrations.0002_catalogue",
}
APPS = ("catalogue", "ocop", "producers", "products", "ratings")


@pytest.fixture
def last_delivery(db):
    """The address of a database as the last delivery made it."""
    name = f"{connection.settings_dict['NAME']}_last_delivery"
    address = urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{name}").geturl()
    server = connection.copy()  # databases are made outside of a test's transaction
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        with closing(psycopg2.connect(address)) as made, made, made.cursor() as within:
            within.execute(lzma.decompress(LAST_DELIVERY.read_bytes()).decode())
        yield address
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def test_database_of_the_last_delivery_comes_to_the_schema_of_a_new_one(last_delivery):
    migrate = [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--skip-checks", "--verbosity=0"]
    subprocess.run(migrate, env=os.environ | {"DATABASE_OWNER_URL": last_delivery}, check=True)
    with closing(psycopg2.connect(last_delivery)) as migrated:
        assert differences(described(connection), described(migrated)) == {}


def test_no_delivered_migration_is_edited():
    sums = dict(reversed(line.split()) for line in DELIVERED.read_text().splitlines())
    assert {path: sha256((settings.BASE_DIR / path).read_bytes()).hexdigest() for path in sums} == sums


def used_by(path):
    """What of the project a migration names: imports, dotted names, and what it imports by a text."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"import_module", "__import__"}:
            yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_migration_imports_no_code_that_may_change_what_it_makes(path):
    ours = {name for name in used_by(path) if re.match(rf"({'|'.join(APPS)})\.\w+\.\w", name)}
    assert ours - MAY_USE == set()
