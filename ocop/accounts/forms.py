"""The forms of signing in and of the own account."""

from datetime import timedelta

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.attempts import Attempts

OLD_PASSWORD = Attempts("old password", most=10, window=timedelta(minutes=15))


class SignInForm(AuthenticationForm):
    """The name of an account, however it is typed (ocop/sign_in_names.py), and its password."""

    error_messages = {
        "invalid_login": _(
            "E-mail or telephone number and password do not belong together. Passwords distinguish small and capital"
            " letters."
        ),
        "inactive": _("This account is closed. Ask the administrator of your province."),
    }


class AtTheFirstField:
    """What is wrong with a new password is said at its first field, not at its repetition."""

    def validate_password_for_user(self, user, _field_name=""):
        """Refuse a weak one."""
        super().validate_password_for_user(user, "new_password1")


class NewPasswordForm(AtTheFirstField, SetPasswordForm):
    """A new password, twice."""


class OwnPasswordForm(AtTheFirstField, PasswordChangeForm):
    """The old password and a new one. Whoever finds a machine signed in does not find out the password by trying."""

    def clean_old_password(self):
        """Refuse whatever is typed once it was wrong too often."""
        if not OLD_PASSWORD.take(self.user.pk):
            raise ValidationError(
                _("The old password was wrong too often. Wait a quarter of an hour and try again."),
                code="too_many_attempts",
            )
        password = super().clean_old_password()
        OLD_PASSWORD.forget(self.user.pk)
        return password
