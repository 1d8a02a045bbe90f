"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail and password. Case is ignored, so that it cannot be varied to escape the count of failures."""

    error_messages = {
        "invalid_login": _(
            "E-mail address and password do not belong together. Passwords distinguish small and capital letters."
        ),
        "inactive": _("This account is closed. Ask the administrator of your province."),
    }

    def clean_username(self):
        """The address as it is stored."""
        return self.cleaned_data["username"].strip().lower()
