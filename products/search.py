"""Finding products by words: of the product, its producer, its kind, its place under the old and the new name, or a code.

Accents and case do not matter. Every word must be found, each at the beginning of a word of the entry; only
when no entry has them all may words be nearly right. All look-ups go through indexes of the entries.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramSimilarity,
    TrigramWordSimilarity,
)
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.utils.html import format_html, format_html_join

from ocop.vietnamese import fold
from products.gs1 import spellings
from products.models import Product
from ratings.code import normalise_code
from ratings.models import CatalogueEntry, CatalogueWord, Recognition

MAX_WORDS = 8
# Of the trigrams of a mistyped word: "cuogn" shares half of its own with "Cương", "dihn" two of five with "Đinh".
NEARLY = 0.4
MEANT = 12  # words that one mistyped word may stand for
NUMBERED = 1000  # products that the beginning of a code may name
# Kinds of places may be written before their names and are not part of them.
KINDS = re.compile(r"\b(?:xa|phuong|thi tran|thi xa|huyen|quan|tinh|thanh pho|dac khu)\s+(?=\w)")
_WORD = re.compile(r"[^\W_]+")
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


@dataclass(frozen=True)
class Found:
    """What a search finds: products by their keys, or entries by a query of their words."""

    keys: tuple[int, ...] = ()
    query: str = ""
    # The words that were found instead, where those that were asked for are nowhere together.
    instead: tuple[str, ...] = ()

    @property
    def nearly(self):
        """Whether words were taken as nearly right."""
        return bool(self.instead)

    @property
    def condition(self):
        """The condition on entries."""
        return Q(words=self._query) if self.query else Q(among(self.keys))

    @property
    def rank(self):
        """An expression that grows with how much of the name, then of maker, place and kind was meant."""
        return SearchRank("words", self._query)

    @property
    def _query(self):
        return SearchQuery(self.query, config="simple", search_type="raw")


def among(keys):
    """A condition on rows by many keys, or by none: one constant, where IN would be parsed key by key in each query."""
    array = Value(f"{{{','.join(map(str, keys))}}}", output_field=TextField())
    return Func(
        F("pk"),
        array,
        template="%(expressions)s::bigint[])",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def found(text):
    """What `text` finds among the entries of public products."""
    if keys := _numbered(text):
        return Found(keys=keys)
    words = words_of(text)
    for tried in (words, words_of(KINDS.sub("", fold(text)))):
        query = " & ".join(f"{word}:*" for word in tried)
        if tried and _any(query):
            return Found(query=query)
    meant = [_meant(word) for word in words]
    query = " & ".join(f"({' | '.join(each)})" for each in meant)
    if words and all(meant) and _any(query):
        return Found(query=query, instead=tuple(word for each in meant for word in each))
    return Found()


def best(text, most):
    """The keys of the public products that `text` means best; at most so many."""
    it = found(text)
    entries = CatalogueEntry.objects.public().filter(it.condition)
    order = [it.rank.desc()] if it.query else []
    return list(entries.order_by(*order, "name_order", "pk").values_list("pk", flat=True)[:most])


def _any(query):
    """Whether an entry has these words."""
    return CatalogueEntry.objects.public().filter(Found(query=query).condition).exists()


def _meant(word):
    """Words of the catalogue that are nearly `word`, the most similar first."""
    near = CatalogueWord.objects.annotate(near=TrigramWordSimilarity(word, "word")).filter(near__gte=NEARLY)
    similar = near.annotate(like=TrigramSimilarity("word", word)).values_list("word", "like").distinct()
    return [each for each, _like in similar.order_by("-like", "word")[:MEANT]]


def _numbered(text):
    """The keys of products with the recognition's code, the legal product code so begun, or the GTIN."""
    if code := normalise_code(text):
        numbered = Q(pk__in=Recognition.objects.filter(code=code).values("product"))
    elif _CODE.fullmatch(text.strip()):
        digits = re.sub(r"\D", "", text)
        numbered = Q(code__startswith=re.sub(r"[\s.]", "", text)) | Q(gtin__in=spellings(digits))
    else:
        return ()
    return tuple(Product.objects.public().filter(numbered).order_by().values_list("pk", flat=True)[:NUMBERED])
