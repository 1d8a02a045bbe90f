"""Sign-in names: an e-mail address, or a telephone number for people without one.

A name has one spelling: “+84 912.345.678” is 0912345678. It is stored, compared and counted in that spelling.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from ocop.values.in_migrations import PlainInMigrations
from ocop.values.vietnamese import UNSEEN

_BETWEEN_DIGITS = re.compile(r"[\s.()\-‐‑–]")
_TELEPHONE = re.compile(r"(?:(?:\+|00)?840?|0)([1-9][0-9]{8})")
# Also used in a database constraint.
TELEPHONE = r"^0[1-9][0-9]{8}$"
E_MAIL = r"^[^@[:space:]]+@[^@[:space:]]+$"


def normal(name: str) -> str:
    """The stored spelling: a telephone number as 0 and nine digits, an e-mail address in lower case."""
    name = unicodedata.normalize("NFKC", name).translate(UNSEEN).strip().lower()
    telephone = _TELEPHONE.fullmatch(_BETWEEN_DIGITS.sub("", name))
    return f"0{telephone[1]}" if telephone else name


def is_telephone(name: str) -> bool:
    """Whether a stored name is a telephone number, to which no mail can go."""
    return "@" not in name


def refuse_other_names(name: str) -> None:
    """Raise ValidationError unless it is an e-mail address or a telephone number in its stored spelling."""
    if re.fullmatch(TELEPHONE, name):
        return
    try:
        validate_email(name)
    except ValidationError as error:
        raise ValidationError(
            _("Write an e-mail address, or a telephone number of ten digits that begins with 0."), code="name"
        ) from error


class SignInNameInput(forms.CharField):
    """A form field for a sign-in name in any spelling."""

    default_validators = [refuse_other_names]

    def to_python(self, value):
        return normal(super().to_python(value) or "")

    def widget_attrs(self, widget):
        """Attributes for browsers' autofill, without automatic changes of the input."""
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        return super().widget_attrs(widget) | attrs


class SignInNameField(PlainInMigrations, CharField):
    """A model field for a sign-in name in its stored spelling."""

    default_validators = [refuse_other_names]

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return normal(value) if isinstance(value, str) else value

    def to_python(self, value):
        value = super().to_python(value)
        return normal(value) if isinstance(value, str) else value

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": SignInNameInput} | kwargs)
