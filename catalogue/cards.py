"""Cards of products in lists; each is rendered once and then taken from the cache."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, OuterRef, Q, TextField, When
from django.db.models.expressions import RawSQL
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.cache import CatalogueCache
from catalogue.words import highlight
from ocop.templatetags.language import in_language
from ocop.values.dates import today
from products.models import Certification, Product, Scheme
from ratings.decisions import recognition_text
from ratings.decisions.models import awaiting_on

# The `sizes` of the picture, from which the browser chooses a file; a dense screen needs twice as many pixels.
SIZES = "(max-width: 30rem) 8rem, (max-width: 40rem) 50vw, 19rem"
WIDEST = 640  # pixels
# Names of the former units at a product's place, each with the units above it.
FORMER_UNITS = RawSQL(
    "ARRAY(SELECT concat_ws(', ', old.name, above.name, top.name)"
    " FROM (SELECT producers_producer.former_place_id UNION SELECT catalogue_before(producers_producer.place_id)) was (id)"
    " JOIN ocop_place old ON old.id = was.id"
    " LEFT JOIN ocop_place above ON above.id = old.parent_id AND above.id <> old.province_id"
    " LEFT JOIN ocop_place top ON top.id = old.province_id AND top.id <> old.id ORDER BY old.name_order, old.id)",
    [],
    output_field=ArrayField(TextField()),
)
# Schemes whose names fit on a card.
MARKS = [
    Scheme.HACCP,
    Scheme.ISO_22000,
    Scheme.FSSC_22000,
    Scheme.VIETGAP,
    Scheme.GLOBALGAP,
    Scheme.GMP,
    Scheme.GACP_WHO,
    Scheme.HALAL,
]


def for_cards(products):
    """Products with what a card shows: one query, and one for the photographs.

    `entry.latest` is the latest recognition; `awaiting` says whether its result is awaited (article 12.3); `marking`
    lists the schemes of certificates valid today.
    """
    papers = Certification.objects.valid_on().filter(
        Q(product=None) | Q(product=OuterRef("pk")), producer=OuterRef("producer"), scheme__in=MARKS
    )
    return (
        products.select_related(
            "producer__place__province", "producer__former_place", "product_set", "entry__recognition"
        )
        .defer("story", "story_en", "ingredients", "producer__story", "producer__story_en", "entry__words")
        .annotate(
            marking=ArraySubquery(papers.order_by("scheme").values("scheme")),
            awaiting=Case(When(awaiting_on(today(), "entry__recognition__"), then=True), default=False),
        )
        .prefetch_related("photos")
    )


def cards_of(keys, cache: CatalogueCache, *, words=(), number="", level=3) -> list[str]:
    """The cards of products as HTML, in the order of their keys; `words` or the `number` searched for are highlighted.

    One query and its prefetches for all that are not in the cache; none for the others.
    """

    def render(missing):
        products = for_cards(Product.objects.public().filter(pk__in=missing))
        products = products.annotate(were=FORMER_UNITS) if words else products
        return {
            product.pk: render_to_string("ui/card.html", card(product, level, words, number))
            for product in products
        }

    cards = cache.get_or_set_many("card", keys, tuple(words), number, level, compute=render)
    return [cards[key] for key in keys if key in cards]


def card(product, level=3, words=(), number=""):
    """The context of ui/card.html, for a product of for_cards()."""
    producer, recognition = product.producer, product.entry.latest_with(product.awaiting)
    if recognition and not recognition_text.is_over(recognition):
        product.decided_name = recognition.name
    shown = {
        "url": product.get_absolute_url(),
        "title": in_language(highlight(product.title, words), highlight(product.name_en, words)),
        "text": in_language(highlight(producer.name, words), highlight(producer.name_en, words)),
        "place": in_language(highlight(place_line(producer.place), words)),
        "with_picture": True,
        "set_number": product.product_set_id,
        "level": level,
        "marks": [Scheme(mark).label for mark in dict.fromkeys(product.marking)],
        "sizes": SIZES,
    } | small_sources_of(first_shown(product.photos.all()))
    shown["why"] = number_found(number) or why_found(shown, product, words)
    if recognition is None:
        return shown | {"badge_kind": "none", "badge_word": recognition_text.UNCONFIRMED}
    badge = recognition_text.badge_of(recognition)
    return shown | {
        "stars": recognition.stars,
        "badge_kind": badge["kind"],
        "badge_word": badge["word"],
        "badge_until": badge.get("until"),
        "badge_since": badge.get("since"),
        "gone": recognition_text.is_over(recognition),
        "unsure": not recognition_text.is_over(recognition) and not recognition_text.is_in_force(recognition),
    }


def number_found(number):
    """The code or barcode number that was searched for, as the card shows none."""
    return format_html("{} <mark>{}</mark>", _("Code or number"), number) if number else ""


def why_found(shown, product, words):
    """The line that matched where the card does not show it (kind of product, former place), or an empty text."""
    if not words or any("<mark>" in shown[name] for name in ("title", "text", "place")):
        return ""
    kind = product.product_set
    english = [kind.name_en, kind.group_en] if kind and get_language() != "vi" else []
    vietnamese = [kind.name_vi, kind.group_vi] if kind else []
    lines = [highlight(line, words) for line in english]
    lines += [in_language(highlight(line, words)) for line in (*vietnamese, *product.were)]
    best = max(lines, key=lambda line: line.count("<mark>"), default="")
    return best if "<mark>" in best else ""


def place_line(place):
    """A place and its province on one line."""
    if place.pk == place.province_id:
        return place.full_name
    return f"{place.full_name}, {place.province.full_name}"


def first_shown(photos):
    """The first photograph that has renditions, or None."""
    return next((photo for photo in photos if photo.renditions), None)


def sources_of(photo):
    """URLs of a photograph by format, for ui/photo.html."""
    if photo is None:
        return {}
    return {name: getattr(photo, name) for name in ("src", "jpeg", "avif", "webp", "focus")}


def small_sources_of(photo):
    """The same for a card: no wider than it is shown, and one JPEG as fallback.

    A list has 24 cards, and these URLs were a quarter of its bytes.
    """
    if photo is None:
        return {}
    formats = {name: photo.srcset(name, WIDEST) for name in ("avif", "webp")}
    return formats | {"src": photo.src, "focus": photo.focus}
