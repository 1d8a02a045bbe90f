from datetime import timedelta

from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
    SetPasswordMixin,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.accounts.attempts import Attempts

OLD_PASSWORD = Attempts("old password", most=10, window=timedelta(minutes=15))


class SignInForm(AuthenticationForm):
    """An account's name in any spelling (ocop/values/sign_in_names.py), and its password."""

    error_messages = {
        "invalid_login": _(
            "E-mail or telephone number and password do not belong together. Passwords distinguish small and capital"
            " letters."
        ),
        "inactive": _("This account is closed. Ask the administrator of your province."),
    }


class ErrorsAtFirstFieldMixin(SetPasswordMixin):
    """Shows what is wrong with a new password at its first field, not at the repetition."""

    def validate_password_for_user(self, user, _field_name=""):
        """Check the strength of the password."""
        super().validate_password_for_user(user, "new_password1")


class NewPasswordForm(ErrorsAtFirstFieldMixin, SetPasswordForm):
    pass


class OwnPasswordForm(ErrorsAtFirstFieldMixin, PasswordChangeForm):
    """The old password and a new one. Tries of the old one are limited, so a session left open does not reveal it."""

    def clean_old_password(self):
        """Refuse any input after too many wrong tries."""
        if not OLD_PASSWORD.take(self.user.pk):
            raise ValidationError(
                _("The old password was wrong too often. Wait a quarter of an hour and try again."),
                code="too_many_attempts",
            )
        password = super().clean_old_password()
        OLD_PASSWORD.forget(self.user.pk)
        return password
