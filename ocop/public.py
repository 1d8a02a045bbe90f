"""What every public page promises: one address, and any cache may keep it for a minute.

A page says at its foot of which minute it is. A proxy may go on showing it while it fetches a newer one, and for a day
where the portal does not answer (stale-while-revalidate, stale-if-error: RFC 5861); it is never older than that.
"""

import time

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import http_date

MINUTE = 60  # seconds
DAY = 24 * 60 * MINUTE


class Cacheable:
    """A page that is the same for everybody: public, fresh for a minute, with an ETag, no cookie."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 304 to whoever has this very page already."""
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        patch_cache_control(
            response,
            public=True,
            max_age=MINUTE,
            stale_while_revalidate=MINUTE,
            stale_if_error=DAY - 2 * MINUTE,
        )
        if response.status_code != 200:
            return response
        set_response_etag(response)
        made = int(time.time()) // MINUTE * MINUTE
        response["Last-Modified"] = http_date(made)
        return get_conditional_response(request, etag=response["ETag"], last_modified=made, response=response)


class Addressed:
    """A page of one row whose address says its name; under a wrong or an old name it leads to the right one."""

    def get(self, request, *args, **kwargs):
        """Show the row, or say for ever where it stands."""
        self.object = self.get_object()
        address = self.object.get_absolute_url()
        if request.path != address.partition("?")[0]:
            return HttpResponsePermanentRedirect(address)
        return self.render_to_response(self.get_context_data(object=self.object))
