"""Sign-in is the default; public pages do not even ask who reads them, all others are kept by no cache."""

from django.contrib.auth.middleware import LoginRequiredMiddleware

from ocop.api.throttle import address_of
from ocop.models import UserSession


def begin_session(request, user, **kwargs):
    """Note in the session who has signed in from where (called whenever somebody signs in)."""
    request.session.begin(user, address=address_of(request), agent=request.META.get("HTTP_USER_AGENT", ""))


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
            if getattr(getattr(view_func, "view_class", None), "counts_as_use", True):
                UserSession.objects.note(request.session.session_key)
            return super().process_view(request, view_func, view_args, view_kwargs)
        return None

    def process_response(self, request, response):
        """Forbid every cache to keep what is behind the sign-in, unless the page itself says how it is kept."""
        if getattr(request, "behind_sign_in", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
