"""The app of producers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProducersConfig(AppConfig):
    """Producers, their support and trade."""

    name = "producers"
    verbose_name = _("Producers")
