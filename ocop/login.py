"""Sign-in is the default; public pages do not even ask who reads them."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class LoginByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's own asks for the user before it looks whether the page is public, which touches the session.

    A page that touches the session varies by cookie, and no cache may share it.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Let a public page pass unasked."""
        if getattr(view_func, "login_required", True):
            return super().process_view(request, view_func, view_args, view_kwargs)
        return None
