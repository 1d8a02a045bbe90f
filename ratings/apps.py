"""The app of ratings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    """Dossiers, scores, decisions and stars."""

    name = "ratings"
    verbose_name = _("Assessment and stars")
