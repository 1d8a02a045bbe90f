"""Filters of the officers' lists of channels, listings, export markets and sales."""

import django_filters
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.pages.desk_filters import DeskFilterSet, PickFilter, SortFilter, WordsFilter
from ocop.pages.filters import OneFilter
from ocop.places.countries import countries
from products.models import ChannelKind, ExportMarket, Found, Listing, ProductSales, SalesChannel

PLACE_OF_PRODUCT = "product__producer__place"
WORDS_OF_PRODUCT = ("product__name_key", "product__producer__name_key")


class ChannelFilterSet(DeskFilterSet):
    q = WordsFilter("name_key")
    kind = PickFilter(label=_("Kind"), choices=ChannelKind.choices)
    sort = SortFilter(name="name_order", kind="kind", place="place__name_order", running="running")

    class Meta:
        model = SalesChannel
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A channel belongs to a province or to the country, never to a commune.
        self.filters.pop("commune", None)


class Checked(TextChoices):
    """Result of the last check of a listing."""

    NEVER = "never", _("Not checked yet")
    AS_RECORDED = Found.AS_RECORDED.value, Found.AS_RECORDED.label
    DIFFERENT = Found.DIFFERENT.value, Found.DIFFERENT.label
    NOT_FOUND = Found.NOT_FOUND.value, Found.NOT_FOUND.label


class Running(TextChoices):
    """Whether a listing is current."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class ListingFilterSet(DeskFilterSet):
    place_path = PLACE_OF_PRODUCT

    q = WordsFilter(*WORDS_OF_PRODUCT, "channel__name_key")
    kind = PickFilter(label=_("Kind"), field_name="channel__kind", choices=ChannelKind.choices)
    found = PickFilter(label=_("Found"), method="by_finding", choices=Checked.choices)
    running = PickFilter(label=_("Sold there today"), method="by_day", choices=Running.choices)
    sort = SortFilter(
        product="product__name_order", channel="channel__name_order", since="since", checked="checked_on"
    )

    class Meta:
        model = Listing
        fields: list = []

    def by_finding(self, listings, name, value):
        return listings.filter(found="" if value == Checked.NEVER else value) if value else listings

    def by_day(self, listings, name, value):
        """Listings that are valid today, or are not."""
        running = Listing.objects.valid_on().values("pk")
        match value:
            case Running.YES:
                return listings.filter(pk__in=running)
            case Running.NO:
                return listings.exclude(pk__in=running)
        return listings


def countries_or_all():
    """Choices of countries in the language of the page, with an empty one."""
    return [("", _("All")), *countries()]


class ExportMarketFilterSet(DeskFilterSet):
    place_path = PLACE_OF_PRODUCT

    q = WordsFilter(*WORDS_OF_PRODUCT)
    country = OneFilter(label=_("Country"), choices=countries_or_all)
    sort = SortFilter(product="product__name_order", country="country", year="from_year", until="until_year")

    class Meta:
        model = ExportMarket
        fields: list = []


class ProductSalesFilterSet(DeskFilterSet):
    place_path = PLACE_OF_PRODUCT

    q = WordsFilter(*WORDS_OF_PRODUCT)
    year = django_filters.NumberFilter(label=_("Year"))
    sort = SortFilter(product="product__name_order", year="year", domestic="domestic", export="export")

    class Meta:
        model = ProductSales
        fields: list = []
