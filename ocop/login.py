"""Sign-in is the default, with a second factor where one is asked for.

Public pages do not even ask who reads them, all others are kept by no cache.
"""

from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ocop.api.throttle import address_of
from ocop.kept import forget_if_done, over_the_sign_in
from ocop.second_factor import awaited


def begin_session(request, user, **kwargs):
    """Note in the session who has signed in from where (called whenever somebody signs in)."""
    request.session.begin(user, address=address_of(request), agent=request.META.get("HTTP_USER_AGENT", ""))


def with_next(name, address):
    """The address of a page that leads on to another."""
    return f"{reverse(name)}?{urlencode({'next': address}, safe='/')}" if address else reverse(name)


class LoginByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's own asks for the user before it looks whether the page is public, which touches the session.

    A page that touches the session varies by cookie, and no cache may share it. A page behind the sign-in
    is stored nowhere: after signing out, the next person at the machine finds nothing by the back button,
    and a form comes from the server again instead of with the answers of an older one.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Let a public page pass unasked."""
        if getattr(view_func, "login_required", True):
            request.behind_sign_in = True
            view = getattr(view_func, "view_class", None)
            if getattr(view, "counts_as_use", True):
                request.session.note_use()
            refused = super().process_view(request, view_func, view_args, view_kwargs)
            return refused or self._asked_for_second_factor(request, view)
        return None

    def _asked_for_second_factor(self, request, view):
        """Lead to the page for the second factor, before anything else but signing out, while it is not shown."""
        if getattr(view, "before_second_factor", False) or not awaited(request.user, request.session):
            return None
        asked = request.get_full_path() if request.method == "GET" else ""
        return self._told_or_kept(request) or HttpResponseRedirect(with_next("second-factor", asked))

    def handle_no_permission(self, request, view_func):
        """Lead to the sign-in."""
        return self._told_or_kept(request) or super().handle_no_permission(request, view_func)

    def _told_or_kept(self, request):
        """Tell a script, which shows no page, by the status (401); keep what was sent from a page."""
        return HttpResponse(status=401) if "HX-Request" in request.headers else over_the_sign_in(request)

    def process_response(self, request, response):
        """Forbid every cache to keep what is behind the sign-in, unless the page itself says how it is kept."""
        if getattr(request, "behind_sign_in", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
            forget_if_done(request, response)
        return response
