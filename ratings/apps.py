"""The app of ratings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    """Dossiers, scores, decisions and stars."""

    name = "ratings"
    verbose_name = _("Assessment and stars")

    def ready(self):
        """Whoever presides over a council signs in with a second factor."""
        from ocop import second_factor
        from ratings.models.council import presiding_seats

        second_factor.REASONS.append(presiding_seats)
