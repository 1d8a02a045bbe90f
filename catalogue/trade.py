"""Public data on sales, markets, support and events; never revenue, deals or sums that reveal one producer's business."""

from itertools import groupby

from django.db.models import Count, Q, Sum

from producers.models import Participation, Support, TradeEvent
from products.models import ExportMarket, Listing

EVENTS_SHOWN = 6
CHANNELS_SHOWN = 12


def markets_of_producer(producer, day=None):
    """(country, products) of a producer's public products on `day`."""
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


def channels_of_producer(producer, day=None):
    """(channel, products) through which a producer's public products are sold on `day`."""
    listings = Listing.objects.to_show(day).filter(product__producer=producer, product__in_catalogue=True)
    return [
        (channel, list(dict.fromkeys(listing.product for listing in rows)))
        for channel, rows in groupby(listings.for_list(), key=lambda listing: listing.channel)
    ]


def support_of(producer):
    """A producer's support that may be published, newest first."""
    return Support.objects.released().filter(producer=producer).for_list()


def events_of(producer):
    """Events in which a producer took part, newest first."""
    return [row.event for row in Participation.objects.filter(producer=producer).for_list()[:EVENTS_SHOWN]]


def trade_of(place, producers):
    """Figures of a place: published support of its `producers` (keys), their markets and events.

    `channels` are those that sell most of their products, each with the number `sold`.
    """
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
    listed = Listing.objects.to_show().filter(product__producer__in=producers, product__in_catalogue=True)
    channels = listed.order_by().values("channel__name").annotate(sold=Count("product", distinct=True))
    return (
        totals
        | exported
        | {
            "events": events.for_list()[:EVENTS_SHOWN],
            "channels": channels.order_by("-sold", "channel__name_order")[:CHANNELS_SHOWN],
        }
    )
