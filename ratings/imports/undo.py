"""Take back a whole import, as long as nothing is built on it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pghistory
from django.db import connection, models, transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ocop.refusal import RefusedError
from ratings.imports.models import RegisterImport
from ratings.imports.register import LOCK
from ratings.imports.written import MODELS, Written

# Obstacles that the page names; one of them is enough to refuse.
NAMED = 10


def obstacles_to_undo(kept: RegisterImport) -> list[str]:
    """Return what is built on an import or was changed since, the first few; empty if nothing stands against its undo."""
    return list(islice(_obstacles(_written_by(kept)), NAMED))


@transaction.atomic
def undo_import(held: RegisterImport) -> None:
    """Delete the rows that an import made and restore the fields that it changed; or raise RefusedError.

    The caller holds the import, which says who takes it back and why.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    written = _written_by(held)
    _hold_rows(written)
    if _in_one_sentence(held):
        raise RefusedError(lazy(_in_one_sentence, str)(held))
    context = {"import": held.file_name, "user": held.undone_by_id, "reason": held.undone_because}
    with pghistory.context(**context):
        _restore(written)
        for label, model in MODELS.items():
            model._base_manager.filter(pk__in=written.made[label]).delete()


def _written_by(kept: RegisterImport) -> Written:
    return Written.from_json(kept.written) if kept.written else Written()


def _in_one_sentence(held: RegisterImport) -> str:
    return " ".join(obstacles_to_undo(held))


def _hold_rows(written: Written) -> None:
    keys: dict[str, set[int]] = defaultdict(set)
    for label, made in written.made.items():
        keys[label].update(made)
    for change in written.changed:
        keys[change.model].add(change.pk)
    for label in reversed(MODELS):
        rows = MODELS[label]._base_manager.filter(pk__in=keys[label]).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def _restore(written: Written) -> None:
    values: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for change in written.changed:
        values[change.model][change.pk][change.name] = change.before
    for label, by_row in values.items():
        rows = MODELS[label]._base_manager.in_bulk(list(by_row))
        for pk, row in rows.items():
            for name, value in by_row[pk].items():
                setattr(row, name, value)
        names = {name.removesuffix("_id") for fields in by_row.values() for name in fields}
        MODELS[label]._base_manager.bulk_update(rows.values(), sorted(names), batch_size=1000)


def _obstacles(written: Written) -> Iterator[str]:
    """Yield why the rows of an import cannot be taken back."""
    for label, keys in written.made.items():
        # The import itself updates no row that it made.
        for row in MODELS[label]._base_manager.filter(pk__in=keys, version__gt=1):
            yield _("%(row)s was changed since.") % {"row": row}
        yield from _dependents(MODELS[label], keys, written)
    changed = defaultdict(list)
    for change in written.changed:
        changed[change.model].append(change)
    for label, changes in changed.items():
        rows = MODELS[label]._base_manager.in_bulk([change.pk for change in changes])
        for change in changes:
            standing = rows.get(change.pk)
            if standing is None or getattr(standing, change.name) != change.after:
                yield _("%(row)s was changed since.") % {"row": standing or change.pk}


def _dependents(model: type[models.Model], keys: list[int], written: Written) -> Iterator[str]:
    """Yield the rows of others that refer to rows of the import. History and rows kept by triggers are no obstacle."""
    for relation in model._meta.related_objects:
        if relation.on_delete is models.DO_NOTHING:
            continue
        other = relation.related_model
        own = [key for label, made in written.made.items() if MODELS[label] is other for key in made]
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": keys}).exclude(pk__in=own)
        for row in rows.select_related(relation.field.name)[:NAMED]:
            yield _("%(row)s has %(kind)s: %(other)s.") % {
                "row": getattr(row, relation.field.name),
                "kind": other._meta.verbose_name,
                "other": row,
            }
