"""Names of administrative units, and parsing names as people write them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.values.vietnamese import clean, fold


class PlaceLevel(models.TextChoices):
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")


class PlaceKind(models.TextChoices):
    CITY = "city", _("Centrally run city")  # thành phố trực thuộc trung ương
    PROVINCE = "province", _("Province")  # tỉnh
    DISTRICT = "district", _("District")  # huyện
    URBAN_DISTRICT = "urban_district", _("Urban district")  # quận
    TOWN = "town", _("District-level town")  # thị xã
    PROVINCIAL_CITY = "provincial_city", _("Provincial city")  # thành phố thuộc tỉnh
    COMMUNE = "commune", _("Commune")  # xã
    WARD = "ward", _("Ward")  # phường
    TOWNSHIP = "township", _("Township")  # thị trấn
    SPECIAL_ZONE = "special_zone", _("Special zone")  # đặc khu


KIND_IN_VIETNAMESE: dict[str, str] = {
    PlaceKind.CITY: "Thành phố",
    PlaceKind.PROVINCE: "Tỉnh",
    PlaceKind.DISTRICT: "Huyện",
    PlaceKind.URBAN_DISTRICT: "Quận",
    PlaceKind.TOWN: "Thị xã",
    PlaceKind.PROVINCIAL_CITY: "Thành phố",
    PlaceKind.COMMUNE: "Xã",
    PlaceKind.WARD: "Phường",
    PlaceKind.TOWNSHIP: "Thị trấn",
    PlaceKind.SPECIAL_ZONE: "Đặc khu",
}


def full_name(kind: str, name: str) -> str:
    """A name with its kind: “Xã Tân Cương”."""
    return f"{KIND_IN_VIETNAMESE[kind]} {name}"


# Written before a name, without accents and dots. "tp" and "t" are also written without a space ("TP.Bắc Kạn").
KIND_AS_WRITTEN = {
    "tinh": {PlaceKind.PROVINCE},
    "thanh pho": {PlaceKind.CITY, PlaceKind.PROVINCIAL_CITY},
    "tp": {PlaceKind.CITY, PlaceKind.PROVINCIAL_CITY},
    "huyen": {PlaceKind.DISTRICT},
    "h": {PlaceKind.DISTRICT},
    "quan": {PlaceKind.URBAN_DISTRICT},
    "q": {PlaceKind.URBAN_DISTRICT},
    "thi xa": {PlaceKind.TOWN},
    "tx": {PlaceKind.TOWN},
    "thi tran": {PlaceKind.TOWNSHIP},
    "tt": {PlaceKind.TOWNSHIP},
    "xa": {PlaceKind.COMMUNE},
    "x": {PlaceKind.COMMUNE},
    "phuong": {PlaceKind.WARD},
    "p": {PlaceKind.WARD},
    "dac khu": {PlaceKind.SPECIAL_ZONE},
    "dk": {PlaceKind.SPECIAL_ZONE},
}
# Other names in use: former ones, older spellings and abbreviations.
ALSO_CALLED = {
    "bac can": "bac kan",
    "brvt": "ba ria vung tau",
    "dac lac": "dak lak",
    "dac nong": "dak nong",
    "hcm": "ho chi minh",
    "sai gon": "ho chi minh",
    "tphcm": "ho chi minh",
    "thua thien hue": "hue",
}
_KIND = re.compile(rf"(?:{'|'.join(sorted(KIND_AS_WRITTEN, key=len, reverse=True))})(?=[ .\d])")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_LONE_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]h?)?y\b")
_LEADING_ZERO = re.compile(r"\b0+(?=\d)")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_DOTTED = re.compile(r"\b([a-z])\.\s?([a-z])\.")


_KIND_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(KIND_AS_WRITTEN, key=len, reverse=True))})[ .]+(?=[a-z0-9])"
)
# In a text with accents the kind has accents too; abbreviations have none.
_KIND_WITH_ACCENTS = re.compile(
    rf"\b(?:{'|'.join([*map(str.lower, KIND_IN_VIETNAMESE.values()), 'tp', 'tx', 'tt', 'dk'])})[ .]+(?=\w)"
)
_KIND_IN_ENGLISH = re.compile(r"\b(?:province|city|district|town|township|commune|ward)\b")
_ALSO = re.compile(rf"\b(?:{'|'.join(ALSO_CALLED)})\b")


def without_kinds(text: str) -> str:
    """Return `text` folded and without kinds of places: "Xã Trần Phú", "H. Na Rì", "Thai Nguyen province"."""
    return clean(_KIND_IN_ENGLISH.sub("", _KIND_BEFORE.sub("", fold(text))))


def split_at_kinds(text: str) -> list[str]:
    """Return `text` folded and split at kinds of places: "chè xã Trần Phú" gives "che" and "tran phu".

    The first part, before any kind, may be empty. In a text with accents only kinds with accents count: "tinh dầu" names
    no province.
    """
    written = clean(text).lower()
    kinds = _KIND_BEFORE if written == fold(text) else _KIND_WITH_ACCENTS
    return [fold(part) for part in kinds.split(written)]


def as_called_now(text: str) -> str:
    """Return folded `text` with other names replaced by present ones: "sai gon" gives "ho chi minh"."""
    return _ALSO.sub(lambda match: ALSO_CALLED[match.group()], text)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A key shared by spellings of a name: "Hoà-Bình", "Hòa Bình" and "HOA BINH"; "Quy" and "Qui"; "01" and "1"."""
    words = _NOT_IN_A_NAME.sub(" ", fold(name).replace("'", "").replace("’", "")).strip()
    words = _LEADING_ZERO.sub("", _LONE_Y.sub(r"\1i", ALSO_CALLED.get(words, words)))
    return words.replace(" ", "")


