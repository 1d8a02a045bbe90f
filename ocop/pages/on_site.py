"""Redirects from the Django admin to pages of the portal."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import RedirectView, View

from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act


class OnSiteView(ScopedViewMixin, View):
    """In front of Django's own view, which reads rows of any content type, even without a table."""

    act = Act.ADMINISTER

    def get(self, request: HttpRequest, kind: int, key: str) -> HttpResponse:
        """Redirect to the page of a row of an admin model that has pages; 404 for others."""
        model = get_object_or_404(ContentType, pk=kind).model_class()
        if not (model and admin.site.is_registered(model) and hasattr(model, "get_absolute_url")):
            raise Http404
        return shortcut(request, kind, key)


class OwnPasswordView(ScopedViewMixin, RedirectView):
    """In front of Django's own page: the account page limits tries of the old password."""

    act = Act.USE_ACCOUNT
    pattern_name = "password_change"
