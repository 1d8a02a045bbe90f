"""Filters of the officers' list of producers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.models import PlaceLevel
from ocop.pages.desk_filters import DeskFilterSet, PickFilter, SortFilter, WordsFilter
from producers.models import LegalForm, Producer


class Missing(TextChoices):
    """Data that an officer may look for to complete."""

    COMMUNE = "commune", _("Commune")
    TAX_NUMBER = "tax_number", _("Tax number")


class ProducerFilterSet(DeskFilterSet):
    q = WordsFilter("name_key", "tax_number")
    legal_form = PickFilter(label=_("Legal form"), choices=LegalForm.choices)
    missing = PickFilter(label=_("Still missing"), method="by_missing", choices=Missing.choices)
    sort = SortFilter(
        name="name_order", place="place__name_order", legal_form="legal_form", products="product_count"
    )

    class Meta:
        model = Producer
        fields: list = []

    def by_missing(self, producers, name, value):
        """Producers without the chosen data."""
        if value == Missing.COMMUNE:
            return producers.exclude(place__level=PlaceLevel.COMMUNE)
        return producers.filter(tax_number=None) if value == Missing.TAX_NUMBER else producers
