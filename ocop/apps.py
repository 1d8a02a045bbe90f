"""The shared app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OcopConfig(AppConfig):
    """People, places and the base of every register."""

    name = "ocop"
    verbose_name = _("People and places")

    def ready(self):
        """Register the checks."""
        from ocop import checks  # noqa: F401, PLC0415
