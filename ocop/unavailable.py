"""What is answered where the portal cannot work just now: 503, when to ask again, and that nothing was changed."""

import sys
from traceback import walk_tb

from django.db import InterfaceError, InternalError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import defaults

RETRY_AFTER = 30  # seconds


def unavailable(
    request: HttpRequest, sentence: str | Promise, *, perhaps_stored: bool = False
) -> HttpResponse:
    """503 with a sentence that says why, in the language of the address; to programs as JSON."""
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": str(sentence)}, status=503, headers=headers)
    again = request.get_full_path() if request.method == "GET" else ""
    page = render_to_string(
        "503.html", {"sentence": sentence, "again": again, "perhaps_stored": perhaps_stored}
    )
    return HttpResponse(page, status=503, headers=headers)


def is_of_the_moment(error: BaseException | None) -> bool:
    """Whether an error lies in the state of the database, so that the same request may succeed a little later.

    A limit of time was reached, two transactions stood in each other's way, or the database does not answer.
    """
    if isinstance(
        error, InternalError
    ):  # where Django also files a transaction in which nothing was asked for too long
        return getattr(error.__cause__, "pgcode", "") == "25P03"
    return isinstance(error, OperationalError | InterfaceError)


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of all errors: 503 where trying again may help, else 500."""
    error = sys.exc_info()[1]
    if is_of_the_moment(error):
        said = _("The database of the register does not answer, or others work on the same rows.")
        return unavailable(request, said, perhaps_stored=_came_with_the_commit(error))
    return defaults.server_error(request)


def _came_with_the_commit(error: BaseException | None) -> bool:
    """Whether the connection was lost between asking to store and hearing that it was."""
    frames = walk_tb(error.__traceback__) if error else ()
    commit = BaseDatabaseWrapper._commit.__code__  # type: ignore[attr-defined]
    return any(frame.f_code is commit for frame, _line in frames)
