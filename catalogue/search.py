"""Search for products by words: of the product, its producer, its kind, its place under the old or new name, or a number.

Accents and case do not matter. Every word must be found, each at the beginning of a word of the entry; only
when no entry has them all may words be nearly right. Every query is answered by the GIN index on `CatalogueEntry.words`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BooleanField, Case, ExpressionWrapper, F, OrderBy, Q, Value, When
from django.db.models.expressions import Combinable
from rapidfuzz.distance import OSA

from catalogue.cache import CatalogueCache
from catalogue.models import CatalogueEntry, CatalogueWord
from catalogue.words import LONGEST, MAX_WORDS, search_words
from ocop.models.place_name import as_called_now, split_at_kinds, without_kinds
from ocop.values.vietnamese import clean
from ratings.decisions.recognition_code import normalise_code

SHORTEST = 4  # digits
MAX_CORRECTIONS = 12  # of one word
_CODE = re.compile(r"[\d\s.\u2010-\u2015-]{4,}")
# No row has it, and yet the query is run (unlike none()): counts need their zeros.
NOTHING = ExpressionWrapper(Value(False), output_field=BooleanField())


@dataclass(frozen=True)
class SearchResult:
    """How a text was read, as a query (tsquery) on the words of entries; without a query it matches nothing."""

    text: str = ""
    query: str = ""
    words: tuple[str, ...] = ()  # to highlight; none where a number was found
    is_approximate: bool = False  # the words are close to those of the text, which no entry has all of

    @property
    def is_number(self) -> bool:
        """Whether the text is a recognition code, a product code or a barcode number."""
        return bool(self.query) and not self.words

    @property
    def condition(self) -> Q:
        """The condition on entries."""
        return Q(words=_Lexemes(self.query)) if self.query else Q(NOTHING)

    def ranking(self) -> list[str | Combinable | OrderBy]:
        """Expressions that order the matches, best first.

        The exact name, then names that begin with the text, then entries with all words side by side, then with whole
        words, then by the weight of the matched words (name, producer, place, kind); among equals, names with the
        accents that were typed come first.
        """
        phrase = " ".join(search_words(self.text))
        nearness = Case(
            When(product__name_key=phrase, then=0),
            When(product__name_key__startswith=phrase, then=1),
            When(words=_Lexemes(" <-> ".join(self.words)), then=2) if self.words else When(NOTHING, then=2),
            When(words=_Lexemes(_whole(self.query)), then=3),
            default=4,
        )
        # Without kinds of places: “tỉnh” is no reason to show “tinh dầu” first.
        plain = " & ".join(f"{word}:*" for word in self.words)
        weight = SearchRank(F("words"), _Lexemes(self.query if self.is_approximate else plain or self.query))
        accents = Case(When(product__name__icontains=clean(self.text), then=0), default=1)
        return [nearness, weight.desc(), accents, "name_order", "pk"]


class _Lexemes(SearchQuery):
    """A tsquery of words that are lexemes already; parsing them would drop the sign before a number."""

    template = "%(expressions)s::tsquery"


def cached_search(text: str, cache: CatalogueCache) -> SearchResult:
    """The same as search(); the result and the vocabulary come from the cache."""
    text = clean(text).lower()
    return cache.get_or_set(
        "search",
        text,
        compute=lambda: search(
            text, lambda: cache.get_or_set("vocabulary", compute=CatalogueWord.vocabulary)
        ),
    )


def search(text: str, vocabulary: Callable[[], set[str]] = CatalogueWord.vocabulary) -> SearchResult:
    """Find how to read `text` so that public products match; `vocabulary` gives all words of the catalogue."""
    if not search_words(text):
        return SearchResult(text)
    if (query := _numbered(text)) and _matches(query):
        return SearchResult(text, query)
    bare = without_kinds(text)
    readings = [
        (_every_word(text) + _in_places(text), search_words(bare)),
        *((_every_word(each), search_words(each)) for each in (bare, as_called_now(bare))),
    ]
    # Whole words decide first: “can” is a word of “Bắc Kạn” and only the beginning of one in “cảnh”.
    for variant in (_whole, str):
        for query, words in readings:
            if words and _matches(variant(query)):
                return SearchResult(text, query, tuple(words))
    return _search_with_typos(text, search_words(bare), vocabulary())


def _search_with_typos(text: str, words: list[str], vocabulary: set[str]) -> SearchResult:
    """The result if each of these words may be mistyped."""
    meant = [_corrections(word, vocabulary) for word in words]
    query = " & ".join(f"({' | '.join(' & '.join(words) for words in each)})" for each in meant)
    if meant and all(meant) and _matches(query):
        instead = dict.fromkeys(word.removesuffix(":*") for each in meant for words in each for word in words)
        return SearchResult(text, query, tuple(instead), is_approximate=True)
    return SearchResult(text)


def best_matches(text: str, limit: int) -> list[int]:
    """Keys of the public products that match `text` best."""
    result = search(text)
    if not result.query:
        return []
    entries = CatalogueEntry.objects.public().filter(result.condition)
    return list(entries.order_by(*result.ranking()).values_list("pk", flat=True)[:limit])


def _every_word(text: str) -> str:
    """The query for every word of `text`; empty without any."""
    return " & ".join(f"{word}:*" for word in search_words(text))


def _whole(query: str) -> str:
    """The same query for whole words instead of beginnings."""
    return query.replace(":*C", ":C").replace(":*", "")


def _in_places(text: str) -> str:
    """An alternative to add to the query for "chè xã Tân Cương": tea at places of that name; empty if no kind is named.

    Entries do not hold the kinds of their places, and “xã” is in “hợp tác xã” as well. Most names have two words.
    """
    before, *names = split_at_kinds(text)
    words = [f"{word}:*" for word in search_words(before)]
    for name in names:
        words += [f"{word}:*{'C' if at < 2 else ''}" for at, word in enumerate(search_words(name))]
    return f" | {' & '.join(words[:MAX_WORDS])}" if names and words else ""


def _matches(query: str) -> bool:
    """Whether a query matches any public entry."""
    return CatalogueEntry.objects.public().filter(SearchResult(query=query).condition).exists()


def _corrections(word: str, vocabulary: set[str]) -> list[tuple[str, ...]]:
    """Tuples of words of the vocabulary that a word may be a typo of, the nearest first.

    They start with the same letter and are one edit away (a letter more, less, other, or two swapped; two edits for long
    words), or are two words that were typed as one. What is not all letters stays as it is.
    """
    if not word.isalpha():
        return [(f"{word}:*",)]
    near = [
        (each, typos)
        for each in vocabulary
        if each[0] == word[0]
        and (typos := OSA.distance(word, each, score_cutoff=_max_typos(word))) <= _max_typos(word)
    ]
    single = [(each,) for each, _typos in sorted(near, key=lambda pair: pair[::-1])[:MAX_CORRECTIONS]]
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
    return single + [pair for pair in halves if vocabulary.issuperset(pair)]


def _max_typos(word: str) -> int:
    """How many typos a word of this length may have; none where any typo makes another word."""
    if len(word) < 3:
        return 0
    return 1 if len(word) < 6 else 2


def _numbered(text: str) -> str:
    """A query for a recognition code, for the beginning of a product code or for a GTIN; empty if `text` is none."""
    if code := normalise_code(text):
        return f"'=r{code.replace('-', '').lower()}'"
    digits = re.sub(r"\D", "", text)
    if _CODE.fullmatch(text.strip()) and SHORTEST <= len(digits) <= LONGEST:
        return _number(digits, begins=True)
    return ""


def _number(digits: str, begins: bool = False) -> str:
    """A query for the product code with these digits, or that begins so, and for the GTIN without its leading zeros."""
    return f"'=c{digits}'{':*' * begins} | '=g{digits.lstrip('0') or 0}'"


def has_number(digits: str) -> Q:
    """The condition on entries that these are the digits of the product code or of the GTIN."""
    return SearchResult(query=_number(digits)).condition
