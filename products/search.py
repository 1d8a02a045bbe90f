"""Finding products by words: of the product, its producer, its place under the old and the new name, or a code.

Accents and case do not matter. Every word must be found, each anywhere; only when nothing holds them
all may words be nearly right. All look-ups go through the trigram indexes of the name keys.
"""

import re
from functools import cache

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Greatest
from django.utils.html import format_html, format_html_join

from ocop.models import Place, Succession
from ocop.vietnamese import fold
from producers.models import Producer
from products.gs1 import spellings
from products.models import Product
from ratings.code import normalise_code
from ratings.models import Recognition

MAX_WORDS = 8
# Of the trigrams of a mistyped word: "cuogn" shares half of its own with "Cương", "dihn" two of five with "Đinh".
NEARLY = 0.4
# A product called so stands before one whose producer is called so.
LESS = 0.9
_WORD = re.compile(r"\w+")
_CODE = re.compile(r"[\d\s.-]{4,}")


def words_of(text):
    """The words that are looked for, without accents; at most eight."""
    return _WORD.findall(fold(text))[:MAX_WORDS]


@cache
def _plain(sign):
    return fold(sign)[:1] or sign


def marked(text, words):
    """Return `text` as HTML in which every word that begins with one of `words` stands in <mark> so far.

    `words` come from `words_of`; accents and case of `text` do not matter, as in the search itself.
    """
    if not words:
        return text
    # One sign for each sign, so that places in the two are the same.
    plain = "".join(map(_plain, text))
    begins = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})")
    parts, end = [], 0
    for match in begins.finditer(plain):
        parts += [(text[end : match.start()], False), (text[match.start() : match.end()], True)]
        end = match.end()
    parts.append((text[end:], False))
    return format_html_join(
        "", "{}", [(format_html("<mark>{}</mark>", part) if hit else part,) for part, hit in parts]
    )


def found(products, text):
    """Return (the keys of those `products` that `text` finds, whether its words were taken as nearly right).

    They are where nothing among `products` holds every word. Must run in a transaction: what counts as
    nearly right is a setting of it.
    """
    words = words_of(text)
    exact = _keys(products, _by_code(text) | _by_words(words, "regex", r"\m{}"))
    if exact or not words:
        return exact, False
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NEARLY)])
    return _keys(products, _by_words(words, "trigram_word_similar", "{}")), True


def _keys(products, condition):
    return list(products.filter(condition).order_by().values_list("pk", flat=True))


def among(keys):
    """A condition on products by many keys: one constant, where IN would be parsed key by key in each query."""
    array = Value(f"{{{','.join(map(str, keys))}}}", output_field=TextField())
    return Func(
        F("pk"),
        array,
        template="%(expressions)s::bigint[])",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def likeness(text):
    """An expression that grows with how much the product's or the producer's name is like `text`."""
    phrase = " ".join(words_of(text))
    return Greatest(
        TrigramWordSimilarity(phrase, "name_key"),
        TrigramWordSimilarity(phrase, "producer__name_key") * Value(LESS),
    )


def _by_words(words, lookup, pattern):
    """A condition that each word is found in a name of the product, its producer or one of its places."""
    condition = Q() if words else Q(pk__in=[])
    for word in words:
        name = {f"name_key__{lookup}": pattern.format(word)}
        # The keys themselves: as a subquery they would be looked up once for every way in which a place matters.
        places = list(Place.objects.filter(**name).order_by().values_list("pk", flat=True))
        producers = Producer.objects.filter(
            Q(pk__in=Producer.objects.filter(**name).values("pk")) | _in_places(places)
        )
        condition &= (
            Q(pk__in=Product.objects.filter(**name).values("pk"))
            | Q(producer__in=producers.values("pk"))
            | Q(name_en__iregex=rf"\m{word}")
        )
    return condition


def _in_places(places):
    """A condition on producers: at one of `places`, inside it, or at what became of it."""
    became = Succession.objects.values("new")
    return (
        Q(place__in=places)
        | Q(place__province__in=places)
        | Q(former_place__in=places)
        | Q(former_place__parent__in=places)
        | Q(former_place__province__in=places)
        | Q(place__in=became.filter(old__in=places))
        | Q(place__in=became.filter(old__parent__in=places))
        | Q(place__in=became.filter(old__province__in=places))
    )


def _by_code(text):
    """A condition on the recognition's code, the legal product code or the GTIN; nothing for a text that is no code."""
    if code := normalise_code(text):
        return Q(pk__in=Recognition.objects.filter(code=code).values("product"))
    if not _CODE.fullmatch(text.strip()):
        return Q(pk__in=[])
    digits = re.sub(r"\D", "", text)
    return Q(code__startswith=re.sub(r"[\s.]", "", text)) | Q(gtin__in=spellings(digits))
