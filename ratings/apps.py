"""The app of ratings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "ratings"
    verbose_name = _("Assessment and stars")

    def ready(self):
        """Connect checks: presiding members need a second factor; dossiers and stars lock their products."""
        from ocop.accounts import second_factor_rules as second_factor
        from products.models import product
        from ratings.councils.models.council import presiding_seats
        from ratings.dossiers.subject import why_not_change

        second_factor.REASONS.append(presiding_seats)
        product.REFUSALS.append(why_not_change)
