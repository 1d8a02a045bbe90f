"""Filters of the officers' lists of support, revenue, events and deals."""

import django_filters
from django.utils.translation import gettext_lazy as _

from ocop.pages.desk_filters import DeskFilterSet, PickFilter, SortFilter, WordsFilter
from ocop.values.vietnamese import Fold
from producers.models import Deal, DealKind, EventKind, Revenue, Support, SupportKind, TradeEvent

RELEASED = [("True", _("Yes")), ("False", _("No"))]


class SupportFilterSet(DeskFilterSet):
    place_path = "producer__place"

    q = WordsFilter("producer__name_key", "programme_key", "agency_key")
    kind = PickFilter(label=_("Kind"), choices=SupportKind.choices)
    year = django_filters.NumberFilter(label=_("Year"))
    released = PickFilter(label=_("May be shown in public"), choices=RELEASED)
    sort = SortFilter(producer="producer__name_order", kind="kind", year="year", amount="amount")

    class Meta:
        model = Support
        fields: list = []

    def filter_queryset(self, queryset):
        """Adds the folded texts that the filters compare."""
        return super().filter_queryset(
            queryset.alias(programme_key=Fold("programme"), agency_key=Fold("agency"))
        )


class RevenueFilterSet(DeskFilterSet):
    place_path = "producer__place"

    q = WordsFilter("producer__name_key")
    year = django_filters.NumberFilter(label=_("Year"))
    sort = SortFilter(producer="producer__name_order", year="year", domestic="domestic", export="export")

    class Meta:
        model = Revenue
        fields: list = []


class DealFilterSet(DeskFilterSet):
    place_path = "producer__place"

    q = WordsFilter("producer__name_key", "counterpart_key")
    kind = PickFilter(label=_("Kind"), choices=DealKind.choices)
    sort = SortFilter(producer="producer__name_order", kind="kind", signed="signed_on", value="value")

    class Meta:
        model = Deal
        fields: list = []

    def filter_queryset(self, queryset):
        """Adds the folded text that the filters compare."""
        return super().filter_queryset(queryset.alias(counterpart_key=Fold("counterpart")))


class TradeEventFilterSet(DeskFilterSet):
    """Events; readers of the whole country also filter by province."""

    place_path = "province"

    q = WordsFilter("name_key", "venue_key", "organiser_key")
    kind = PickFilter(label=_("Kind"), choices=EventKind.choices)
    sort = SortFilter(name="name_key", kind="kind", starts="starts_on", producers="producer_count")

    class Meta:
        model = TradeEvent
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # An event belongs to a province, never to a commune.
        self.filters.pop("commune", None)

    def filter_queryset(self, queryset):
        """Adds the folded texts that the filters compare."""
        return super().filter_queryset(
            queryset.alias(venue_key=Fold("venue"), organiser_key=Fold("organiser"))
        )
