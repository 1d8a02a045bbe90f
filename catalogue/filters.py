from functools import cached_property

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.cache import CatalogueCache
from catalogue.conditions import (
    LED_BY,
    ConditionFilter,
    CountedFilter,
    KnownFilter,
    Leader,
    ManyPlacesFilter,
    OrderFilter,
    PriceFilter,
    StandingFilter,
    any_of,
    holds_certificate,
)
from catalogue.models import CatalogueEntry, Standing, standing_is
from catalogue.product_list import Order, ProductList
from catalogue.search import SearchResult, cached_search
from ocop.models import PlaceLevel
from ocop.pages.filters import FacetedFilterSet
from ocop.places.countries import countries
from producers.models import LegalForm
from products.models import ExportMarket, Listing, ProductSet, SalesChannel, Scheme
from products.models.product import Sector
from products.prices import in_bands, price_bands
from ratings.scoring.models.result import format_stars

# Chains of filters from coarse to fine. A finer one is offered only once a coarser one is chosen: there are thousands of
# communes.
FINER = (("province", "commune"), ("sector", "group", "set"))
# With more provinces chosen than these, the communes would still be too many.
MAX_PROVINCES = 4


class CatalogueFilterSet(FacetedFilterSet):
    """The filters in the address of the catalogue, as conditions on entries."""

    faceted = (
        "stars",
        "province",
        "commune",
        "sector",
        "group",
        "set",
        "scheme",
        "channel",
        "market",
        "price",
        "form",
        "led",
        "state",
    )
    defaults = {"state": [Standing.IN_FORCE]}

    q = django_filters.CharFilter(method="by_words", label=_("Search"))
    province = ManyPlacesFilter(label=_("Province"), condition=lambda places: Q(province__in=places))
    commune = ManyPlacesFilter(
        label=_("Commune"), level=PlaceLevel.COMMUNE, condition=lambda places: Q(place__in=places)
    )
    sector = ConditionFilter(
        label=_("Sector"), choices=Sector.choices, condition=lambda values: Q(sector__in=values)
    )
    group = KnownFilter(
        label=_("Product group"),
        known=lambda values: ProductSet.objects.filter(group_code__in=values).values_list("group_code"),
        condition=lambda values: Q(group_code__in=values),
    )
    set = CountedFilter(
        label=_("Product set"),
        choices=[(n, n) for n in range(1, 27)],
        condition=lambda values: Q(product_set__in=values),
    )
    scheme = ConditionFilter(
        label=_("Certificate valid today"), choices=Scheme.choices, condition=holds_certificate
    )
    channel = KnownFilter(
        label=_("Sold through"),
        known=lambda values: SalesChannel.objects.filter(
            pk__in=[value for value in values if value.isdecimal()]
        ).values_list("pk"),
        condition=lambda values: Q(pk__in=Listing.objects.products(values)),
        lang="vi",  # channels have no other name
    )
    market = ConditionFilter(
        label=_("Exported to"),
        choices=countries,
        condition=lambda values: Q(pk__in=ExportMarket.objects.products(values)),
    )
    price = PriceFilter(label=_("Price"), choices=price_bands, condition=in_bands)
    form = ConditionFilter(
        label=_("Producer's form"),
        choices=LegalForm.choices,
        condition=lambda values: Q(legal_form__in=values),
    )
    led = ConditionFilter(
        label=_("Led by"),
        choices=Leader.choices,
        condition=lambda values: any_of(LED_BY[each] for each in values),
    )
    stars = ConditionFilter(
        label=_("Stars"),
        choices=[(n, n) for n in (5, 4, 3)],
        labels=format_stars,
        condition=lambda values: Q(stars__in=values),
    )
    state = StandingFilter(
        label=_("Recognition"),
        choices=Standing.choices,
        condition=lambda values: any_of(map(standing_is, values)),
    )
    sort = OrderFilter(label=_("Order"), choices=Order.choices)

    class Meta:
        model = CatalogueEntry
        fields: list = []

    def __init__(self, data=None, queryset=None, *, cache: CatalogueCache | None = None, **kwargs):
        super().__init__(data, CatalogueEntry.objects.public() if queryset is None else queryset, **kwargs)
        self.cache = cache or CatalogueCache()

    @cached_property
    def search(self) -> SearchResult:
        return cached_search(self.asked, self.cache)

    def by_words(self, entries, name, value):
        return entries.filter(self.search.condition)

    @cached_property
    def asked_values(self) -> dict[str, list]:
        """The values of the filters in use, by name, without the words and the order."""
        self.form.is_valid()
        asked = self.form.cleaned_data
        return {name: values for name, values in asked.items() if values and name not in ("q", "sort")}

    @property
    def key(self) -> str:
        """Identifies the list in the cache, whatever its order."""
        values = [(name, [getattr(each, "pk", each) for each in v]) for name, v in self.asked_values.items()]
        return repr((self.search.query if self.asked else None, values))

    @cached_property
    def products(self) -> ProductList:
        return ProductList(
            conditions={name: self.filters[name].condition(v) for name, v in self.asked_values.items()},
            counted=[name for name in self.faceted if self._is_offered(name)],
            key=self.key,
            cache=self.cache,
            matches=self.search.condition if self.asked else None,
            ranking=self.search.ranking() if self.asked and self.search.query else (),
            text=self.search.text,
            chosen_order=self.form.cleaned_data.get("sort", ""),
        )

    def _is_offered(self, name: str) -> bool:
        """Whether a facet is offered: a finer filter of a chain needs a chosen value in a coarser one or in itself."""
        if name == "commune" and len(self.chosen("province")) > MAX_PROVINCES:
            return bool(self.chosen("commune"))
        chain = next((chain for chain in FINER if name in chain[1:]), ())
        return not chain or any(self.chosen(each) for each in chain)

    def counted(self, name):
        """Taken from the counts of the list, which one query makes."""
        return self.products.counts.get(name, ())
