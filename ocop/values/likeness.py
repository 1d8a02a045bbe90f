"""Whether two names are the same, alike or different.

Search ignores accents; what is the same name does not: “Mứt dừa” is not “Mứt dứa”.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from ocop.values.vietnamese import clean, fold

Entry = TypeVar("Entry")

_WORDS = re.compile("[^\\W_\u0300-\u036f][^\\W_]*(?:[\u0300-\u036f]+[^\\W_]*)*|[+]")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_LONE_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]h?)?y\b")
_LEADING_ZERO = re.compile(r"\b0+(?=\d)")
_MARKING = re.compile(r"\b(?:\d\w*|\w)\b")
# Up to so many names are compared one by one; more are found by their trigrams.
FEW = 16


@lru_cache(maxsize=50_000)
def identity_key(name: str) -> str:
    """Return the key that the spellings of one name share: its words in lower case, with their tones.

    Case, white space and punctuation do not count, nor on which vowel the tone stands (“Hoà”, “Hòa”); “&” is “và”.
    """
    written = clean(name)
    return " ".join(filter(None, map(_key_of, written.split(" ")))) or written.lower()


@lru_cache(maxsize=5000)
def _key_of(part: str) -> str:
    """Return the key of a part without spaces; cached, because names repeat a few thousand of them."""
    if part.isascii() and part.isalnum():
        return part.lower()
    plain = part.translate(_APOSTROPHES).replace("&", " và ").lower()
    words = _WORDS.findall(unicodedata.normalize("NFKD", plain))
    tones_last = (_TONES.sub("", word) + "".join(_TONES.findall(word)) for word in words)
    return unicodedata.normalize("NFC", " ".join(tones_last))


@lru_cache(maxsize=5000)
def loose_key(name: str) -> str:
    """Return the words of a name without accents: “Quý” and “Qui”, “01” and “1” share it."""
    return " ".join(map(_loose_word, identity_key(name).split(" ")))


@lru_cache(maxsize=5000)
def _loose_word(word: str) -> str:
    return _LEADING_ZERO.sub("", _LONE_Y.sub(r"\1i", fold(word)))


class Comparable(NamedTuple):
    """What of a name is compared. Names with other `marks` (numbers, single letters) are never alike."""

    text: str
    marks: tuple[str, ...]


@lru_cache(maxsize=5000)
def comparable(name: str) -> Comparable:
    """Return what of a name is compared: “Chè số 1” and “Chè số 2” are different names, however near."""
    key = loose_key(name)
    return Comparable(key, tuple(_MARKING.findall(key)))


def trigrams(text: str) -> set[str]:
    padded = f"  {text} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


class LikeNames(Generic[Entry]):
    """Names in memory: finds the alike ones without comparing each with each.

    Alike are names whose compared texts are equal, have an OSA similarity of at least `least`, or, with
    `drops_a_word`, differ by one word more.
    """

    def __init__(
        self,
        least: float,
        *,
        compared: Callable[[str], Comparable] = comparable,
        drops_a_word: bool = False,
    ) -> None:
        self.least, self.compared, self.drops_a_word = least, compared, drops_a_word
        self._groups: dict[tuple[str, ...], _Group[Entry]] = defaultdict(_Group)

    def add(self, name: str, entry: Entry) -> None:
        text, marks = self.compared(name)
        self._groups[marks].add(text, entry, self._shorter(text))

    def find(self, name: str) -> list[Entry]:
        """Return the entries with names alike, each once, in the order in which they came."""
        text, marks = self.compared(name)
        group = self._groups.get(marks)
        return group.find(text, self.least, self._shorter(text)) if group else []

    def _shorter(self, text: str) -> list[str]:
        """Return the text without each of its words, while two remain."""
        words = text.split(" ")
        if not self.drops_a_word or len(words) < 3:
            return []
        return [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))]


class _Group(Generic[Entry]):
    """Texts that may be alike."""

    __slots__ = ("by_trigram", "longer", "number", "texts")

    def __init__(self) -> None:
        self.number = 0
        # Entries by text, each with its place in the order in which they came.
        self.texts: dict[str, list[tuple[int, Entry]]] = {}
        self.longer: dict[str, list[str]] = {}
        self.by_trigram: dict[str, list[str]] | None = None

    def add(self, text: str, entry: Entry, shorter: list[str]) -> None:
        self.number += 1
        if text in self.texts:
            self.texts[text].append((self.number, entry))
            return
        self.texts[text] = [(self.number, entry)]
        for part in shorter:
            self.longer.setdefault(part, []).append(text)
        if self.by_trigram is not None:
            self._index(self.by_trigram, text)
        elif len(self.texts) > FEW:
            self.by_trigram = defaultdict(list)
            for known in self.texts:
                self._index(self.by_trigram, known)

    @staticmethod
    def _index(by_trigram: dict[str, list[str]], text: str) -> None:
        for part in trigrams(text):
            by_trigram[part].append(text)

    def find(self, text: str, least: float, shorter: list[str]) -> list[Entry]:
        alike = {
            known
            for known in self._possible(text, least)
            if OSA.normalized_similarity(text, known, score_cutoff=least)
        }
        alike.update(self.longer.get(text, ()), (part for part in shorter if part in self.texts))
        if not alike:
            return []
        found = sorted((each for known in alike for each in self.texts[known]), key=itemgetter(0))
        return list({id(entry): entry for _number, entry in found}.values())

    def _possible(self, text: str, least: float) -> set[str]:
        """Return all texts that can be as similar, and few others.

        A changed letter changes three trigrams, two that change places four. So of so many of a text's trigrams,
        the rarest here, a similar text has at least one.
        """
        if self.by_trigram is None:
            return set(self.texts)
        by_trigram = self.by_trigram
        changes = int(len(text) / least * (1 - least) + 1e-9)
        rarest = sorted(trigrams(text), key=lambda part: len(by_trigram.get(part, ())))[: 4 * changes + 1]
        return set(chain.from_iterable(by_trigram.get(part, ()) for part in rarest))
