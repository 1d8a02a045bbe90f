"""Requests with files: too large ones are refused before they are read; a full disk gives a message."""

from django.conf import settings
from django.shortcuts import render

from ocop.files.storage import StorageError, begin_to_keep, take_back
from ocop.operation.work import UPLOADS, work_of
from ocop.pages.addresses import came_from

MEGABYTE = 1024 * 1024


class FilesMiddleware:
    """Middleware: 413 for a request that is too large, 507 or 503 if a file cannot be stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Check the announced size; more than that is never read."""
        if _announced(request) > settings.LARGEST_REQUEST:
            return _too_large(request, settings.LARGEST_REQUEST)
        begin_to_keep()
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Pages without file fields accept small requests only."""
        if work_of(view, request.method) is UPLOADS:
            return None
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return _too_large(request, most) if _announced(request) > most else None

    def process_exception(self, request, exception):
        """Report a file that could not be stored; the transaction is rolled back and earlier files are deleted."""
        if not isinstance(exception, StorageError):
            return None
        take_back()
        response = _said(request, "507.html", 507 if exception.full else 503, full=exception.full)
        response["Retry-After"] = "600"
        return response


def _announced(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _too_large(request, most):
    return _said(request, "413.html", 413, most=most // MEGABYTE)


def _said(request, template, status, **context):
    return render(request, template, context | {"back": came_from(request)}, status=status)
