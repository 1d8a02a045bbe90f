"""Texts of Django that people read here and that its own Vietnamese catalogue lacks or gets wrong.

They are named so that our catalogue holds them: it comes before Django's. A text that Django words anew
falls out of use here and is then removed.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

SINGLE = (
    _("Enter a whole number."),
    _("Null characters are not allowed."),
    _("Constraint “%(name)s” is violated."),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("Authentication credentials were not provided."),
    _("Please correct the error below."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
)
PLURAL = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
)
