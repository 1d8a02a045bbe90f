"""Two probes for whoever watches the servers: is the process alive, and can it serve."""

from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.generic import View

from ocop.views import ScopedViewMixin
from ocop.work import PAGES, Work


class Probe(ScopedViewMixin, View):
    """Plain JSON without a session; outside ATOMIC_REQUESTS, so that it can answer without a database."""

    scope = "public"
    work: Work | None = None  # asked also while nobody gets a turn
    http_method_names = ["get", "head"]

    @classmethod
    def as_view(cls, **initkwargs):
        """Keep the request out of a transaction."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def get(self, request):
        """Answer 200, or 503 with what is missing."""
        missing = self.missing()
        body = {"ready": not missing} | ({"missing": missing} if missing else {})
        return JsonResponse(body, status=503 if missing else 200, headers={"Cache-Control": "no-store"})

    def missing(self) -> str:
        """What keeps the portal from serving, or the empty string."""
        return ""


class HealthView(Probe):
    """The process is alive: touches nothing."""


class ReadyView(Probe):
    """The database answers and has every migration of this version."""

    work = PAGES

    def missing(self) -> str:
        """Name the database or the pending migrations."""
        try:
            executor = MigrationExecutor(connection)
        except Error:
            return "database"
        return "migrations" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""
