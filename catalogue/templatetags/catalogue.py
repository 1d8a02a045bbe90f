"""Products and recognitions as the partials of templates/ui/ want them."""

from django import template

from catalogue.cards import card, first_shown, sources_of
from products.prices import format_price
from ratings.decisions import recognition_text

register = template.Library()


# How wide a picture is shown, for the browser to choose the file by.
PAGE = "(max-width: 64rem) 100vw, 34rem"


@register.inclusion_tag("ui/card.html")
def product_card(product, level=3):
    """A card for a product from catalogue.cards.for_cards."""
    return card(product, level)


@register.inclusion_tag("ui/photo.html")
def product_picture(product):
    """The first photograph of a product from catalogue.product_page.for_page, or the drawing of its set."""
    photo = first_shown(product.pictures)
    picture = {"alt": photo.alt if photo else "", "set_number": product.product_set_id, "eager": True}
    picture["large"] = photo.large if photo else ""
    return picture | {"sizes": PAGE} | sources_of(photo)


@register.inclusion_tag("products/_gallery.html")
def further_pictures(product):
    """The photographs after the first."""
    return {"photos": [photo for photo in product.pictures if photo.renditions][1:]}


@register.inclusion_tag("products/_label.html")
def label_as_judged(labels):
    """The label as the council saw it, to hold beside the one in one's hand; nothing where there is no picture."""
    return {"photo": first_shown(labels)}


@register.inclusion_tag("ui/badge.html")
def recognition_badge(recognition):
    """The badge of a recognition with its state."""
    return recognition_text.badge_of(recognition)


@register.filter
def is_over(recognition):
    """Whether the star is gone, or not there yet."""
    return recognition_text.is_over(recognition)


@register.filter
def is_in_force(recognition):
    """Whether the stars hold today: of all others they are not shown in gold."""
    return recognition_text.is_in_force(recognition)


@register.filter
def corrected(recognition):
    """By which decision it was corrected, and what; empty if by none."""
    return recognition_text.correction_of(recognition)


@register.filter
def provenance(recognition):
    """From what a recognition that was not issued here is recorded, and whether its document was seen."""
    return recognition_text.provenance_of(recognition)


@register.filter
def in_a_sentence(recognition):
    """Stars, decision and state of a recognition in a sentence."""
    return recognition_text.sentence_of(recognition)


@register.simple_tag
def price_of(product):
    """What it costs, in words; empty where nobody stated it."""
    return format_price(product)


@register.filter
def meaning(stars):
    """What a number of stars says, in a sentence."""
    return recognition_text.meaning_of(stars)


@register.filter
def authority(decision):
    """Who signed a decision, in words."""
    return recognition_text.authority_of(decision)
