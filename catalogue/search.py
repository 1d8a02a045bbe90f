"""Finding products by words: of the product, its producer, its kind, its place under the old and the new name, or a number.

Accents and case do not matter. Every word must be found, each at the beginning of a word of the entry; only
when no entry has them all may words be nearly right. All look-ups go through the index of the entries' words.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, Value, When
from django.utils.html import format_html, format_html_join
from rapidfuzz.distance import OSA

from catalogue.models import CatalogueEntry, CatalogueWord
from ocop.models.place_name import as_called_now, split_at_kinds, without_kinds
from ocop.vietnamese import clean, fold
from ratings.code import normalise_code

MAX_WORDS = 8
LONGEST = 50  # letters
SHORTEST = 4  # digits of a number that is looked for
MEANT = 12  # words that one mistyped word may stand for
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[\d\s.\u2010-\u2015-]{4,}")
# A condition that no row fulfils and that the database is still asked about: counts need their zeros.
NOTHING = ExpressionWrapper(Value(False), output_field=BooleanField())


def words_of(text):
    """The words that are looked for, without accents; at most eight, and no longer than any word is."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))[:MAX_WORDS]]


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
    """What a search finds: entries by a query of their words."""

    query: str = ""
    # What was looked for, as words to mark; none for a number.
    words: tuple[str, ...] = ()
    # Whether these were found instead, where those that were asked for are nowhere together.
    nearly: bool = False

    @property
    def by_number(self):
        """Whether a code or a barcode number was found."""
        return bool(self.query) and not self.words

    @property
    def condition(self):
        """The condition on entries."""
        return Q(words=_Lexemes(self.query)) if self.query else Q(NOTHING)

    def order(self, text):
        """Columns by which the entries stand.

        The very name, names that begin so, then where all words stand side by side, then whole words, then by how much
        of the name, of maker, place and kind was meant; among equals those with the accents that were typed.
        """
        phrase = " ".join(words_of(text))
        nearness = Case(
            When(product__name_key=phrase, then=0),
            When(product__name_key__startswith=phrase, then=1),
            When(words=_Lexemes(" <-> ".join(self.words)), then=2) if self.words else When(NOTHING, then=2),
            When(words=_Lexemes(_whole(self.query)), then=3),
            default=4,
        )
        # Without kinds of places: “tỉnh” is no reason to show “tinh dầu” first.
        plain = " & ".join(f"{word}:*" for word in self.words)
        weight = SearchRank(F("words"), _Lexemes(self.query if self.nearly else plain or self.query))
        accents = Case(When(product__name__icontains=clean(text), then=0), default=1)
        return [nearness, weight.desc(), accents, "name_order", "pk"]


class _Lexemes(SearchQuery):
    """A query of words that are lexemes already: nothing is parsed, which would drop the sign before a number."""

    template = "%(expressions)s::tsquery"


def found(text, vocabulary):
    """What `text` finds among the entries of public products; `vocabulary()` gives the words that there are."""
    if not words_of(text):
        return Found()
    if (query := _numbered(text)) and _any(query):
        return Found(query)
    bare = without_kinds(text)
    readings = [
        (_typed(text) + _in_places(text), words_of(bare)),
        *((_typed(meant), words_of(meant)) for meant in (bare, as_called_now(bare))),
    ]
    # A whole word decides first how a text is read: “can” is in “Bắc Kạn” sooner than at the beginning of “cảnh”.
    for asked in (_whole, str):
        for query, words in readings:
            if words and _any(asked(query)):
                return Found(query, tuple(words))
    return _nearly(words_of(bare), vocabulary())


def _nearly(words, vocabulary):
    """What these words find if each may be mistyped."""
    meant = [_meant(word, vocabulary) for word in words]
    query = " & ".join(f"({' | '.join(' & '.join(words) for words in each)})" for each in meant)
    if meant and all(meant) and _any(query):
        instead = dict.fromkeys(word.removesuffix(":*") for each in meant for words in each for word in words)
        return Found(query, tuple(instead), nearly=True)
    return Found()


def best(text, most):
    """The keys of the public products that `text` means best; at most so many."""
    it = found(text, CatalogueWord.vocabulary)
    if not it.query:
        return []
    entries = CatalogueEntry.objects.public().filter(it.condition)
    return list(entries.order_by(*it.order(text)).values_list("pk", flat=True)[:most])


def _typed(text):
    """The query for every word of `text`; empty without any."""
    return " & ".join(f"{word}:*" for word in words_of(text))


def _whole(query):
    """The same query for whole words."""
    return query.replace(":*C", ":C").replace(":*", "")


def _in_places(text):
    """What makes of the query for "chè xã Tân Cương" also one for tea at places named so; empty where no kind is named.

    Entries do not hold the kinds of their places, and “xã” is in “hợp tác xã” as well. A name has two words mostly.
    """
    before, *names = split_at_kinds(text)
    words = [f"{word}:*" for word in words_of(before)]
    for name in names:
        words += [f"{word}:*{'C' if at < 2 else ''}" for at, word in enumerate(words_of(name))]
    return f" | {' & '.join(words[:MAX_WORDS])}" if names and words else ""


def _any(query):
    """Whether an entry has these words."""
    return CatalogueEntry.objects.public().filter(Found(query).condition).exists()


def _meant(word, vocabulary):
    """What a mistyped word may have meant, the nearest first: tuples of words that there are.

    The word itself (alone if it is no plain word), words with a letter more, less, other or two in another order (two
    such slips in long words) that begin alike, or two words that were typed as one.
    """
    if not word.isalpha():
        return [(f"{word}:*",)]
    near = [
        (each, slips)
        for each in vocabulary
        if each[0] == word[0]
        and (slips := OSA.distance(word, each, score_cutoff=_slips(word))) <= _slips(word)
    ]
    single = [(each,) for each, _slips_ in sorted(near, key=lambda pair: pair[::-1])[:MEANT]]
    halves = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
    return single + [pair for pair in halves if vocabulary.issuperset(pair)]


def _slips(word):
    """How many slips a word of its length may have; none where any slip makes another word."""
    if len(word) < 3:
        return 0
    return 1 if len(word) < 6 else 2


def _numbered(text):
    """A query for the recognition's code, for product codes that begin so, or for the GTIN; empty for what is none."""
    if code := normalise_code(text):
        return f"'=r{code.replace('-', '').lower()}'"
    digits = re.sub(r"\D", "", text)
    if _CODE.fullmatch(text.strip()) and SHORTEST <= len(digits) <= LONGEST:
        return _number(digits, begins=True)
    return ""


def _number(digits, begins=False):
    """A query for the product code with these digits, or that begins so, and for the GTIN without its leading zeros."""
    return f"'=c{digits}'{':*' * begins} | '=g{digits.lstrip('0') or 0}'"


def numbered(digits):
    """The condition on entries that these are the digits of the product code or of the GTIN."""
    return Found(_number(digits)).condition
