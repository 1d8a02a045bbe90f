"""Record denied requests of signed-in people (ocop/models/access.py)."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponseBase

from ocop.models import Denial
from ocop.models.access import LONGEST_PATH, STATUSES
from ocop.operation.client_address import address_of

LOG = logging.getLogger(__name__)


class DenialMiddleware:
    """Middleware: records 403, 404 and 409 behind the sign-in, outside the view's transaction, which is rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in STATUSES and getattr(request, "behind_sign_in", False):
            note(request, response.status_code)
        return response


def note(request: HttpRequest, status: int) -> None:
    """Record a denial of the signed-in person. A failure to do so does not affect the answer."""
    if not request.user.is_authenticated:
        return
    try:
        with transaction.atomic():
            Denial.objects.note(
                request.user,
                address=address_of(request),
                method=(request.method or "")[:10],
                path=request.path[:LONGEST_PATH],
                status=status,
            )
    except DatabaseError:
        LOG.exception("A denied attempt could not be noted.")
