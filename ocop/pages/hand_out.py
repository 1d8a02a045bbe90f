"""Serving private files and papers with personal data: every download is recorded."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

from ocop.models import PaperReading, Place, User
from ocop.models.access import LONGEST_PATH
from ocop.operation.client_address import address_of

KEPT_BY_NO_CACHE = "private, no-store"


def hand_out(response: HttpResponseBase, request: HttpRequest, row: Model, paper: str) -> HttpResponseBase:
    """Record that the requester opens `paper` (a file name) of `row`; return the response, never cached.

    Without the record the paper is not served.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    PaperReading.objects.note(
        request.user,
        address=address_of(request),
        model=row._meta.label_lower,
        row=row.pk,
        paper=paper[:LONGEST_PATH],
        place_id=_place_of(row),
    )
    response["Cache-Control"] = KEPT_BY_NO_CACHE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _place_of(row):
    """The key of the row's place; None if it belongs to the whole country."""
    if isinstance(row, Place):
        return row.pk
    path = getattr(row, "place_path", None)
    return path and type(row)._base_manager.filter(pk=row.pk).values_list(path, flat=True).get()
