"""The ways from the Django admin to pages of the portal."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import RedirectView, View

from ocop.models import Role
from ocop.views import SIGNED_IN, ScopedViewMixin


class OnSiteView(ScopedViewMixin, View):
    """Stands before Django's own view, which reads any kind of row that there ever was, also one without a table."""

    scope = SIGNED_IN
    roles = frozenset({Role.ADMINISTRATOR})

    def get(self, request: HttpRequest, kind: int, key: str) -> HttpResponse:
        """Lead to the page of a row that the admin shows; 404 for any other."""
        model = get_object_or_404(ContentType, pk=kind).model_class()
        if model is None or not admin.site.is_registered(model):
            raise Http404
        return shortcut(request, kind, key)


class OwnPasswordView(ScopedViewMixin, RedirectView):
    """Stands before Django's own page: the own password is changed on one page, which limits tries of the old one."""

    scope = SIGNED_IN
    pattern_name = "password_change"
