"""Suggestions while somebody types into a search box: products, producers, places and product sets.

Each word must begin a word of a name; accents and case do not matter. One query a kind. Words of three letters or more
use the trigram indexes (infix), shorter ones the beginning of a name. At most a few hundred names are ranked, so that a
common word costs no more in a large register.
"""

import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.recognitions import with_current_recognition
from catalogue.words import highlight, search_words
from ocop.models import Place, PlaceLevel
from ocop.models.place_name import as_called_now, without_kinds
from ocop.templatetags.language import in_language
from ocop.values.vietnamese import fold
from producers.models import Producer
from products.models import Product, ProductSet
from ratings.scoring.models.result import format_stars

LEAST = 2  # letters
MOST = 8
BESIDES = 2  # of each kind other than products
NAMED = 3  # of the units that a former one became
WEIGHED = 200
LONGEST = 100  # letters


class Suggestion(NamedTuple):
    """A link: URL, highlighted title, and a note that distinguishes it."""

    url: str
    title: str
    note: str


class Kind(NamedTuple):
    label: str
    suggestions: list[Suggestion]


def suggestions_for(text):
    """Suggestions for `text` by kind, eight in all; empty for less than two letters."""
    words = search_words(text[:LONGEST])
    if len("".join(words)) < LEAST:
        return []
    besides = [
        Kind(_("Producers"), _producers(words)),
        Kind(_("Places"), _places(words)),
        Kind(_("Product sets"), _sets(words)),
    ]
    room = MOST - sum(len(kind.suggestions) for kind in besides)
    return [kind for kind in (Kind(_("Products"), _products(words)[:room]), *besides) if kind.suggestions]


def _holding(words):
    """A condition on rows with `name_key`: every word begins a word of it."""
    condition = Q()
    for word in words:
        short = Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
        condition &= short if len(word) < 3 else Q(name_key__regex=rf"\m{word}")
    return condition


def _weighed(rows, words):
    """A condition on rows: their name is `words`, or they are among a few hundred that contain them."""
    same = rows.filter(name_key=" ".join(words)).order_by().values("pk")[:MOST]
    return Q(pk__in=same.union(rows.filter(_holding(words)).order_by().values("pk")[:WEIGHED]))


def _nearness(words):
    """A sort key: 0 for the exact name, 1 for names that begin with the words, 2 for others."""
    phrase = " ".join(words)
    return Case(When(name_key=phrase, then=0), When(name_key__startswith=phrase, then=1), default=2)


def _products(words):
    """Public products, those in force first."""
    rows = with_current_recognition(Product.objects.filter(_weighed(Product.objects.public(), words)))
    in_force_first = Case(When(stars=None, then=1), default=0)
    best = rows.select_related("producer").order_by(
        in_force_first, _nearness(words), F("stars").desc(), "name_order", "pk"
    )
    return [_product(row, words) for row in best[:MOST]]


def _product(row, words):
    stars = format_stars(row.stars) if row.stars else _("no stars in force")
    maker = in_language(row.producer.name, row.producer.name_en)
    return Suggestion(row.get_absolute_url(), _name(row, words), format_html("{} · {}", stars, maker))


def _name(row, words):
    """The name in the language of the page, or the Vietnamese one if only that contains what was typed."""
    english = row.name_en if _begin_in(words, row.name_en) else ""
    return in_language(highlight(getattr(row, "title", row.name), words), highlight(english, words))


def _producers(words):
    """Producers with public products."""
    best = (
        Producer.objects.filter(_weighed(Producer.objects.public(), words))
        .select_related("place")
        .order_by(_nearness(words), "name_order", "pk")
    )
    return [
        Suggestion(
            row.get_absolute_url(),
            _name(row, words),
            in_language(row.place.full_name),
        )
        for row in best[:BESIDES]
    ]


def _places(words):
    """Provinces, and smaller places with producers."""
    named = search_words(as_called_now(without_kinds(" ".join(words))))
    today_it_is = JSONBAgg(
        JSONObject(**{name: f"succeeded_by__new__{name}" for name in ("code", "level", "kind", "name")}),
        filter=Q(succeeded_by__new__valid_until=None, succeeded_by__isnull=False),
        default=[],
    )
    best = (
        Place.objects.filter(_holding(named), _with_producers())
        .annotate(became=today_it_is)
        .select_related("province")
        .order_by(
            _nearness(named),
            Case(When(level=PlaceLevel.PROVINCE, then=0), default=1),
            F("valid_until").desc(nulls_first=True),
            "name_order",
            "pk",
        )
    )
    # A unit that kept its name in a merger is one suggestion, not two.
    others = [row for row in best[: 3 * BESIDES] if row.name not in {unit["name"] for unit in row.became}]
    return [_place(row, named) for row in others[:BESIDES]]


def _with_producers():
    """A condition on places: provinces, former districts, and communes with producers today."""
    here = Producer.objects.filter(place=OuterRef("pk"))
    there = Producer.objects.filter(place__preceded_by__old=OuterRef("pk"))
    return ~Q(level=PlaceLevel.COMMUNE) | Exists(here) | Exists(there)


def _place(row, words):
    """A place in force with a link to its products; a former one with its page, as what it became may be far larger."""
    title = in_language(highlight(row.full_name, words))
    if row.valid_until is None and row.level != PlaceLevel.DISTRICT:
        note = "" if row.pk == row.province_id else in_language(row.province.full_name)
        return Suggestion(_list([(row.level, row.code)]), title, note)
    became = [Place(**unit).full_name for unit in row.became]
    names = in_language(", ".join(became[:NAMED] + ["…"] * (len(became) > NAMED)))
    note = format_html(_("now {places}"), places=names) if became else _("former unit")
    return Suggestion(row.get_absolute_url(), title, note)


def _sets(words):
    """Product sets with public products, by the name of the set or group in either language."""
    rows = ProductSet.objects.filter(Exists(Product.objects.public().filter(product_set=OuterRef("pk"))))
    found = [row for row in rows if _begin_in(words, row.name_vi, row.group_vi, row.name_en, row.group_en)]
    # Whole words before beginnings (“chè” before “chế biến”), and a set's own name before its group's.
    found.sort(
        key=lambda row: (
            not _begin_in(words, row.name_vi, row.name_en, whole=True),
            not _begin_in(words, row.name_vi, row.name_en),
        )
    )
    return [
        Suggestion(_list([("set", row.pk)]), highlight(row.name, words), highlight(row.group, words))
        for row in found[:BESIDES]
    ]


def _begin_in(words, *names, whole=False):
    """Whether one of `names` has, for each word, a word that begins with it (or is it, if `whole`)."""
    end = r"\b" if whole else ""
    keys = [fold(name) for name in names]
    return any(all(re.search(rf"\b{word}{end}", key) for word in words) for key in keys)


def _list(asked):
    """The URL of the catalogue with (name, value) parameters."""
    return f"{reverse('product-list')}?{urlencode(asked)}"
