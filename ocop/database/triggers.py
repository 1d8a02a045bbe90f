"""Triggers that enforce rules across rows, also against bulk writes and raw SQL.

A comment “Doubles …” beside a trigger names the Python function that enforces the same rule and explains it; change both.
"""

import pgtrigger
from django.db.models import TextChoices


def sql_in(*choices: TextChoices) -> str:
    """Return the values after IN, `('draft', 'returned')`; SQL takes what it compares with from the enums."""
    return "(" + ", ".join(f"'{choice.value}'" for choice in choices) + ")"


def refuse_if(name, operation, broken_if, *, when=pgtrigger.Before, holds=""):
    """A trigger that refuses `operation` where the SQL condition `broken_if` is true.

    It raises a check violation (IntegrityError) with `name` as message. OLD and NEW are NULL where the operation has
    none. With `pgtrigger.After` the constraints of the row are checked first.

    `holds` names the rows on which the condition depends (“table WHERE …”): they are locked until the transaction ends.
    Without it, two concurrent statements could both pass.
    """
    held = f"PERFORM 1 FROM {holds} ORDER BY id FOR SHARE; " if holds else ""  # noqa: S608
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=when,
        func=(
            f"{held}IF {broken_if} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; "
            "RETURN COALESCE(NEW, OLD);"
        ),
    )


ANY_WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
WRITE = pgtrigger.Insert | pgtrigger.Update
CHANGE = pgtrigger.Update | pgtrigger.Delete


def immutable(name, *, once="TRUE", except_for=()):
    """A trigger that makes a row immutable once the SQL condition `once` is true of it.

    Columns in `except_for` may still be updated.
    """
    keep = "".join(f" - '{column}'" for column in except_for)
    return refuse_if(
        name,
        CHANGE,
        f"({once}) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD){keep}) IS DISTINCT FROM (to_jsonb(NEW){keep}))",
    )
