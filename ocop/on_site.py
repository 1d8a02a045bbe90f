"""The way from a row in the Django admin to its page on the portal."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View

from ocop.models import Role
from ocop.views import SIGNED_IN, Scoped


class OnSiteView(Scoped, View):
    """Stands before Django's own view, which reads any kind of row that there ever was, also one without a table."""

    scope = SIGNED_IN
    roles = frozenset({Role.ADMINISTRATOR})

    def get(self, request: HttpRequest, kind: int, key: str) -> HttpResponse:
        """Lead to the page of a row that the admin shows; 404 for any other."""
        if get_object_or_404(ContentType, pk=kind).model_class() not in admin.site._registry:
            raise Http404
        return shortcut(request, kind, key)
