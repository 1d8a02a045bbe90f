"""Decide cell by cell in which encoding a text is: the one in which all its syllables are Vietnamese.

What is Unicode already is never changed. A cell whose encoding cannot be told gets the fault "letters".
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from ratings.imports.reading.legacy import ENCODINGS, WINDOWS, from_utf8
from ratings.imports.reading.syllables import is_common, is_syllable
from ratings.imports.reading.table import Place, SourceTable

UNICODE = "Unicode"
LETTERS = "letters"
_SIGNS = "\xa1-\xbf\xd7\xf7"
# Letters, and the signs of Latin-1 that stand for letters in older encodings.
_RUN = re.compile("[A-Za-z\xa1-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_SIGN = re.compile(f"[{_SIGNS}]")
_BEYOND_LATIN_1 = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
# A letter of two or three bytes of UTF-8, each taken for a letter of Windows-1252.
_UTF_8 = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
# Signs where people write them: Vinamilk®, m², «Trà», ½kg, 5µm, and hyphens that show only at the end of a line.
_NATURAL = re.compile(
    f"[{_SIGNS}]|µ[gmlLM]|[«°½¼¾±¿¡©·]*[^{_SIGNS}]+(?:\xad[^{_SIGNS}]+)*[»®©²³¹°·]*",
)
_FOOTNOTE_OF_NOTHING = re.compile("[b-df-hj-np-tv-zđ]+[¹·»]", re.IGNORECASE)
# The letter of Iceland, which old keyboards give for Đ: no Vietnamese word begins with what it is in older encodings.
_WRONG_D = re.compile(r"(?<![^\W\d_])Ð(?=[^\W\d_])")
_ABBREVIATION = re.compile("đ|[BCDFGHJKLMNPQRSTVWXZĐÐ]+")

_WORD = re.compile(r"[^\W\d_]+|[\u0300-\u036f]")

# Each encoding in which a text can be read, with the text.
Ways = dict[str, str]
# … and whether that is sure.
Known = tuple[Ways, bool]


def decide_letters(tables: list[SourceTable]) -> None:
    """Put the letters of all cells right, and note the cells of which that cannot be told."""
    all_known: dict[str, Known] = {}
    for table in tables:
        table.above = tuple(map(_alone, table.above))
        texts = {
            value for row in table.rows for value in row if value.__class__ is str and not value.isascii()
        }
        all_known |= {text: ways_of(text) for text in texts - all_known.keys()}
        known = {text: all_known[text] for text in texts}
        if {next(iter(ways)) for ways, is_sure in known.values() if is_sure} <= {UNICODE}:
            # Without a sure cell of another encoding, equal cells are decided alike.
            known = {
                text: (_only(ways, UNICODE), True)
                for text, (ways, _is_sure) in known.items()
                if ways != {UNICODE: text}
            }
        if known:
            _decide(table, known)


def _alone(text: str) -> str:
    ways, is_sure = ways_of(text)
    return next(iter(ways.values())) if is_sure else unicodedata.normalize("NFC", text)


def _only(ways: Ways, encoding: str) -> Ways:
    return {encoding: ways[encoding]} if encoding in ways else {}


def _decide(table: SourceTable, known: dict[str, Known]) -> None:
    sure: dict[Place, str] = {}
    open_cells: list[tuple[int, int, Ways]] = []
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row):
            if value.__class__ is not str or value not in known:
                continue
            ways, is_sure = known[value]
            if is_sure and ways:
                (sure[number, column], row[column]), *_ = ways.items()
            elif ways.keys() == {UNICODE}:
                row[column] = ways[UNICODE]
            else:
                open_cells.append((number, column, ways))
    neighbours = _Neighbours(sure) if open_cells else None
    for number, column, ways in open_cells:
        told = neighbours.encoding_of(number, column, ways) if neighbours else None
        if told:
            table.rows[number][column] = ways[told]
        else:
            table.faults[number, column] = LETTERS


class _Neighbours:
    """What the sure cells of a table say about the others."""

    def __init__(self, sure: dict[Place, str]) -> None:
        self.encodings = set(sure.values())
        self.columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self.rows: dict[int, set[str]] = defaultdict(set)
        for (number, column), encoding in sure.items():
            self.columns[column].append((number, encoding))
            self.rows[number].add(encoding)

    def encoding_of(self, number: int, column: int, ways: Ways) -> str | None:
        """Return the encoding of a cell that can be read in several ways, or None if that is open."""
        possible = [encoding for encoding in ways if encoding in self.encodings | {UNICODE}]
        if len(possible) < 2:
            return possible[0] if possible else None
        found = self.columns[column]
        at = bisect_left(found, (number, ""))
        above, below = (found[at - 1][1] if at else None), (found[at][1] if at < len(found) else None)
        if above and below and above != below:
            return None
        # Above the first sure cell of a column are headings: they go with their row.
        row = self.rows[number]
        told = above or (next(iter(row)) if len(row) == 1 else below)
        return told if told in ways else None if told is None else UNICODE if UNICODE in ways else None


def ways_of(text: str) -> Known:
    """Return how a text can be read, and whether that is sure and so tells something about its neighbours."""
    composed = unicodedata.normalize("NFC", text)
    if _BEYOND_LATIN_1.search(composed):
        composed = _WRONG_D.sub("Đ", composed)
    if _UTF_8.search(composed) and (told := from_utf8(composed)) is not None:
        return {"UTF-8": told}, True
    composed = composed.translate(WINDOWS)
    runs = {run for run in _RUN.findall(composed) if not run.isascii()}
    if _BEYOND_LATIN_1.search(composed):
        return ({}, False) if any(map(_is_older, runs)) else ({UNICODE: composed}, True)
    kinds = {kind_of(run) for run in runs}
    if not kinds:
        return {UNICODE: composed}, False
    ways = _older(composed, runs, with_others=True)
    foreign = {run for run in runs if kind_of(run) == "foreign"}
    if "broken" in kinds:
        return ways, len(ways) == 1
    if len(foreign) > 1 and (strict := _older(composed, runs, with_others=False)):
        return strict, len(strict) == 1
    if foreign or "minority" in kinds:
        return _foreign(composed, runs, ways)
    # As it stands it is Vietnamese. It may be another encoding all the same if that makes usual words of it.
    likely = {name: told for name, told in ways.items() if all(map(is_common, _words(told)))}
    if likely or not all(map(is_common, _words(composed))):
        return {UNICODE: composed} | (likely or ways), False
    return {UNICODE: composed}, "Vietnamese" in kinds


def _foreign(text: str, runs: set[str], ways: Ways) -> Known:
    """Return how a text can be read of which one word is not Vietnamese as it stands, such as “Café” or “Míi”."""
    likely = {name: told for name, told in ways.items() if all(map(is_common, _words(told)))}
    if likely and all(is_syllable(run) or run.isupper() for run in _RUN.findall(text) if run.isascii()):
        return likely, False
    if not ways and any(map(_is_older, runs)):
        return {}, False
    return {UNICODE: text} | ways, False


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii() and not _ABBREVIATION.fullmatch(word)]


def _older(text: str, runs: set[str], *, with_others: bool) -> Ways:
    """Return the older encodings in which all letters of a text are Vietnamese; equal results once."""
    ways: Ways = {}
    for name, read in ENCODINGS.items():
        told = read(text)
        if (
            told is not None
            and told != text
            and told not in ways.values()
            and all(_is_vietnamese(read(run), with_others=with_others) for run in runs)
        ):
            ways[name] = told
    return ways


@lru_cache(maxsize=50_000)
def _is_older(run: str) -> bool:
    """Whether a word, alone, is of an older encoding and nothing else."""
    kind = kind_of(run)
    ways = _older(run, {run}, with_others=True) if kind in ("broken", "foreign") else {}
    return bool(ways) and (
        kind == "broken" or any(all(map(is_common, _words(told))) for told in ways.values())
    )


@lru_cache(maxsize=50_000)
def kind_of(run: str) -> str:
    """Return what letters are as they stand: Vietnamese, minority, foreign, signs (as people write them) or broken."""
    if not _SIGN.search(run):
        strictly = _is_vietnamese(run, with_others=False)
        return (
            "Vietnamese" if strictly else "minority" if _is_vietnamese(run, with_others=True) else "foreign"
        )
    is_natural = _NATURAL.fullmatch(run) and not _FOOTNOTE_OF_NOTHING.fullmatch(run)
    return "signs" if is_natural else "broken"


def _is_vietnamese(words: str | None, *, with_others: bool) -> bool:
    """Whether all words are syllables or abbreviations such as QĐ."""
    return words is not None and all(
        _ABBREVIATION.fullmatch(word) or is_syllable(word, others=with_others)
        for word in _WORD.findall(words)
    )
