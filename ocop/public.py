"""What every public page promises: one address, compressed once, and no reader sees it a minute after it changed.

A page says at its foot of which minute it is. Where it may wait, the header says for each place, and the times add up:
in a proxy (s-maxage), there once more while it fetches a newer one, in the browser (max-age), and there once more as
well (stale-while-revalidate: RFC 5861). For a day a proxy may show it where the portal does not answer (stale-if-error).
"""

import gzip
import re

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

MINUTE = 60  # seconds
DAY = 24 * 60 * MINUTE
# Twice RENEWING, once in the proxy and once in the browser; what is left of the minute is for making the page.
IN_PROXY, IN_BROWSER, RENEWING = 25, 10, 10
TEXT = re.compile(r"text/|image/svg\+xml|application/([\w.-]+\+)?(json|xml)\b")
SHORT = 200  # bytes; less than that does not get shorter
GZIP = re.compile(r"(x-)?gzip(\s*;\s*q=(?P<quality>[\d.]+))?")


class PublicCacheMixin:
    """A page that is the same for everybody: public, with an ETag, no cookie, and therefore no secret to compress."""

    @classmethod
    def as_view(cls, **initkwargs):
        """Nothing is sent to these pages, so whoever tries learns that (405), and not that a form was too old."""
        view = super().as_view(**initkwargs)
        return view if hasattr(cls, "post") else csrf_exempt(view)

    def dispatch(self, request, *args, **kwargs):
        """Answer 304 to whoever has this very page already."""
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
        # Unless a view knows when its rows last changed: a page says of which minute it is, so it is as new as its making.
        response.setdefault("Last-Modified", http_date())
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, response.get("ETag"), modified, response)


class CanonicalUrlMixin:
    """A page of one row whose address says its name; under a wrong or an old name it leads to the right one."""

    def get(self, request, *args, **kwargs):
        """Show the row, or say for ever where it stands."""
        self.object = self.get_object()
        address = self.object.get_absolute_url()
        if request.path != address.partition("?")[0]:
            return HttpResponsePermanentRedirect(address)
        return self.render_to_response(self.get_context_data(object=self.object))


def compress(request, response):
    """Compress text for whoever takes it so, without the time of day: the same bytes of the same page.

    An ETag made of the finished bytes is strong and differs from that of the plain ones (RFC 9110, 8.8.3.3).
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
    """Whether Accept-Encoding names gzip, and not with a quality of 0."""
    named = (GZIP.fullmatch(coding.strip()) for coding in accepted.lower().split(","))
    return any((coding["quality"] or "1").strip("0.") for coding in named if coding)
