"""django-axes under a name for readers."""

from axes.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInsConfig(AppConfig):
    verbose_name = _("Attempts to sign in")
