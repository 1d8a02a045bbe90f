"""The one way in which a private document is served: whole, or a page of it as a picture."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpResponse
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.documents import kind_of
from ocop.page_images import NotReadable, page_image
from ocop.views import Scoped
from ocop.work import PAGE_IMAGES


class DocumentView(Scoped, SingleObjectMixin, View):
    """Serve the private file of a row in scope, as its bytes say, to be kept by no cache."""

    file_field = "document"
    name_field = "document_name"

    def get(self, request, *args, **kwargs):
        """The file, or 404 where the row has none."""
        row = self.get_object()
        file = getattr(row, self.file_field)
        if not file or not file.storage.exists(file.name):
            raise Http404
        stored = file.open("rb")
        response = FileResponse(
            stored,
            filename=getattr(row, self.name_field, "") or PurePosixPath(file.name).name,
            content_type=kind_of(stored) or "application/octet-stream",
        )
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        return response


class PageImageView(Scoped, SingleObjectMixin, View):
    """A page of the private file of a row in scope, drawn as WebP, to be kept by no cache."""

    work = PAGE_IMAGES
    file_field = "document"

    def get(self, request, *args, number, **kwargs):
        """The page, or 404 where there is none that can be drawn."""
        try:
            with getattr(self.get_object(), self.file_field).open("rb") as file:
                drawn = page_image(file, number)
        except (NotReadable, OSError, ValueError) as error:
            raise Http404 from error
        return HttpResponse(drawn, content_type="image/webp", headers={"Cache-Control": "private, no-store"})
