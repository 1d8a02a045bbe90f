"""What is answered where the portal cannot work just now: 503, when to ask again, and that nothing was changed."""

import sys

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import defaults

RETRY_AFTER = 30  # seconds
# How the codes of PostgreSQL begin that end a connection; without any code it was cut off.
LOST = ("08", "57P")


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
        return _code(error) == "25P03"
    return isinstance(error, OperationalError | InterfaceError) or _is_cut_off(error)


def _is_cut_off(error: BaseException | None) -> bool:
    """Whether the line broke in the middle of an answer: psycopg2 has no kind for that. All that PostgreSQL says has a code."""
    return type(error) is DatabaseError and error.__cause__ is not None and not _code(error)


def _code(error: BaseException | None) -> str | None:
    """The code of PostgreSQL behind an error of Django's."""
    return getattr(error.__cause__ if error else None, "pgcode", None)


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of all errors: 503 where trying again may help, else 500."""
    error = sys.exc_info()[1]
    if is_of_the_moment(error):
        said = _("The database of the register does not answer, or others work on the same rows.")
        return unavailable(request, said, perhaps_stored=_may_have_stored(request, error))
    return defaults.server_error(request)


def _may_have_stored(request: HttpRequest, error: BaseException | None) -> bool:
    """Whether something was sent and the connection was lost: perhaps between asking to store and hearing that it was.

    A limit or a conflict has stored nothing.
    """
    code = _code(error)
    return (code is None or code.startswith(LOST)) and request.method not in ("GET", "HEAD")
