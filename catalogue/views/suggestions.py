"""Suggestions for the search boxes, as an HTML fragment."""

from django.http import HttpResponse
from django.views.generic import TemplateView

from catalogue.suggestions import suggestions_for
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act


class SuggestionsView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """Links for what `q` may mean; 204 if it is too short."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/_suggestions.html"

    def get(self, request, *args, **kwargs):
        """A fragment, marked noindex."""
        kinds = suggestions_for(request.GET.get("q", ""))
        count = sum(len(kind.suggestions) for kind in kinds)
        context = self.get_context_data(kinds=kinds, count=count, **kwargs)
        response = self.render_to_response(context) if kinds else HttpResponse(status=204)
        response["X-Robots-Tag"] = "noindex"
        return response
