"""The app that counts attempts to sign in, under a name that people read."""

from axes.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInsConfig(AppConfig):
    """django-axes."""

    verbose_name = _("Attempts to sign in")
