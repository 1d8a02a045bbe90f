"""Several places one after the other, from the smallest to the largest: “Xã Tân Cương, Tỉnh Thái Nguyên”."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join

from ocop.models import Place
from ocop.templatetags.language import in_language

register = template.Library()


@register.filter
def place_names(places: Iterable[Place]) -> str:
    """The full names of places in the language of the page."""
    return format_html_join(", ", "{}", ((in_language(place.full_name),) for place in places))


@register.filter
def place_links(places: Iterable[Place]) -> str:
    """The same, each a link to its public page."""
    links = ((place.get_absolute_url(), in_language(place.full_name)) for place in places)
    return format_html_join(", ", '<a href="{}">{}</a>', links)
