"""Template tags: products and recognitions for the partials of templates/ui/."""

from django import template

from catalogue.cards import card, first_shown, sources_of
from products.prices import format_price
from ratings.decisions import recognition_text
from ratings.decisions.models import Recognition

register = template.Library()


# The `sizes` of the picture on a product's page.
PAGE = "(max-width: 64rem) 100vw, 34rem"


@register.inclusion_tag("ui/card.html")
def product_card(product, level=3):
    """The card of a product of cards.for_cards()."""
    return card(product, level)


@register.inclusion_tag("ui/photo.html")
def product_picture(product):
    """The first photograph of a product of product_page.for_page(), or the drawing of its set."""
    photo = first_shown(product.pictures)
    picture = {"alt": photo.alt if photo else "", "set_number": product.product_set_id, "eager": True}
    picture["large"] = photo.large if photo else ""
    return picture | {"sizes": PAGE} | sources_of(photo)


@register.inclusion_tag("catalogue/_gallery.html")
def further_pictures(product):
    return {"photos": [photo for photo in product.pictures if photo.renditions][1:]}


@register.inclusion_tag("catalogue/_label.html")
def label_as_judged(labels):
    """The label that the council saw, to compare with the label in one's hand; empty without a photograph."""
    return {"photo": first_shown(labels)}


@register.inclusion_tag("ui/badge.html")
def recognition_badge(recognition):
    return recognition_text.badge_of(recognition)


@register.filter
def standing(recognition: Recognition | None) -> dict[str, str] | None:
    """The notice above a product's latest stars, for ui/notice.html, or None."""
    return recognition_text.standing_of(recognition) if recognition else None


@register.filter
def is_over(recognition):
    """Whether the star is over, or has not begun."""
    return recognition_text.is_over(recognition)


@register.filter
def is_in_force(recognition):
    """Whether the stars are in force; others are not shown in gold."""
    return recognition_text.is_in_force(recognition)


@register.filter
def corrected(recognition):
    """The decision that corrected it and what it changed; empty if none did."""
    return recognition_text.correction_of(recognition)


@register.filter
def provenance(recognition):
    """The source of a recorded recognition, and whether its document was checked."""
    return recognition_text.provenance_of(recognition)


@register.filter
def in_a_sentence(recognition):
    return recognition_text.sentence_of(recognition)


@register.simple_tag
def price_of(product):
    """The price, formatted; empty where none is stated."""
    return format_price(product)


@register.filter
def meaning(stars):
    return recognition_text.meaning_of(stars)


@register.filter
def authority(decision):
    """Who signed a decision."""
    return recognition_text.authority_of(decision)


@register.filter
def province_then(decision):
    """The name, on the day of signing, of the province that decided."""
    return decision.place.name_on(decision.signed_on)
