"""What every view passes through that hands out a private file or a paper which names persons."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

from ocop.api.throttle import address_of
from ocop.models import PaperReading, Place, User
from ocop.models.access import LONGEST_PATH

KEPT_BY_NO_CACHE = "private, no-store"


def hand_out(response: HttpResponseBase, request: HttpRequest, row: Model, paper: str) -> HttpResponseBase:
    """Note that the person of the request opens `paper`, a file name, of `row`; return the response, kept by no cache.

    A paper whose reading cannot be noted is not handed out.
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
    """The key of the place of a row, or None if it belongs to the whole country."""
    if isinstance(row, Place):
        return row.pk
    path = getattr(row, "place_path", None)
    return path and type(row)._base_manager.filter(pk=row.pk).values_list(path, flat=True).get()
