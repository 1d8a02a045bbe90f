"""Resolve the place of a row's producer: the unit in force, and the former unit of its papers."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

from django.utils.translation import gettext as _

from ocop.models import Place, PlaceLevel
from ocop.models.place_name import KIND_AS_WRITTEN, KIND_IN_VIETNAMESE, PlaceKind
from ocop.places.gazetteer import Gazetteer, Resolution
from ocop.values.vietnamese import clean, fold
from ratings.decisions.number import OF_THE_MINISTRY, number_key
from ratings.decisions.recording import why_not_commune, why_not_district
from ratings.imports import cells
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.snapshot import district_of


@dataclass(slots=True)
class ResolvedPlace:
    """The producer's place. `open` holds the communes that it may be in as long as nobody has chosen one."""

    place: Place
    former: Place | None = None
    open: tuple = ()
    district: Place | None = None
    line: str = ""

    @property
    def is_commune(self) -> bool:
        """Whether the place is a commune, as the register requires in the end."""
        return self.place.level == PlaceLevel.COMMUNE


@dataclass
class PlaceResolver:
    """Resolves places as lists write them. If `province` (in force) is given, other provinces are refused."""

    gazetteer: Gazetteer
    province: Place | None = None
    named: dict = field(default_factory=dict)

    def standing(self, parsed: ParsedRow) -> ResolvedPlace | None:
        """Return the producer's place; None and a refusal if the places cannot be resolved."""
        said = {level: parsed.place.get(level, "") for level in ("commune", "district", "province")}
        if not said["province"] and self.province:
            said["province"] = self.province.name
        if not any(said.values()):
            parsed.refuse("province", _("a province, in the list or chosen for all of it"))
            return None
        for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT):
            if said[level] and not self.gazetteer.named(said[level], level):
                parsed.refuse(level, _WHAT[level](), said[level])
                return None
        found = self.gazetteer.resolve(**said)
        if found.place is None:
            parsed.refuse("province", _("a province: units of this name lie in several"))
            return None
        if self.province and found.place.province != self.province:
            parsed.refuse("province", self._only(), said["province"] or said["district"] or said["commune"])
            return None
        return self._complete(parsed, said, found)

    def _complete(self, parsed: ParsedRow, said: dict[str, str], found: Resolution) -> ResolvedPlace:
        lines = [parsed.place.get("village", "")]
        standing = ResolvedPlace(
            cast(Place, found.place), found.former, found.candidates, district_of(found.former)
        )
        if standing.open and standing.open[0].level != PlaceLevel.COMMUNE:
            standing.open = ()
        if said["commune"] and not standing.is_commune:
            lines.append(said["commune"])
            if standing.open:
                names = ", ".join(place.full_name for place in standing.open)
                parsed.notes.append(
                    _("%(commune)s: choose among %(names)s.") % {"commune": said["commune"], "names": names}
                )
            else:
                parsed.notes.append(
                    _(
                        "%(commune)s is not known there: the producer stands at the province and keeps it as address."
                    )
                    % {"commune": said["commune"]}
                )
        if parsed.former and not standing.former:
            levels = {level: parsed.former.get(level, "") for level in ("commune", "district", "province")}
            standing.former = self.gazetteer.resolve(**levels).former
            standing.district = district_of(standing.former)
        standing.line = ", ".join(line for line in lines if line)[:250]
        return standing

    def _only(self) -> str:
        return _("a place in %(province)s: lists of other provinces are theirs") % {
            "province": self.province.full_name if self.province else ""
        }

    def authority(self, parsed: ParsedRow, standing: ResolvedPlace, district: Place | None) -> Place | None:
        """Return the authority that signed the row's decision.

        It is the unit that the list names, or the ministry (None), else the province of that day.
        `district` is the producer's former district if the row or the register tells it. The row is refused
        if no unit of that name existed on that day, or if the name is ambiguous.
        """
        said = read_authority(parsed.authority)
        if said.is_ministry or (
            not parsed.authority and re.search(OF_THE_MINISTRY, number_key(parsed.number))
        ):
            return None
        if said.kinds & _OF_COMMUNES:
            parsed.refuse_because("authority", why_not_commune())
            return None
        if said.name:
            unit = self._named_authority(parsed, standing, said)
            if unit and unit.level == PlaceLevel.DISTRICT and not self._is_one(unit, district):
                parsed.refuse_because("authority", why_not_district(unit, [district]))
            return unit
        if not parsed.authority or said.kinds & {PlaceKind.PROVINCE, PlaceKind.CITY}:
            return self._province_on(cast(date, parsed.signed_on), standing, parsed.place.get("province", ""))
        if said.kinds and district and district.is_in_force_on(parsed.signed_on):
            return district
        parsed.refuse("authority", _("the unit with its name, such as “UBND tỉnh Bắc Kạn”, or the ministry"))
        return None

    def _is_one(self, unit: Place, district: Place | None) -> bool:
        """Whether two districts are the same or one succeeds the other; an unknown district is compatible
        with all.
        """
        became = self.gazetteer.became
        return district in (None, unit) or became(unit, district) or became(district, unit)

    def _named_authority(self, parsed: ParsedRow, standing: ResolvedPlace, said: "Authority") -> Place | None:
        """Return the one unit of this kind and name in the row's province on the day of signing; else
        refuse the row.
        """
        found = [
            place
            for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT)
            for place in self.gazetteer.named(said.name, level)
            if place.is_in_force_on(parsed.signed_on)
            and (not said.kinds or said.kinds & self.gazetteer.kinds(place))
        ]
        here = standing.place.province
        own = [place for place in found if here in self.gazetteer.successors(place.province)]
        if len(own) == 1:
            return own[0]
        if own:
            names = ", ".join(place.full_name for place in own)
            parsed.refuse("authority", _("one of these, with its kind: %(names)s") % {"names": names})
        elif found:
            parsed.refuse(
                "authority",
                _("the province of the producer, %(here)s, or one of its districts") % {"here": here},
            )
        else:
            expected = _("a province or district of this name that existed on %(day)s")
            parsed.refuse("authority", expected % {"day": cells.cell_text(parsed.signed_on)})
        return None

    def _province_on(self, day: date, standing: ResolvedPlace, written: str) -> Place:
        """Return the province in which the producer was located on a day."""
        here = cast(Place, standing.place.province)
        candidates = [cast(Place, standing.former.province)] if standing.former else []
        candidates += self.gazetteer.named(written, PlaceLevel.PROVINCE) if written else []
        candidates.append(here)
        return next(
            (
                place
                for place in candidates
                if place.is_in_force_on(day) and here in self.gazetteer.successors(place)
            ),
            here,
        )


