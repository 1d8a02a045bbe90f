"""No CHECK of the database lets a row pass because a column of it is empty.

PostgreSQL lets pass what is neither true nor false: a comparison with an empty column within a longer rule does so
unnoticed. Each CHECK is tried on thousands of rows of the values that it names, with every column empty that may be.
A CHECK of one column alone speaks of what stands there; whether it may be empty says NOT NULL.
"""

import json
import re

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
ROWS = 5_000

CHECKS = """
SELECT con.conrelid::regclass::text, con.conname, pg_get_expr(con.conbin, con.conrelid),
    json_agg(json_build_array(att.attname, format_type(att.atttypid, att.atttypmod), NOT att.attnotnull))::text
FROM pg_constraint con JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = ANY (con.conkey)
WHERE con.contype = 'c' AND con.connamespace = 'public'::regnamespace
GROUP BY con.oid HAVING count(*) > 1 AND bool_or(NOT att.attnotnull) ORDER BY 1, 2
"""
SAMPLES = {
    "boolean": ["true", "false"],
    "date": ["1999-12-31", "2026-01-01", "2030-01-01"],
    "timestamp with time zone": ["1999-12-31", "2026-01-01", "2030-01-01"],
    "jsonb": ["{}", "[]"],
}


def samples(expression, kind):
    """Some values of a column: of texts and numbers those that the CHECK names, and others."""
    if kind in SAMPLES:
        return SAMPLES[kind]
    if kind.endswith("[]"):
        return ["{}"]
    if kind.startswith("character varying") or kind == "text":
        return ["", "x", *re.findall(r"'([^']*)'::(?:character varying|text)", expression)]
    return ["0", "1", "-1", *re.findall(r"\b\d{1,6}\b", expression)]


def any_of(name, kind, may_be_empty, expression):
    """SQL for one of the samples by chance; nothing in every second row if that is allowed."""
    values = list(dict.fromkeys(samples(expression, kind)))
    listed = ", ".join(f"'{value}'" for value in values)
    place = f"1 + floor(random() * {len(values) * (1 + may_be_empty)})::int"
    return f'(ARRAY[{listed}]::text[])[{place}]::{kind} AS "{name}"'


def passing_for_nothing():
    """The names of the CHECKs that are neither true nor false for some row."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(CHECKS)
        for table, name, expression, columns in cursor.fetchall():
            row = ", ".join(any_of(*column, expression) for column in json.loads(columns))
            rows = f"SELECT {row} FROM generate_series(1, {ROWS}) OFFSET 0"
            cursor.execute(f"SELECT count(*) FROM ({rows}) AS {table} WHERE ({expression}) IS NULL")
            found += [name] if cursor.fetchone()[0] else []
    return found


def test_no_check_passes_because_a_column_is_empty():
    assert passing_for_nothing() == []


def test_one_that_does_is_found():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE tried (a date, b date, c text NOT NULL, "
            "CONSTRAINT good CHECK ((a IS NULL AND c = 'open') OR (a IS NOT NULL AND b IS NOT NULL AND a < b)), "
            "CONSTRAINT bad CHECK ((a IS NULL AND c = 'open') OR (c = 'closed' AND a < b)))"
        )
    assert passing_for_nothing() == ["bad"]
