"""What somebody sent whose sign-in had ended: kept in the session of the browser until they have signed in again.

Only the person for whom the form was made (ocop/whose.py) gets to see it, and nothing is done with it until they say so.
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

from ocop.second_factor import awaited
from ocop.whose import FIELD, owner_of

LONGEST = timedelta(minutes=30)
MOST = 300_000  # characters
KEY = "kept"
# Neither the tokens, which are made anew, nor what nobody else may read.
NEVER = ("csrfmiddlewaretoken", FIELD)
SECRET = ("password", "otp", "secret")


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: to which address, from which page, with which fields and files, until when it is kept.

    `fields` are pairs of name and value, `files` the names of the chosen files by field: files are not kept.
    `refusal` says why nothing of it is kept; empty if it is.
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
        """When it is kept no longer."""
        return datetime.fromisoformat(self.until)


def by_script(request) -> bool:
    """Whether a script asks, which shows no page and keeps what it sends itself."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def keep(request) -> Kept | None:
    """Keep what was sent and return it, also where it is too much; None if the form does not say whose it is."""
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
    kept = Kept(owner, request.get_full_path(), _page_of(request), fields, files, until, refusal)
    request.session[KEY] = asdict(kept)
    return kept


def over_the_sign_in(request) -> HttpResponse | None:
    """Keep what was sent and lead to the sign-in, then to what is kept; None where nothing can be kept."""
    if request.method != "POST" or keep(request) is None:
        return None
    return redirect("kept") if request.user.is_authenticated else redirect_to_login(reverse("kept"))


def kept_in(session) -> Kept | None:
    """What is kept in a session and has not ended."""
    kept = Kept(**session[KEY]) if KEY in session else None
    return kept if kept and kept.ends > timezone.now() else None


def forget(session) -> None:
    """Keep it no longer."""
    session.pop(KEY, None)


def forget_if_done(request, response) -> None:
    """Forget what is kept once it was taken: sent again to its address, and answered by leading on."""
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
    """The path of the page on which the form stood; that of its own address if the browser does not say."""
    came_from = request.headers.get("referer", "")
    hosts = {request.get_host()}
    if came_from and url_has_allowed_host_and_scheme(came_from, hosts, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()
