"""Triggers that hold rules over several rows in the database itself, against bulk writes and raw SQL as well."""

import pgtrigger


def refuse_if(name, operation, broken_if, *, when=pgtrigger.Before, holds=""):
    """Return a trigger that refuses `operation` where the SQL condition `broken_if` holds.

    It raises a check violation (IntegrityError) whose message is `name`. OLD and NEW are null where the
    operation has none. `pgtrigger.After` lets the constraints of the row speak first.

    `holds` names the rows on whose state the condition rests (“table WHERE …”): nobody changes them until this
    transaction ends, and whoever has changed them is waited for. Without it, two statements at once could pass.
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
    """Return a trigger that keeps a row as it is, once the SQL condition `once` holds of it.

    Columns in `except_for` may still be updated.
    """
    keep = "".join(f" - '{column}'" for column in except_for)
    return refuse_if(
        name,
        CHANGE,
        f"({once}) AND (TG_OP = 'DELETE' OR (to_jsonb(OLD){keep}) IS DISTINCT FROM (to_jsonb(NEW){keep}))",
    )
