"""The public list of producers: what narrows it."""

import django_filters
from django.utils.translation import gettext_lazy as _

from ocop.filters import FacetedFilterSet, ManyFilter, PlacesFilter
from ocop.models import Place
from ocop.vietnamese import fold
from producers.models import Producer
from producers.models.producer import LegalForm


class DirectoryFilterSet(FacetedFilterSet):
    """The state of the list's address."""

    subjects = ("provinces", "legal_forms")

    q = django_filters.CharFilter(method="by_words", label=_("Search"))
    province = PlacesFilter(label=_("Province"), field_name="place__province")
    legal_form = ManyFilter(label=_("Legal form"), field_name="legal_form", choices=LegalForm.choices)

    class Meta:
        model = Producer
        fields: list = []

    def by_words(self, producers, name, value):
        """Producers whose name has every word, whatever its accents."""
        for word in fold(value).split():
            producers = producers.filter(name_key__contains=word)
        return producers

    def provinces(self):
        """Provinces."""
        return self.place_facet("province", Place.objects.provinces())

    def legal_forms(self):
        """Legal forms."""
        counts = self.counts("legal_form", "legal_form")
        return self.facet(
            "legal_form", [(key, label, counts.get(key, 0)) for key, label in LegalForm.choices]
        )
