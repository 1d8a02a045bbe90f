"""Health checks: whether the process is alive, and whether it can serve."""

from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.generic import View

from ocop.operation.work import PAGES, Work
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act


class Probe(ScopedViewMixin, View):
    """JSON without a session and without ATOMIC_REQUESTS, so that it answers without a database."""

    act = Act.PROBE
    work: Work | None = None  # answers also while all turns are taken
    http_method_names = ["get", "head"]

    @classmethod
    def as_view(cls, **initkwargs):
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def get(self, request):
        """200, or 503 with what is missing."""
        missing = self.missing()
        body = {"ready": not missing} | ({"missing": missing} if missing else {})
        return JsonResponse(body, status=503 if missing else 200, headers={"Cache-Control": "no-store"})

    def missing(self) -> str:
        """Why the portal cannot serve, or an empty text."""
        return ""


class HealthView(Probe):
    pass


class ReadyView(Probe):
    """The database answers and has all migrations of this version."""

    work = PAGES

    def missing(self) -> str:
        try:
            executor = MigrationExecutor(connection)
        except Error:
            return "database"
        return "migrations" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""
