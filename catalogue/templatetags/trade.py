"""Where products are sold and what producers received, on public pages."""

from django import template

from catalogue import trade

register = template.Library()


@register.inclusion_tag("producers/_channels.html")
def channels_of(producer):
    """Where the producer's products are sold."""
    return {"channels": trade.channels_of_producer(producer)}


@register.inclusion_tag("producers/_markets.html")
def markets_of(producer):
    """Countries to which the producer's products go."""
    return {"markets": trade.markets_of_producer(producer)}


@register.inclusion_tag("producers/_support.html")
def support_of(producer):
    """Support that may be shown."""
    return {"support": trade.support_of(producer)}


@register.inclusion_tag("producers/_events.html")
def events_of(producer):
    """Trade events in which the producer took part."""
    return {"events": trade.events_of(producer)}
