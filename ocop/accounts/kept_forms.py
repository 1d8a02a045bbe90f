"""Input that was sent after the session had ended, stored in the browser's session until the next sign-in.

Only the person for whom the form was made (ocop/pages/whose.py) can see it, and it is sent only when they confirm.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ocop.accounts.second_factor_rules import awaited
from ocop.pages.whose import FIELD, owner_of

LONGEST = timedelta(minutes=30)
MOST = 300_000  # characters
KEY = "kept"
# Tokens are made anew; other fields named here nobody else may read.
NEVER = ("csrfmiddlewaretoken", FIELD)
SECRET = ("password", "otp", "secret")


@dataclass(frozen=True)
class StoredInput:
    """A form as it was sent: target, page, fields, file names, and until when it is stored.

    `fields` are (name, value); `files` are names of chosen files by field, as files are not stored. `refusal` says why
    nothing is stored, if so.
    """

    owner: int
    address: str
    page: str
    fields: list[tuple[str, str]]
    files: dict[str, list[str]]
    until: str
    refusal: str = ""

    @property
    def ends(self) -> datetime:
        return datetime.fromisoformat(self.until)


def by_script(request) -> bool:
    """Whether a script sent the request, which shows no page and keeps its own input."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def keep(request) -> StoredInput | None:
    """Store the input and return it, also if it is too large; None if the form does not name its owner."""
    owner = owner_of(request.POST)
    view = getattr(request.resolver_match.func, "view_class", None)
    if owner is None or by_script(request) or not getattr(view, "kept_over_sign_in", True):
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NEVER]
    refusal = ""
    if any(word in name for name in request.POST for word in SECRET):
        fields, refusal = [], _("Passwords and codes are never kept.")
    elif sum(len(name) + len(value) for name, value in fields) > MOST:
        fields, refusal = [], _("It was too much to be kept.")
    files = {name: [file.name for file in files] for name, files in request.FILES.lists()}
    until = (timezone.now() + LONGEST).isoformat()
    kept = StoredInput(owner, request.get_full_path(), _page_of(request), fields, files, until, refusal)
    request.session[KEY] = asdict(kept)
    return kept


def over_the_sign_in(request) -> HttpResponse | None:
    """Store the input and redirect to the sign-in, then to the stored input; None if it cannot be stored."""
    if request.method != "POST" or keep(request) is None:
        return None
    return redirect("kept") if request.user.is_authenticated else redirect_to_login(reverse("kept"))


def kept_in(session) -> StoredInput | None:
    """The stored input of a session, unless it has expired."""
    kept = StoredInput(**session[KEY]) if KEY in session else None
    return kept if kept and kept.ends > timezone.now() else None


def forget(session) -> None:
    session.pop(KEY, None)


def forget_if_done(request, response) -> None:
    """Forget the stored input after it was sent again and answered with a redirect."""
    if (
        request.method != "POST"
        or response.status_code not in (302, 303)
        or not request.user.is_authenticated
    ):
        return
    kept = kept_in(request.session)
    own = kept and kept.address == request.get_full_path() and kept.owner == request.user.pk
    if own and not awaited(request.user, request.session):
        forget(request.session)


def _page_of(request):
    """The path of the form's page, or of its target if there is no referer."""
    came_from = request.headers.get("referer", "")
    hosts = {request.get_host()}
    if came_from and url_has_allowed_host_and_scheme(came_from, hosts, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()
