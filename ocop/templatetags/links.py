"""Links that are shown only where their page opens for the reader."""

from django import template
from django.utils.html import conditional_escape, format_html

from ocop.opening import opening

register = template.Library()


@register.simple_tag
def linked(user, address, text, *others):
    """The text, as a link to the first of the addresses that opens for `user`; without a link where none does."""
    addresses = [each for each in (address, *others) if each]
    found = opening(user, addresses)
    for each in addresses:
        if each in found:
            return format_html('<a href="{}">{}</a>', each, text)
    return conditional_escape(text)


@register.simple_tag
def open_to(user, rows, *paths):
    """The addresses, such as “decision.get_desk_url” of each row, that open for `user`; a query for each kind of page."""
    found = [_at(row, path) for row in rows for path in paths]
    return opening(user, filter(None, found))


def _at(row, path):
    """What a path of attributes leads to, called if it is a method; None where one of them is."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row() if callable(row) else row
