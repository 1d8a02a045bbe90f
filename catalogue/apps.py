"""The app of the public catalogue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    """Everything that the public sees, read from the registers."""

    name = "catalogue"
    verbose_name = _("Catalogue")
