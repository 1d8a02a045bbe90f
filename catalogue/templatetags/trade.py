"""Template tags: sales, markets, support and events on public pages."""

from django import template

from catalogue import trade

register = template.Library()


@register.inclusion_tag("catalogue/_producer_channels.html")
def channels_of(producer):
    return {"channels": trade.channels_of_producer(producer)}


@register.inclusion_tag("catalogue/_producer_markets.html")
def markets_of(producer):
    return {"markets": trade.markets_of_producer(producer)}


@register.inclusion_tag("catalogue/_producer_support.html")
def support_of(producer):
    return {"support": trade.support_of(producer)}


@register.inclusion_tag("catalogue/_events.html")
def events_of(producer):
    return {"events": trade.events_of(producer)}
