"""Sign-in is the default, with a second factor where required.

Public pages do not read the session; all others are never cached.
"""

from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ocop.accounts.kept_forms import forget_if_done, over_the_sign_in
from ocop.accounts.second_factor_rules import awaited
from ocop.operation.client_address import address_of


def begin_session(request, user, **kwargs):
    """Record in the session who signed in from where (signal user_logged_in)."""
    request.session.begin(user, address=address_of(request), agent=request.META.get("HTTP_USER_AGENT", ""))


def with_next(name, address):
    """The URL of a page with `?next=`."""
    return f"{reverse(name)}?{urlencode({'next': address}, safe='/')}" if address else reverse(name)


class LoginByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's middleware reads the user before it knows whether the page is public, which touches the session.

    A page that touches the session varies by cookie, and no cache may share it. A page behind the sign-in is stored
    nowhere: after signing out, the back button shows nothing to the next person, and a form is loaded anew instead of
    with old input.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "login_required", True):
            request.behind_sign_in = True
            view = getattr(view_func, "view_class", None)
            if getattr(view, "counts_as_use", True):
                request.session.note_use()
            refused = super().process_view(request, view_func, view_args, view_kwargs)
            return refused or self._asked_for_second_factor(request, view)
        return None

    def _asked_for_second_factor(self, request, view):
        """Redirect to the second factor while it is due, except for signing out."""
        if getattr(view, "before_second_factor", False) or not awaited(request.user, request.session):
            return None
        asked = request.get_full_path() if request.method == "GET" else ""
        return self._told_or_kept(request) or HttpResponseRedirect(with_next("second-factor", asked))

    def handle_no_permission(self, request, view_func):
        return self._told_or_kept(request) or super().handle_no_permission(request, view_func)

    def _told_or_kept(self, request):
        """401 for scripts, which show no page; store the input of a form."""
        return HttpResponse(status=401) if "HX-Request" in request.headers else over_the_sign_in(request)

    def process_response(self, request, response):
        """Forbid caching of pages behind the sign-in, unless the view sets Cache-Control."""
        if getattr(request, "behind_sign_in", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
            forget_if_done(request, response)
        return response