class Authority(NamedTuple):
    """An authority as written in a list: possible kinds of unit (empty: any) and its name."""

    kinds: frozenset
    name: str
    is_ministry: bool = False


_OF_COMMUNES = frozenset({PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE})
_COMMITTEE = re.compile(
    r"^.*?(?:\bubnd|[uủụ][yỷ]\s+ban\s+nh[aâ]n\s+d[aâ]n|\bcấp\b|\bcap\b)[\s.:-]*", re.IGNORECASE
)
_MINISTRY = re.compile(r"\bbộ\b|^bo\b|\bbnn|trung ương|trung uong|\bministry\b", re.IGNORECASE)
# “Tĩnh Gia” is a district, not a province (“tỉnh”): if the text has accents, kinds are matched with accents.
_KINDS = {name: KIND_AS_WRITTEN[fold(name)] for name in ["tp", "tx", "tt", "dk"]} | {
    word.lower(): KIND_AS_WRITTEN[fold(word)] for word in KIND_IN_VIETNAMESE.values()
}
_ANY_KIND = "|".join(sorted({*_KINDS, *KIND_AS_WRITTEN}, key=len, reverse=True))
_KIND = re.compile(rf"({_ANY_KIND})(?:[\s.]+|$)(.*)", re.IGNORECASE)


@lru_cache(maxsize=2000)
def read_authority(text: str) -> Authority:
    """Parse “UBND tỉnh Bắc Kạn”, “UBND TP. Bắc Kạn”, “Bắc Kạn”, “cấp tỉnh”, “Bộ NN&PTNT”."""
    written = clean(text)
    if _MINISTRY.search(written):
        return Authority(frozenset(), "", is_ministry=True)
    # The unit above follows the unit: “UBND huyện Chợ Mới, tỉnh Bắc Kạn”.
    unit = re.split(r"\s*[,;(]|\s+-\s+|(?<=\w)\s+(?=tỉnh\s)", _COMMITTEE.sub("", written))[0].strip(" .:-")
    if found := _KIND.match(unit):
        word = found[1].lower()
        if word in _KINDS or unit.isascii():
            return Authority(frozenset(_KINDS.get(word) or KIND_AS_WRITTEN[word]), found[2].strip())
    return Authority(frozenset(), unit)


_WHAT = {
    PlaceLevel.PROVINCE: lambda: _("the name of a province, of today or before July 2025"),
    PlaceLevel.DISTRICT: lambda: _("the name of a district, as it was before July 2025"),
}
