"""Partials of templates/ui/ that take many arguments, as tags: `{% photo each "20rem" whole=True %}`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("ui/photo.html")
def photo(
    shown: Any, sizes: str, whole: bool = False, linked: bool = False, alt: str | None = None
) -> dict[str, Any]:
    """A photograph, cut as its focus says or `whole`; `linked` leads to its largest picture; `alt` replaces its own."""
    return {
        "src": shown.src,
        "avif": shown.avif,
        "webp": shown.webp,
        "focus": "" if whole else shown.focus,
        "large": shown.large if linked else "",
        "alt": shown.alt if alt is None else alt,
        "sizes": sizes,
        "whole": whole,
    }


@register.inclusion_tag("ui/option.html")
def option(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """An option with its radio, of the field `name`; `row` has the values that ui/option.html names."""
    return {"name": name} | dict(row)


@register.inclusion_tag("ui/search.html")
def search_box(
    id: str,
    action: str,
    label: str,
    value: str = "",
    hint: str = "",
    size: str = "large",
    suggest: str = "",
    keep: Iterable[tuple[str, str]] = (),
    button: str = "",
) -> dict[str, Any]:
    """A search field; see ui/search.html."""
    return {
        "id": id,
        "action": action,
        "label": label,
        "value": value,
        "hint": hint,
        "size": size,
        "suggest": suggest,
        "keep": keep,
        "button": button,
    }


@register.inclusion_tag("ui/card.html")
def card(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A card with the values that ui/card.html names."""
    return values
