"""System checks: every view names an act whose scope its rows have; the web role does not own the database; places are new."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, Tags, Warning, register
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import URLPattern, get_resolver

from ocop.database.access import web_role
from ocop.permissions import Act
from ocop.places.list_age import age_of_list

# The admin checks for staff itself.
EXEMPT_NAMESPACES = {"admin"}


def url_patterns(resolver=None, prefix="") -> Iterator[tuple[str, URLPattern]]:
    """Yield (route, pattern) of every page of the project, without the Django admin."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry
        elif entry.namespace not in EXEMPT_NAMESPACES:
            yield from url_patterns(entry, route)


def view_of(pattern):
    """The view class of a pattern, or its function."""
    callback = pattern.callback
    return getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback


@register()
def every_url_has_an_act(app_configs, **kwargs):
    return [
        Error(
            f"The view of {route!r} names no act.",
            hint="Write `act = Act.…`, a line of the table in ocop/permissions/__init__.py.",
            obj=view_of(pattern),
            id="ocop.E001",
        )
        for route, pattern in url_patterns()
        if not isinstance(getattr(view_of(pattern), "act", None), Act)
    ]


@register()
def every_scope_is_a_method(app_configs, **kwargs):
    return [
        Error(
            f"The view of {route!r} does {act.name} on rows that have no method {act.scope.method!r}.",
            hint=f"Write it on {type(rows).__name__}, or give the view another act.",
            obj=view_of(pattern),
            id="ocop.E003",
        )
        for route, pattern in url_patterns()
        if isinstance(act := getattr(view_of(pattern), "act", None), Act)
        for rows in _rows_of(view_of(pattern))
        if not hasattr(rows, act.scope.method or "no rows")
    ]


def _rows_of(view) -> Iterator:
    """The rows that the scope of a view limits: its own, and those to which it adds one."""
    model: Any = getattr(view, "model", None)
    if getattr(view, "queryset", None) is not None:
        yield view.queryset
    elif model:
        yield model.objects.all()
    if owner := getattr(view, "owner", ""):
        yield model._meta.get_field(owner).related_model.objects.all()


# The first and the last step that the delivery of 30/11/2026 had; before the first was made, another one was the first.
FIRST = {("ratings", "0001_sheets"), ("ratings", "0001_tables")}
LAST = {
    ("ocop", "0016_what_is_kept_of_ended_rows"),
    ("producers", "0007_history_of_more"),
    ("products", "0010_days_and_years_that_can_be"),
    ("ratings", "0037_stops_of_sheets_looked_up_once"),
}


@register(Tags.database)
def database_took_the_steps_that_were_replaced(app_configs, databases=None, **kwargs):
    """Find a database that stopped before the delivery of 30/11/2026: the steps that it lacks are no more."""
    taken = MigrationRecorder(connection).applied_migrations().keys() if databases else set()
    if not taken & FIRST or taken >= LAST:
        return []
    return [
        Error(
            "This database is older than the delivery of 30/11/2026.",
            hint="Migrate it with that delivery first (commit afabfdd), then with this one.",
            id="ocop.E002",
        )
    ]


@register(Tags.database, deploy=True)
def web_does_not_own_the_database(app_configs, **kwargs):
    """Warn if the web role owns the schema: it could disable every trigger."""
    if web_role():
        return []
    return [
        Warning(
            "The web connects as the owner of the database.",
            hint="Set DATABASE_OWNER_URL to the owner and DATABASE_URL to another role (docs/deployment.md).",
            id="ocop.W001",
        )
    ]


@register(Tags.database, deploy=True)
def list_of_places_is_not_old(app_configs, databases=None, **kwargs):
    """Warn if nobody has compared the list of places with what was decided for half a year."""
    why = age_of_list().why_old() if databases else ""
    hint = "Enter what is missing, or note that nothing is: /admin/ocop/placeevent/ (docs/deployment.md)."
    return [Warning(why, hint=hint, id="ocop.W002")] if why else []
