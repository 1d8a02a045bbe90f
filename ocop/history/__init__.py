"""Reading the history that the database triggers write (django-pghistory)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pghistory
from django.db import connection
from django.db.models import FileField, JSONField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from ocop.history.wording import format_value
from ocop.models import User


@dataclass(frozen=True)
class Change:
    """An insert, update or delete; `fields` are (label, before, after) of the differences, formatted."""

    at: datetime
    kind: str
    who: str
    reason: str
    source: str
    fields: list[tuple[str, object, object]]


_has_reason = ContextVar("_has_reason", default=False)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Set the reason in the history of all changes within; the outermost reason counts.

    A request has one reason. Commands and imports make many changes in one context, and have none.
    """
    if not reason.strip() or _has_reason.get():
        yield
        return
    token = _has_reason.set(True)
    try:
        with pghistory.context() as context:
            if not {"command", "import"} & context.metadata.keys():
                context.metadata["reason"] = reason.strip()
            yield
    finally:
        _has_reason.reset(token)


# Technical columns that readers do not need.
HIDDEN = {"id", "version", "sha256", "document_sha256", "file_sha256", "renditions", "name_key", "name_order"}
# Fields whose content is not shown, only that it changed.
PAPERS = (FileField, JSONField)


def changes(row) -> list[Change]:
    """All changes of a tracked row, newest first; two queries and one for each foreign key.

    Updates of hidden fields only are left out.
    """
    events = list(row.events.select_related("pgh_context").order_by("pgh_id"))
    metadata = [(event.pgh_context.metadata if event.pgh_context else {}) for event in events]
    people = User.objects.in_bulk({data["user"] for data in metadata if data.get("user")})
    fields = list(_readable(row, events))
    result, before = [], None
    for event, data in zip(events, metadata, strict=True):
        differing = differences(fields, before, event)
        result.append(
            Change(
                at=event.pgh_created_at,
                kind=event.pgh_label,
                who=str(people.get(data.get("user"), "")),
                reason=reason_beside(differing, data),
                source=data.get("command") or data.get("import", ""),
                fields=differing,
            )
        )
        before = event
    return [each for each in result[::-1] if each.fields or each.kind != "update"]


def last_change_among(*models) -> datetime:
    """When any row of these tracked models last changed, or the beginning of today if that is later.

    What depends on the day changes at midnight in Vietnam without any write. One query, by the newest keys.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_newest_events(models))
        return max(midnight, cursor.fetchone()[0] or midnight)


@cache
def _newest_events(models):
    """SQL for the newest event of each model, and the latest of these."""
    tables = [model.events.rel.related_model._meta.db_table for model in models]
    newest = [f"(SELECT pgh_created_at FROM {table} ORDER BY pgh_id DESC LIMIT 1)" for table in tables]  # noqa: S608
    return f"SELECT GREATEST({', '.join(newest)})"


def reason_beside(fields, metadata) -> str:
    """The reason, unless a field of the row states it."""
    reason = metadata.get("reason", "")
    return "" if any(reason == after for _label, _before, after in fields) else reason


def is_readable(field, event) -> bool:
    """Whether a field is shown and stored in events; a model lists hidden fields in `history_hides`."""
    made = getattr(field, "generated", False)
    hidden = HIDDEN | getattr(field.model, "history_hides", set())
    return field.name not in hidden and not made and hasattr(event, field.attname)


def _readable(row, events):
    """Yield (field, related rows) of the fields to show."""
    for field in row._meta.concrete_fields:
        if not events or not is_readable(field, events[0]):
            continue
        if field.is_relation:
            keys = {getattr(event, field.attname) for event in events} - {None}
            yield field, field.related_model._base_manager.in_bulk(keys)
        else:
            yield field, None


def differences(fields, before, after):
    """Fields that differ between two events; for the first event, those with a value."""
    found = []
    for field, rows in fields:
        old, new = (getattr(event, field.attname) if event else None for event in (before, after))
        if old != new and not (old in (None, "") and new in (None, "")):
            shown = [shown_value(field, value, rows) for value in (old, new)]
            found.append((capfirst(field.verbose_name), *shown))
    return found


def shown_value(field, value, rows):
    """A value, formatted; `rows` are the related rows of a foreign key."""
    if isinstance(field, PAPERS):
        return gettext("(a paper, not shown here)") if value else ""
    return format_value(field, value if rows is None else rows.get(value, value))
