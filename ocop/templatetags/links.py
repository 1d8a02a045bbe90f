"""Template tags for links that are shown only if the reader may open their page."""

from django import template
from django.utils.html import conditional_escape, format_html

from ocop.pages.opening import opening

register = template.Library()


@register.simple_tag
def linked(user, address, text, *others):
    """The text as a link to the first of the addresses that `user` may open; plain text if none."""
    addresses = [each for each in (address, *others) if each]
    found = opening(user, addresses)
    for each in addresses:
        if each in found:
            return format_html('<a href="{}">{}</a>', each, text)
    return conditional_escape(text)


@register.simple_tag
def open_to(user, rows, *paths):
    """URLs such as “decision.get_desk_url” of each row that `user` may open; one query for each kind of page."""
    found = [_at(row, path) for row in rows for path in paths]
    return opening(user, filter(None, found))


def _at(row, path):
    """The value at a path of attributes, with methods called; None if one on the way is."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row() if callable(row) else row
