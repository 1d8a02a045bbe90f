import django_filters
from django.utils.translation import gettext_lazy as _

from ocop.pages.filters import FacetedFilterSet, ManyFilter, PlacesFilter
from ocop.values.vietnamese import fold
from producers.models import Producer
from producers.models.producer import LegalForm


class DirectoryFilterSet(FacetedFilterSet):
    faceted = ("province", "legal_form")

    q = django_filters.CharFilter(method="by_words", label=_("Search"))
    province = PlacesFilter(label=_("Province"), field_name="place__province")
    legal_form = ManyFilter(label=_("Legal form"), field_name="legal_form", choices=LegalForm.choices)

    class Meta:
        model = Producer
        fields: list = []

    def by_words(self, producers, name, value):
        """Producers whose name contains every word; accents do not matter."""
        for word in fold(value).split():
            producers = producers.filter(name_key__contains=word)
        return producers
