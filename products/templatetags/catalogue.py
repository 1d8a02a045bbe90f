"""Products and recognitions as the partials of templates/ui/ want them."""

from django import template

from ocop.templatetags.language import in_language
from products.search import marked
from ratings import wording

register = template.Library()


# How wide a picture is shown, for the browser to choose the file by.
CARD = "(max-width: 30rem) 8rem, (max-width: 40rem) 50vw, 19rem"
PAGE = "(max-width: 64rem) 100vw, 34rem"


@register.inclusion_tag("ui/card.html")
def product_card(product, level=3, words=()):
    """A card for a product from products.catalogue.for_cards; `words` that were looked for are marked."""
    producer = product.producer
    card = {
        "url": product.get_absolute_url(),
        "title": in_language(marked(product.name, words), marked(product.name_en, words)),
        "text": in_language(marked(producer.name, words), marked(producer.name_en, words)),
        "place": in_language(marked(place_line(producer.place), words)),
        "with_picture": True,
        "set_number": product.product_set_id,
        "level": level,
        "marks": marks_of(product),
        "sizes": CARD,
    } | sources_of(first_shown(product.photos.all()))
    if not product.latest:
        return card | {"badge_kind": "none", "badge_word": wording.UNCONFIRMED}
    recognition = product.latest[0]
    badge = wording.badge_of(recognition)
    return card | {
        "stars": recognition.stars,
        "badge_kind": badge["kind"],
        "badge_word": badge["word"],
        "badge_until": badge.get("until"),
        "badge_since": badge.get("since"),
        "gone": not wording.is_in_force(recognition),
    }


@register.inclusion_tag("ui/photo.html")
def product_picture(product):
    """The first photograph of a product, or the drawing of its set."""
    photo = first_shown(product.photos.all())
    picture = {"alt": photo.alt if photo else "", "set_number": product.product_set_id, "eager": True}
    picture["large"] = photo.large if photo else ""
    return picture | {"sizes": PAGE} | sources_of(photo)


@register.inclusion_tag("products/_gallery.html")
def further_pictures(product):
    """The photographs after the first."""
    return {"photos": [photo for photo in product.photos.all() if photo.renditions][1:]}


@register.inclusion_tag("products/_label.html")
def label_as_judged(product):
    """The label as the council saw it, to hold beside the one in one's hand; nothing where there is no picture."""
    photo = first_shown(photo for photo in product.photos.all() if photo.is_label)
    return {"photo": photo}


@register.inclusion_tag("ui/badge.html")
def recognition_badge(recognition):
    """The badge of a recognition with its state."""
    return wording.badge_of(recognition)


@register.filter
def is_over(recognition):
    """Whether the recognition is not in force."""
    return not wording.is_in_force(recognition)


@register.filter
def in_a_sentence(recognition):
    """Stars, decision and state of a recognition in a sentence."""
    return wording.sentence_of(recognition)


@register.filter
def meaning(stars):
    """What a number of stars says, in a sentence."""
    return wording.meaning_of(stars)


def place_line(place):
    """A place on one line, up to its province."""
    if place.pk == place.province_id:
        return place.full_name
    return f"{place.full_name}, {place.province.full_name}"


def marks_of(product):
    """The certificates on a card, each scheme once."""
    held = [mark for mark in product.producer.marking if mark.product_id in (None, product.pk)]
    return list(dict.fromkeys(mark.get_scheme_display() for mark in held))


@register.filter
def authority(decision):
    """Who signed a decision, in words."""
    return wording.authority_of(decision)


def first_shown(photos):
    """The first photograph that has renditions, or None."""
    return next((photo for photo in photos if photo.renditions), None)


def sources_of(photo):
    """Addresses of a photograph in each format, for ui/photo.html."""
    if photo is None:
        return {}
    return {name: getattr(photo, name) for name in ("src", "jpeg", "avif", "webp", "focus")}