@lru_cache(maxsize=20_000)
def accented_key(name: str) -> str:
    """A key shared by spellings with the same accents, wherever the tone mark is: "hoà", "hòa"."""
    syllables = unicodedata.normalize("NFD", clean(name).lower()).split(" ")
    return "".join(_TONES.sub("", word) + "".join(_TONES.findall(word)) for word in syllables)


class WrittenName(NamedTuple):
    """A name as written: its keys with and without a possible kind, and the kinds that may be meant."""

    accented: str
    whole: str
    bare: str
    kinds: frozenset[PlaceKind]

    def best(self, places: Iterable[tuple[str, object, str]]) -> list:
        """The best of (kind, place, name), as places.

        The whole text first, so that Phượng Tiến and Quân Hà are not read as a ward or a district; then the name without
        the kind. Among these, the same accents first (Tam Dân is not Tam Đàn, but Tam Dan may be both), then the same
        kind, which may also be neither, as communes become wards.
        """
        keyed = [(kind, place, name, name_key(name)) for kind, place, name in places]
        found = [each for each in keyed if each[3] == self.whole]
        found = found or [each for each in keyed if self.bare and each[3] == self.bare]
        found = [each for each in found if self.accented.endswith(accented_key(each[2]))] or found
        found = [each for each in found if each[0] in self.kinds] or found
        return [place for _kind, place, _name, _key in found]


@lru_cache(maxsize=20_000)
def read_name(text: str) -> WrittenName:
    """Parse a name as people write it: "X. Yên Mỹ", "TP.Bắc Kạn", "thi tran Cho Moi", "HUYỆN HOÀ AN"."""
    folded = _DOTTED.sub(r"\1\2.", fold(text))
    match = _KIND.match(folded)
    if not match:
        return WrittenName(accented_key(text), name_key(text), "", frozenset())
    kinds = frozenset(KIND_AS_WRITTEN[match.group()])
    return WrittenName(accented_key(text), name_key(text), name_key(folded[match.end() :]), kinds)
