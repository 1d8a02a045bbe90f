"""Signing in and out. Attempts are counted by django-axes."""

from django.contrib.auth import views
from django.contrib.messages.views import SuccessMessageMixin
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from ocop.accounts.forms import SignInForm
from ocop.models import Role
from ocop.views import SIGNED_IN

# Where the work of a role begins; whoever has no page yet begins at the first page.
FIRST_PAGE = {Role.PRODUCER: "my", Role.EXPERT: "score"}


class SignInView(views.LoginView):
    """Sign in, then go where the work is, or to the page that was asked for."""

    scope = "signing_in"
    form_class = SignInForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self):
        """The first page of the role."""
        try:
            return reverse(FIRST_PAGE.get(self.request.user.role, "desk"))
        except NoReverseMatch:
            return reverse("home")


class SignOutView(views.LogoutView):
    """Sign out, by a POST only."""

    scope = SIGNED_IN


class PasswordView(SuccessMessageMixin, views.PasswordChangeView):
    """Choose a new password."""

    scope = SIGNED_IN
    template_name = "accounts/password.html"
    success_url = reverse_lazy("password_change")
    success_message = _("Your new password holds from now on.")
