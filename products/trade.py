"""What the public may read of sales, markets, support and events; never revenue, deals or sums of one producer's business."""

from itertools import groupby

from django.db.models import Count, Q, Sum

from producers.models import Participation, Support, TradeEvent
from products.models import ExportMarket

EVENTS_SHOWN = 6


def markets_of_producer(producer, day=None):
    """List (country, products) of a producer's public products on `day`."""
    markets = ExportMarket.objects.valid_on(day).filter(
        product__producer=producer, product__in_catalogue=True
    )
    by_country = sorted(
        markets.for_list(), key=lambda market: (market.country_name, market.product.name_order)
    )
    return [
        (country, [market.product for market in rows])
        for country, rows in groupby(by_country, key=lambda market: market.country_name)
    ]


def support_of(producer):
    """Support of a producer that may be shown, the newest first."""
    return Support.objects.released().filter(producer=producer).for_list()


def events_of(producer):
    """Events in which a producer took part, the newest first."""
    return [row.event for row in Participation.objects.filter(producer=producer).for_list()[:EVENTS_SHOWN]]


def trade_of(place, producers):
    """Figures of a place: released support of its `producers` (keys), their markets, and its events and theirs."""
    support = Support.objects.released().filter(producer__in=producers)
    totals = support.aggregate(amount=Sum("amount"), supported=Count("producer", distinct=True))
    markets = ExportMarket.objects.valid_on().filter(
        product__producer__in=producers, product__in_catalogue=True
    )
    exported = markets.aggregate(
        countries=Count("country", distinct=True), products=Count("product", distinct=True)
    )
    events = TradeEvent.objects.filter(
        Q(province=place) | Q(participations__producer__in=producers)
    ).distinct()
    return totals | exported | {"events": events.for_list()[:EVENTS_SHOWN]}
