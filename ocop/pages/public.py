"""Public pages: one URL each, compressed once, and never shown a minute after a change.

A page states at its foot the minute it was made. The cache times add up to less: in a proxy (s-maxage), there once more
while it revalidates, in the browser (max-age), and there once more (stale-while-revalidate: RFC 5861). For a day a proxy
may show it if the portal does not answer (stale-if-error).
"""

import gzip
import re
from typing import TYPE_CHECKING

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.http import http_date, parse_http_date_safe
from django.utils.text import compress_sequence
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, View

MINUTE = 60  # seconds
DAY = 24 * 60 * MINUTE
# RENEWING counts twice, in the proxy and in the browser; the rest of the minute is for making the page.
IN_PROXY, IN_BROWSER, RENEWING = 25, 10, 10
TEXT = re.compile(r"text/|image/svg\+xml|application/([\w.-]+\+)?(json|xml)\b")
SHORT = 200  # bytes; shorter answers do not shrink
GZIP = re.compile(r"(x-)?gzip(\s*;\s*q=(?P<quality>[\d.]+))?")

if TYPE_CHECKING:
    AnyView = View
    RowView = DetailView
else:
    AnyView = RowView = object


class PublicCacheMixin(AnyView):
    """A page that is the same for everybody: ETag, no cookie, and no secret, so that compression is safe (BREACH)."""

    @classmethod
    def as_view(cls, **initkwargs):
        """Exempt from CSRF checks, so that a POST gets 405 and not a message about an outdated form."""
        view = super().as_view(**initkwargs)
        return view if hasattr(cls, "post") else csrf_exempt(view)

    def dispatch(self, request, *args, **kwargs):
        """Answers 304 where the browser has the page already."""
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        patch_cache_control(
            response,
            public=True,
            s_maxage=IN_PROXY,
            max_age=IN_BROWSER,
            stale_while_revalidate=RENEWING,
            stale_if_error=DAY - MINUTE,
        )
        compress(request, response)
        if response.status_code != 200:
            return response
        set_response_etag(response)
        # Unless the view knows when its rows last changed: the page states its minute, so it is as new as its making.
        response.setdefault("Last-Modified", http_date())
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        # Of a streamed answer too: Django reads nothing but its status and headers.
        return get_conditional_response(request, response.get("ETag"), modified, response)  # type: ignore[arg-type]


class CanonicalUrlMixin(RowView):
    """A page of one row with a slug in its URL; a wrong or old slug redirects to the right one."""

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        address = self.object.get_absolute_url()
        if request.path != address.partition("?")[0]:
            return HttpResponsePermanentRedirect(address)
        return self.render_to_response(self.get_context_data(object=self.object))


def compress(request, response):
    """Compress text if the client accepts gzip, without a timestamp: equal pages give equal bytes.

    The ETag of the compressed bytes is strong and differs from that of the plain ones (RFC 9110, 8.8.3.3).
    """
    if (
        not TEXT.match(response.get("Content-Type", ""))
        or not response.streaming
        and len(response.content) < SHORT
    ):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return
    if response.streaming:
        response.streaming_content = compress_sequence(response.streaming_content)
    else:
        response.content = gzip.compress(response.content, 6, mtime=0)
    response["Content-Encoding"] = "gzip"


def takes_gzip(accepted):
    """Whether Accept-Encoding accepts gzip."""
    named = (GZIP.fullmatch(coding.strip()) for coding in accepted.lower().split(","))
    return any((coding["quality"] or "1").strip("0.") for coding in named if coding)
