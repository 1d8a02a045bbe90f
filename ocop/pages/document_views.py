"""The only way to a private document: as a download, or a page of it as an image."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.files.children import BusyError
from ocop.files.documents import kind_of
from ocop.files.page_images import NotReadableError
from ocop.models import DocumentReading
from ocop.operation.work import PAGE_IMAGES
from ocop.pages.hand_out import KEPT_BY_NO_CACHE, hand_out
from ocop.pages.views import ScopedViewMixin


class DocumentView(ScopedViewMixin, SingleObjectMixin, View):
    """Serve the private file of a row in scope as a download that is never cached and never opened by the browser."""

    file_field = "document"
    name_field = "document_name"

    def get(self, request, *args, **kwargs):
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
    """The file name of a row's file: the original name if it is known."""
    return getattr(row, name_field, "") or PurePosixPath(file.name).name


class PageImageView(ScopedViewMixin, SingleObjectMixin, View):
    """A page of the private file of a row in scope, drawn as WebP, never cached."""

    work = PAGE_IMAGES
    file_field = "document"
    name_field = "document_name"

    def get(self, request, *args, number, **kwargs):
        """404 if the page cannot be drawn; an image with a sentence while all places are taken."""
        try:
            row = self.get_object()
            file = getattr(row, self.file_field)
            drawn = _drawn(file, number)
        except BusyError:
            return _come_again()
        except (NotReadableError, OSError, ValueError):
            return HttpResponseNotFound(headers={"Cache-Control": KEPT_BY_NO_CACHE})
        response = HttpResponse(drawn, content_type="image/webp")
        return hand_out(response, request, row, name_of(row, file, self.name_field))


def _drawn(file, number):
    with file.open("rb") as opened:
        content = opened.read()
    return DocumentReading.objects.of(content).draw(content, number)


def _come_again():
    """An image that asks to reload; browsers show it although the status is 503."""
    picture = render_to_string("ui/busy.svg")
    headers = {"Cache-Control": KEPT_BY_NO_CACHE, "Retry-After": "5"}
    return HttpResponse(picture, content_type="image/svg+xml", status=503, headers=headers)
