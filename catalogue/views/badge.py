"""A badge (SVG) with the present state of a recognition, for the websites of producers and shops."""

from django.http import Http404
from django.views.generic import TemplateView

from catalogue import lookup
from ocop.operation.headers import ANYBODYS, RESOURCE_POLICY
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ocop.values.dates import today
from ratings.decisions import recognition_text

# Nothing may load or run, even if somebody opens the image as a page.
POLICY = "default-src 'none'; sandbox"


class BadgeView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """The badge of a code: the product's recognition in force, else the state of the recognition with the code."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/badge.svg"
    content_type = "image/svg+xml; charset=utf-8"

    def get_context_data(self, **kwargs):
        code = lookup.code_in(self.kwargs["code"][:20])
        asked = lookup.recognition_of(code)
        if asked is None:
            raise Http404
        shown = lookup.current_instead_of(asked) or asked
        if not hasattr(shown, "state"):
            shown.state = shown.state_on(today())
        return super().get_context_data(recognition=shown, badge=recognition_text.badge_of(shown), **kwargs)

    def render_to_response(self, context, **options):
        """Sent with POLICY, and usable on pages of any origin."""
        response = super().render_to_response(context, **options)
        response["Content-Security-Policy"] = POLICY
        response[RESOURCE_POLICY] = ANYBODYS
        return response
