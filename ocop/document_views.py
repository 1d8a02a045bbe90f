"""The one way in which a private document leaves: whole, to be kept by its reader, or a page of it as a picture."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.children import BusyError
from ocop.documents import kind_of
from ocop.hand_out import KEPT_BY_NO_CACHE, hand_out
from ocop.models import DocumentReading
from ocop.page_images import NotReadableError
from ocop.views import ScopedViewMixin
from ocop.work import PAGE_IMAGES


class DocumentView(ScopedViewMixin, SingleObjectMixin, View):
    """Serve the private file of a row in scope, as its bytes say, to be kept by no cache and opened by no browser."""

    file_field = "document"
    name_field = "document_name"

    def get(self, request, *args, **kwargs):
        """The file, or 404 where the row has none."""
        row = self.get_object()
        file = getattr(row, self.file_field)
        if not file or not file.storage.exists(file.name):
            raise Http404
        stored, name = file.open("rb"), name_of(row, file, self.name_field)
        content_type = kind_of(stored) or "application/octet-stream"
        response = FileResponse(stored, as_attachment=True, filename=name, content_type=content_type)
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return hand_out(response, request, row, name)


def name_of(row, file, name_field) -> str:
    """What the file of a row is called: as it came if that is known."""
    return getattr(row, name_field, "") or PurePosixPath(file.name).name


class PageImageView(ScopedViewMixin, SingleObjectMixin, View):
    """A page of the private file of a row in scope, drawn as WebP, to be kept by no cache."""

    work = PAGE_IMAGES
    file_field = "document"
    name_field = "document_name"

    def get(self, request, *args, number, **kwargs):
        """The page; 404 where there is none that can be drawn; a sentence as a picture while others are drawn."""
        try:
            row = self.get_object()
            file = getattr(row, self.file_field)
            drawn = _drawn(file, number)
        except BusyError:
            return _come_again()
        except (NotReadableError, OSError, ValueError):
            # Answered, not raised: what was found out is kept.
            return HttpResponseNotFound(headers={"Cache-Control": KEPT_BY_NO_CACHE})
        response = HttpResponse(drawn, content_type="image/webp")
        return hand_out(response, request, row, name_of(row, file, self.name_field))


def _drawn(file, number):
    """A page of a stored file as WebP."""
    with file.open("rb") as opened:
        content = opened.read()
    return DocumentReading.objects.of(content).draw(content, number)


def _come_again():
    """A picture that says to load the page again; browsers show it although the answer is 503."""
    picture = render_to_string("ui/busy.svg")
    headers = {"Cache-Control": KEPT_BY_NO_CACHE, "Retry-After": "5"}
    return HttpResponse(picture, content_type="image/svg+xml", status=503, headers=headers)
