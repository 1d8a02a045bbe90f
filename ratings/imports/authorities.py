"""Parse who signed a decision, as lists write it."""

import re
from functools import lru_cache
from typing import NamedTuple

from ocop.models import Place
from ocop.models.place_name import KIND_AS_WRITTEN, KIND_IN_VIETNAMESE, PlaceKind
from ocop.values.vietnamese import clean, fold


class Signer(NamedTuple):
    """Who signed a decision (None: the ministry), and whether the row names it; else it is the province of its place."""

    unit: Place | None
    is_named: bool


class Authority(NamedTuple):
    """An authority as written in a list: possible kinds of unit (empty: any) and its name."""

    kinds: frozenset
    name: str
    is_ministry: bool = False
    # The unit above, if it is named: “UBND huyện Chợ Mới, tỉnh An Giang”.
    above: str = ""


OF_COMMUNES = frozenset({PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE})
_COMMITTEE = re.compile(
    r"^.*?(?:\bubnd|[uủụ][yỷ]\s+ban\s+nh[aâ]n\s+d[aâ]n|\bcấp\b|\bcap\b)[\s.:-]*", re.IGNORECASE
)
_MINISTRY = re.compile(r"\bbộ\b|^bo\b|\bbnn|trung ương|trung uong|\bministry\b", re.IGNORECASE)
# “Tĩnh Gia” is a district, not a province (“tỉnh”): if the text has accents, kinds are matched with accents.
_KINDS = {name: KIND_AS_WRITTEN[fold(name)] for name in ["tp", "tx", "tt", "dk"]} | {
    word.lower(): KIND_AS_WRITTEN[fold(word)] for word in KIND_IN_VIETNAMESE.values()
}
_SHORT = {"h": "huyện", "q": "quận", "t": "tỉnh"}
_SHORT_KIND = re.compile(r"^([HQT])\s?\.\s*(?=\w)", re.IGNORECASE)
_ANY_KIND = "|".join(sorted({*_KINDS, *KIND_AS_WRITTEN}, key=len, reverse=True))
_KIND = re.compile(rf"({_ANY_KIND})(?:[\s.]+|$)(.*)", re.IGNORECASE)


@lru_cache(maxsize=2000)
def read_authority(text: str) -> Authority:
    """Parse “UBND tỉnh Bắc Kạn”, “UBND TP. Bắc Kạn”, “Bắc Kạn”, “cấp tỉnh”, “Bộ NN&PTNT”."""
    written = clean(text)
    if _MINISTRY.search(written):
        return Authority(frozenset(), "", is_ministry=True)
    # The unit above follows the unit: “UBND huyện Chợ Mới, tỉnh Bắc Kạn”.
    parts = re.split(r"\s*[,;(]|\s+-\s+|(?<=\w)\s+(?=tỉnh\s)", _COMMITTEE.sub("", written))
    unit, *others = (_SHORT_KIND.sub(_in_full, part.strip(" .:-)")) for part in parts)
    if any(_COMMITTEE.match(other) for other in others):
        # Two that signed: no unit has this name.
        return Authority(frozenset(), written)
    above = others[0] if others else ""
    if found := _KIND.match(unit):
        word = found[1].lower()
        if word in _KINDS or unit.isascii():
            kinds = frozenset(_KINDS.get(word) or KIND_AS_WRITTEN[word])
            return Authority(kinds, found[2].strip(), above=above)
    return Authority(frozenset(), unit, above=above)


def _in_full(short: re.Match[str]) -> str:
    return f"{_SHORT[short[1].lower()]} "
