"""Writing a million rows in minutes: one statement per table, with triggers and indexes out of the way.

While `bulk_load` lasts, no trigger runs in this session (session_replication_role), so neither history nor
the guards of decisions nor foreign keys: whoever loads must load what they would have let through, and write
what they would have written. Constraints (check, unique, exclusion) hold as ever.
"""

import json
from contextlib import contextmanager

from django.db import connection

# A number below `n` that follows from a row's number and a salt: the same register on every machine.
PICK = """
CREATE OR REPLACE FUNCTION pg_temp.pick(i bigint, salt int, n int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT ((hashint8extended(i, salt) >> 9 & 1073741823) % n)::int $$
"""


def run(sql):
    """Run a statement whose values are all in its text."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def text(value):
    """A text as it stands in SQL."""
    return "'" + value.replace("'", "''") + "'"


def one_of(words, i, salt):
    """An expression that picks one of `words` for row `i`."""
    return element(words, f"pg_temp.pick({i}, {salt}, {len(words)})")


def element(words, place):
    """An expression for the word at `place`, counted from 0."""
    return f"(ARRAY[{', '.join(map(text, words))}])[1 + {place}]"


def fill(model, source, /, **columns):
    """Insert what `source` (the text after FROM) gives; each column is an SQL expression.

    What is not named is null where it may be, else the default of the model.
    """
    values = {}
    for field in model._meta.concrete_fields:
        if field.name in columns:
            values[field.column] = columns.pop(field.name)
        elif not (field.generated or field.primary_key or field.null):
            values[field.column] = _default(field)
    assert not columns, f"{model.__name__} has no {', '.join(columns)}"
    names = ", ".join(f'"{name}"' for name in values)
    run(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values.values())} FROM {source}')


def _default(field):
    """What a new row has in a field that nobody fills in, as SQL."""
    if getattr(field, "auto_now_add", False):
        return "now()"
    value = field.get_default()
    if isinstance(value, dict | list):
        return text(json.dumps(value))
    return str(value) if isinstance(value, int) else text(value)


def events_of(model):
    """The model of a register's history."""
    return model.events.rel.related_model


def keep_history(model):
    """Write for each row the event that its trigger would have written when it was inserted."""
    event = events_of(model)
    known = {field.column for field in model._meta.concrete_fields}
    copied = [f.column for f in event._meta.concrete_fields if f.column in known and not f.generated]
    columns = ", ".join(f'"{name}"' for name in copied)
    run(
        f'INSERT INTO "{event._meta.db_table}" (pgh_created_at, pgh_label, pgh_obj_id, {columns})'
        f" SELECT now(), 'insert', id, {columns} FROM \"{model._meta.db_table}\" ORDER BY id"
    )


@contextmanager
def bulk_load(*models):
    """Within: no triggers, and no index of these models but those that hold a constraint; afterwards all are back."""
    run(PICK)
    run("SET session_replication_role = replica; SET maintenance_work_mem = '256MB'; SET work_mem = '128MB'")
    tables = [each._meta.db_table for model in models for each in (model, events_of(model))]
    definitions = _take_indexes(tables)
    yield
    for definition in definitions:
        run(definition)
    for table in tables:
        _count_on(table)
    run("RESET session_replication_role; RESET maintenance_work_mem; RESET work_mem")


def _take_indexes(tables):
    """Drop the indexes that hold no constraint; return how to make them again."""
    names = ", ".join(map(text, tables))
    found = run(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        f" WHERE indrelid::regclass::text IN ({names}) AND NOT indisunique AND NOT indisexclusion"
    )
    for name, _definition in found:
        run(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _count_on(table):
    """Let the next key follow the last one."""
    for (column,) in run(
        "SELECT attname FROM pg_attribute WHERE attidentity <> ''"
        f" AND attrelid = {text(table)}::regclass AND attnum > 0"
    ):
        run(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"
            f' (SELECT coalesce(max("{column}"), 0) + 1 FROM "{table}"), false)'
        )
