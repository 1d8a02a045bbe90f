"""What every public page promises: one address, and any cache may keep it for a minute."""

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag

MINUTE = 60


class Cacheable:
    """A page that is the same for everybody: public, fresh for a minute, with an ETag, no cookie."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 304 to whoever has this very page already."""
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        patch_cache_control(response, public=True, max_age=MINUTE)
        if response.status_code != 200:
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response)


class Addressed:
    """A page of one row whose address says its name; under a wrong or an old name it leads to the right one."""

    def get(self, request, *args, **kwargs):
        """Show the row, or say for ever where it stands."""
        self.object = self.get_object()
        address = self.object.get_absolute_url()
        if request.path != address.partition("?")[0]:
            return HttpResponsePermanentRedirect(address)
        return self.render_to_response(self.get_context_data(object=self.object))
