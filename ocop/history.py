"""Reading the history that the database triggers write (django-pghistory)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from ocop.models import User


@dataclass(frozen=True)
class Change:
    """One insert, update or delete: `fields` holds (label, before, after) of what differs."""

    at: datetime
    kind: str
    who: str
    reason: str
    source: str
    fields: list[tuple[str, object, object]]


# What the database keeps for itself and no reader asks for.
HIDDEN = {"id", "version"}


def changes(row) -> list[Change]:
    """Return all changes of a tracked row, newest first; three queries however many there are."""
    events = list(row.events.select_related("pgh_context").order_by("pgh_id"))
    metadata = [(event.pgh_context.metadata if event.pgh_context else {}) for event in events]
    people = User.objects.in_bulk({data["user"] for data in metadata if data.get("user")})
    result, before = [], None
    for event, data in zip(events, metadata, strict=True):
        result.append(
            Change(
                at=event.pgh_created_at,
                kind=event.pgh_label,
                who=str(people.get(data.get("user"), "")),
                reason=data.get("reason", ""),
                source=data.get("command") or data.get("import", ""),
                fields=_differences(row, before, event),
            )
        )
        before = event
    return result[::-1]


def last_change(row) -> datetime | None:
    """Return when a tracked row last changed."""
    return row.events.aggregate(at=Max("pgh_created_at"))["at"]


def _differences(row, before, after):
    """List the fields that differ between two events of `row`."""
    found = []
    for field in row._meta.concrete_fields:
        if field.name in HIDDEN or not hasattr(after, field.attname):
            continue
        old = getattr(before, field.attname) if before else None
        new = getattr(after, field.attname)
        if old != new and not (before is None and new in (None, "")):
            found.append((field.verbose_name, _shown(field, before, old), _shown(field, after, new)))
    return found


def _shown(field, event, value):
    """A value as a person reads it: the label of a choice, the name behind a key."""
    if value in (None, ""):
        return ""
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.is_relation:
        return getattr(event, field.name)
    return value
