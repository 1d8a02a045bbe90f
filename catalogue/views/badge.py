"""A picture that says how a recognition stands now, for the pages of producers and shops."""

from django.http import Http404
from django.views.generic import TemplateView

from catalogue import lookup
from ocop.dates import today
from ocop.headers import ANYBODYS, RESOURCE_POLICY
from ocop.public import PublicCacheMixin
from ocop.views import PUBLIC, ScopedViewMixin
from ratings.decisions import recognition_text

# Of a picture nothing may be loaded or run, also where somebody opens it as a page.
POLICY = "default-src 'none'; sandbox"


class BadgeView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """The badge of a code: the recognition that the product has now, else what became of the one with the code."""

    scope = PUBLIC
    template_name = "ratings/badge.svg"
    content_type = "image/svg+xml; charset=utf-8"

    def get_context_data(self, **kwargs):
        """The recognition in words; 404 for a code that was never given."""
        code = lookup.code_in(self.kwargs["code"][:20])
        asked = lookup.recognition_of(code)
        if asked is None:
            raise Http404
        shown = lookup.current_instead_of(asked) or asked
        if not hasattr(shown, "state"):
            shown.state = shown.state_on(today())
        return super().get_context_data(recognition=shown, badge=recognition_text.badge_of(shown), **kwargs)

    def render_to_response(self, context, **options):
        """The picture, locked up, and for pages of any site."""
        response = super().render_to_response(context, **options)
        response["Content-Security-Policy"] = POLICY
        response[RESOURCE_POLICY] = ANYBODYS
        return response
