"""The app of ratings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "ratings"
    verbose_name = _("Assessment and stars")

    def ready(self):
        """Connect checks: presiding members need a second factor; dossiers and stars lock their products,
        and a transfer to another province leaves nothing under way.

        Lists of the registers are downloaded as they are imported.
        """
        from ocop.accounts import second_factor_rules as second_factor
        from ocop.pages import list_files
        from producers.models import producer_move
        from products.models import product
        from ratings.councils.models.council import presiding_seats
        from ratings.decisions.transfer import why_not_leave
        from ratings.dossiers.subject import why_not_change
        from ratings.imports.exporting import ProductFormat
        from ratings.imports.formats.decision_register import DecisionList
        from ratings.imports.formats.known import FORMATS
        from ratings.labels import tasks  # noqa: F401 - a worker asks whether labels are due

        list_files.FORMATS.update({each.model: each for each in FORMATS.values()})
        for known in (ProductFormat(), DecisionList()):
            list_files.FORMATS[known.model] = known
        second_factor.REASONS.append(presiding_seats)
        product.REFUSALS.append(why_not_change)
        producer_move.REFUSALS.append(why_not_leave)
