"""503: the portal cannot answer for now, when to retry, and that nothing was changed."""

import sys

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import defaults

RETRY_AFTER = 30  # seconds
# Prefixes of PostgreSQL's codes that end a connection; without a code the connection was cut off.
LOST = ("08", "57P")


def unavailable(
    request: HttpRequest, sentence: str | Promise, *, perhaps_stored: bool = False
) -> HttpResponse:
    """503 with a sentence in the language of the URL; JSON for programs."""
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": str(sentence)}, status=503, headers=headers)
    again = request.get_full_path() if request.method == "GET" else ""
    page = render_to_string(
        "503.html", {"sentence": sentence, "again": again, "perhaps_stored": perhaps_stored}
    )
    return HttpResponse(page, status=503, headers=headers)


def is_of_the_moment(error: BaseException | None) -> bool:
    """Whether an error is temporary, so that the same request may succeed later.

    A timeout, a serialisation failure or deadlock, or no connection to the database.
    """
    if isinstance(error, InternalError):  # Django also raises it for an idle transaction timeout
        return _code(error) == "25P03"
    return isinstance(error, OperationalError | InterfaceError) or _is_cut_off(error)


def _is_cut_off(error: BaseException | None) -> bool:
    """Whether the connection broke during an answer, for which psycopg2 has no class; errors from PostgreSQL have a code."""
    return type(error) is DatabaseError and error.__cause__ is not None and not _code(error)


def _code(error: BaseException | None) -> str | None:
    """PostgreSQL's code of a database error."""
    return getattr(error.__cause__ if error else None, "pgcode", None)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: 503 if trying again may help, else 500."""
    error = sys.exc_info()[1]
    if is_of_the_moment(error):
        said = _("The database of the register does not answer, or others work on the same rows.")
        return unavailable(request, said, perhaps_stored=_may_have_stored(request, error))
    return defaults.server_error(request)


def _may_have_stored(request: HttpRequest, error: BaseException | None) -> bool:
    """Whether data was sent and the connection was lost, perhaps after the commit.

    A timeout or a conflict has stored nothing.
    """
    code = _code(error)
    return (code is None or code.startswith(LOST)) and request.method not in ("GET", "HEAD")
