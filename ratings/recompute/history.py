"""Check that registers behind a star match their history; a write with triggers bypassed leaves no history record."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from ratings.decisions.models import Decision, Recognition
from ratings.scoring.models import Answer, Assessment, Conflict, GateFinding, Objection

TRACKED: tuple[type[models.Model], ...] = (
    Recognition,
    Decision,
    Assessment,
    Answer,
    Conflict,
    Objection,
    GateFinding,
)


def changed_without_history() -> Iterator[tuple[str, Any, Any]]:
    """Yield (row and field, last value in its history, value found)."""
    for model in TRACKED:
        yield from _of(model)


def _of(model: type[models.Model]) -> Iterator[tuple[str, Any, Any]]:
    history: Any = model.events.rel.related_model  # type: ignore[attr-defined]
    columns = {field.column for field in history._meta.concrete_fields}
    names = [field.column for field in model._meta.concrete_fields if field.column in columns]
    now = ", ".join(f't."{name}"' for name in names)
    last = ", ".join(f'e."{name}"' for name in names)
    query = (
        f"SELECT t.id, e.pgh_id IS NULL, to_jsonb(t), to_jsonb(e) FROM {model._meta.db_table} t LEFT JOIN LATERAL"  # noqa: S608
        f" (SELECT * FROM {history._meta.db_table} WHERE pgh_obj_id = t.id ORDER BY pgh_id DESC LIMIT 1) e ON TRUE"
        f" WHERE ({now}) IS DISTINCT FROM ({last}) ORDER BY t.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        for key, unknown, found, before in cursor.fetchall():
            where = f"{model._meta.model_name} {key}"
            if unknown:
                yield where, "a history", "nothing"
                continue
            kept, there = json.loads(before), json.loads(found)
            for name in names:
                if there[name] != kept[name]:
                    yield f"{where}, {name}", kept[name], there[name]
