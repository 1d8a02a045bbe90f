"""Words of a search, and highlighting them."""

import re
from functools import cache

from django.utils.html import format_html, format_html_join

from ocop.values.vietnamese import fold

MAX_WORDS = 8
LONGEST = 50  # letters
_WORD = re.compile(r"[^\W_]+")


def search_words(text):
    """The words to search for, in lower case without accents: at most eight, each cut to 50 letters."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))[:MAX_WORDS]]


@cache
def _without_accent(sign):
    return fold(sign)[:1] or sign


def highlight(text, words):
    """Return `text` as HTML, with <mark> around the beginning of each word that matches one of `words`.

    `words` come from search_words(); accents and case of `text` do not matter.
    """
    if not words:
        return text
    # One letter for each letter, so that positions agree.
    plain = "".join(map(_without_accent, text))
    begins = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})")
    parts, end = [], 0
    for match in begins.finditer(plain):
        parts += [(text[end : match.start()], False), (text[match.start() : match.end()], True)]
        end = match.end()
    parts.append((text[end:], False))
    return format_html_join(
        "", "{}", [(format_html("<mark>{}</mark>", part) if hit else part,) for part, hit in parts]
    )
