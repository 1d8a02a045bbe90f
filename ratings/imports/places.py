"""Resolve the place of a row's producer: the unit in force, and the former unit of its papers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from ocop.models import Place, PlaceLevel
from ocop.models.place_name import PlaceKind
from ocop.places.gazetteer import Gazetteer, Resolution
from ocop.values.vietnamese import fold
from ratings.decisions.number import OF_THE_MINISTRY, number_key
from ratings.decisions.recording import why_not_commune, why_not_district
from ratings.imports import cells
from ratings.imports.address_units import name_parts
from ratings.imports.authorities import OF_COMMUNES, Authority, Signer, read_authority
from ratings.imports.parsed_row import ParsedRow
from ratings.imports.place_spelling import spelled_otherwise
from ratings.imports.questions import Option, QuestionKind, Questions, question_key
from ratings.imports.snapshot import district_of

NONE = "none"
# Of a name that is not found: how many near ones are offered; of names in a list: how many are looked for.
NEAREST, MOST_NEAREST = 3, 200
# Of units of one name: how many are offered.
MOST_OFFERED = 10
LONGEST_LINE = 250


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
    """Resolves places as lists write them. If `province` (in force) is given, other provinces are refused.

    What is not found is refused and asked about, once for each text: the nearest names are offered.
    """

    gazetteer: Gazetteer
    questions: Questions
    province: Place | None = None
    near: dict[tuple, list[Place]] = field(default_factory=dict)

    def standing(self, parsed: ParsedRow) -> ResolvedPlace | None:
        """Return the producer's place; None and a refusal if the places cannot be resolved."""
        said = {level: parsed.place.get(level, "") for level in ("commune", "district", "province")}
        if parsed.row.get("address") and not parsed.row.get("village"):
            self._name_parts(parsed, said)
        if not said["province"] and self.province:
            said["province"] = self.province.name
        if not any(said.values()):
            parsed.refuse("province", _("a province, in the list or chosen for all of it"))
            return None
        found = self._found(parsed, said)
        if found is None or not self._know_former(parsed, found):
            return None
        if said["commune"] and (note := spelled_otherwise(said["commune"], found, self.gazetteer)):
            parsed.notes.append(note)
        standing = ResolvedPlace(cast(Place, found.place), found.former, district=district_of(found.former))
        if found.candidates and found.candidates[0].level == PlaceLevel.COMMUNE:
            standing.open = found.candidates
        if parsed.former and not standing.former:
            standing.former = self._resolve_former(parsed).former
            standing.district = district_of(standing.former)
        standing.line = parsed.place.get("village", "")
        if len(standing.line) > LONGEST_LINE:
            parsed.refuse("address" if parsed.row.get("address") else "village", too_long(), standing.line)
        return standing

    def _name_parts(self, parsed: ParsedRow, said: dict[str, str]) -> None:
        """Take the units at the end of an address that stand without their kinds; ask where a name is of two levels."""
        named = name_parts(self.gazetteer, parsed, said, self.province)
        if not named.open:
            return
        otherwise = _("None of these: the producer stands at its province and keeps the name as address")
        chosen, _is_none = self._ask(parsed, named.text, named.open[:MOST_OFFERED], otherwise)
        if chosen:
            said[chosen.level] = chosen.full_name
            if chosen.parent and chosen.parent.level == PlaceLevel.DISTRICT:
                said["district"] = chosen.parent.full_name
            parsed.place["village"] = named.before

    def _found(self, parsed: ParsedRow, said: dict[str, str]) -> Resolution | None:
        """Return what the row's place means; None if it is refused."""
        for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT):
            if said[level] and not self.gazetteer.named(said[level], level):
                chosen = self._nearest_to(parsed, level, level, said[level], self._province_of(said))
                if chosen is None:
                    return None
                said[level] = chosen.full_name
        found = self.gazetteer.resolve(**said)
        if found.place is None:
            return self._which(parsed, said, found)
        if self.province and found.place.province != self.province:
            parsed.refuse("province", self._only(), said["province"] or said["district"] or said["commune"])
            return None
        if said["commune"] and found.place.level != PlaceLevel.COMMUNE and not found.candidates:
            return self._near_commune(parsed, said["commune"], found)
        return found

    def _near_commune(self, parsed: ParsedRow, text: str, found: Resolution) -> Resolution | None:
        """Return what a commune that is not found means by an answer; one that is none of the nearest is kept as address."""
        within = found.former or cast(Place, found.place)
        otherwise = _("None of these: the producer stands at its province and keeps the name as address")
        chosen = self._nearest_to(parsed, "commune", PlaceLevel.COMMUNE, text, within, otherwise)
        if chosen:
            return self.gazetteer.meaning(chosen)
        if parsed.refusals:
            return None
        lines = [parsed.place.get("village", ""), text]
        parsed.place["village"] = ", ".join(filter(None, lines))
        return found

    def _province_of(self, said: dict[str, str]) -> Place | None:
        named = self.gazetteer.named(said["province"], PlaceLevel.PROVINCE) if said["province"] else []
        return named[0] if len(named) == 1 else self.province

    def _which(self, parsed: ParsedRow, said: dict[str, str], found: Resolution) -> Resolution | None:
        """Ask which of the units of one name in several provinces is meant."""
        text = ", ".join(filter(None, said.values()))
        if not 0 < len(found.candidates) <= MOST_OFFERED:
            parsed.refuse("province", _("a province: units of this name lie in several"))
            return None
        chosen, _is_none = self._ask(parsed, text, found.candidates, _("None of these: the row is left out"))
        if chosen is None:
            parsed.refuse("province", _("a province: units of this name lie in several"))
        return self.gazetteer.meaning(chosen) if chosen else None

    def _nearest_to(
        self,
        parsed: ParsedRow,
        cell: str,
        level: PlaceLevel,
        text: str,
        within: Place | None,
        otherwise: str = "",
    ) -> Place | None:
        """Return the place that a person chose for a name that is not found; else refuse the row by its cell.

        With `otherwise` the row may also go on without the place, if the person says so.
        """
        province = within.province if within else None
        asked = level, fold(text), province and province.pk
        if asked not in self.near and len(self.near) < MOST_NEAREST:
            self.near[asked] = self.gazetteer.nearest(text, level, province)[:NEAREST]
        near = self.near.get(asked, [])
        chosen, is_none = None, False
        if near:
            none = otherwise or _("None of these: the row is left out")
            chosen, is_none = self._ask(parsed, text, near, none, province)
        if chosen is None and not (is_none and otherwise):
            parsed.refuse(cell, self._expected(level, near, is_looked_up=asked in self.near), text)
        return chosen

    def _expected(self, level: PlaceLevel, near: Sequence[Place], *, is_looked_up: bool) -> str:
        if not is_looked_up:
            return _(
                "%(what)s (the nearest are not looked for: the list has more than %(most)d names that are not found)"
            ) % {"what": _WHAT[level](), "most": MOST_NEAREST}
        names = "; ".join(self._label(place) for place in near)
        expected = _("%(what)s (nearest: %(names)s)") if near else "%(what)s"
        return expected % {"what": _WHAT[level](), "names": names}

    def _ask(
        self,
        parsed: ParsedRow,
        text: str,
        places: Sequence[Place],
        otherwise: str,
        within: Place | None = None,
    ) -> tuple[Place | None, bool]:
        """Ask which place a text means; return the chosen one, and whether it is said to be none of them."""
        by_value = {str(place.pk): place for place in places}
        about = "|".join([fold(text), str(within.pk if within else ""), *sorted(by_value)])
        where = f"{text}, {within.full_name}" if within else text
        answer = self.questions.ask(
            QuestionKind.PLACE,
            about,
            _("Which place is “%(text)s”?") % {"text": where},
            [
                *(Option(value, self._label(place)) for value, place in by_value.items()),
                Option(NONE, otherwise),
            ],
            row=parsed.row.place_in_file,
        )
        if not answer:
            parsed.asked.append(question_key(QuestionKind.PLACE, about))
        return by_value.get(answer), answer == NONE

    def _label(self, place: Place) -> str:
        """Return the name of a place as a choice: a former one with what it became, others with what they are in."""
        above = place.parent or place.outer_province
        name = f"{place.full_name}, {above.full_name}" if above else place.full_name
        after = self.gazetteer.successors(place)
        if place in after or not after:
            return name
        return f"{name} → {', '.join(each.full_name for each in after)}"

    def choose(self, parsed: ParsedRow, standing: ResolvedPlace) -> None:
        """Settle a place that is still open: one of the communes that a split one became, chosen once for all rows.

        If a person says that it is not known, the producer stands at the province and keeps the name as address.
        """
        text = parsed.place["commune"]
        where = standing.district or cast(Place, standing.place.province)
        chosen, is_unknown = self._ask(
            parsed, text, standing.open, _("Not known: the producer stands at its province for now"), where
        )
        if chosen:
            standing.place, standing.open = chosen, ()
        elif is_unknown:
            standing.line = ", ".join(filter(None, [standing.line, text]))

    def _know_former(self, parsed: ParsedRow, found: Resolution) -> bool:
        """Whether the units of the former place exist; else the row is refused and asks."""
        here = cast(Place, found.place).province
        for level in (PlaceLevel.DISTRICT, PlaceLevel.COMMUNE):
            text = parsed.former.get(level, "")
            if not text or self._is_known_former(parsed, level):
                continue
            chosen = self._nearest_to(parsed, f"former_{level}", level, text, here)
            if chosen is None:
                return False
            parsed.former[level] = chosen.full_name
            if level == PlaceLevel.COMMUNE and chosen.parent:
                parsed.former[PlaceLevel.DISTRICT] = chosen.parent.full_name
        return True

    def _is_known_former(self, parsed: ParsedRow, level: PlaceLevel) -> bool:
        if level == PlaceLevel.DISTRICT:
            return bool(self.gazetteer.named(parsed.former[level], level))
        found = self._resolve_former(parsed)
        places = [place for place in (found.former, found.place, *found.candidates) if place]
        return any(place.level == PlaceLevel.COMMUNE for place in places)

    def _resolve_former(self, parsed: ParsedRow) -> Resolution:
        said = {level: parsed.former.get(level, "") for level in ("commune", "district", "province")}
        if not said["province"] and not said["district"]:
            said["province"] = parsed.place.get("province", "") or (
                self.province.name if self.province else ""
            )
        return self.gazetteer.resolve(**said)

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
        if said.kinds & OF_COMMUNES:
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

    def signer(self, parsed: ParsedRow, standing: ResolvedPlace) -> Signer | None:
        """Return who signed a row's decision as far as the row alone tells it; None if it does not. Refuses nothing."""
        said = read_authority(parsed.authority)
        if said.is_ministry or (
            not parsed.authority and re.search(OF_THE_MINISTRY, number_key(parsed.number))
        ):
            return Signer(None, is_named=True)
        if said.kinds & OF_COMMUNES:
            return None
        if said.name:
            own, _found = self._units_named(parsed, standing, said)
            return Signer(own[0], is_named=True) if len(own) == 1 else None
        if not parsed.authority or said.kinds & {PlaceKind.PROVINCE, PlaceKind.CITY}:
            day = cast(date, parsed.signed_on)
            return Signer(self._province_on(day, standing, parsed.place.get("province", "")), is_named=False)
        return None

    def could_sign(self, unit: Place | None, standing: ResolvedPlace) -> bool:
        """Whether a unit (None: the ministry) could sign for a producer of that place, as far as the row tells it."""
        if unit is None:
            return True
        if standing.place.province not in self.gazetteer.successors(cast(Place, unit.province)):
            return False
        if unit.level != PlaceLevel.DISTRICT or standing.district:
            return self._is_one(unit, standing.district) if unit.level == PlaceLevel.DISTRICT else True
        after = self.gazetteer.successors(unit)
        return not standing.is_commune or not after or standing.place in after

    def _units_named(
        self, parsed: ParsedRow, standing: ResolvedPlace, said: Authority
    ) -> tuple[list[Place], list[Place]]:
        """Return the units of this kind and name on the day of signing: those of the row's province, and all."""
        found = [
            place
            for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT)
            for place in self.gazetteer.named(said.name, level)
            if place.is_in_force_on(parsed.signed_on)
            and (not said.kinds or said.kinds & self.gazetteer.kinds(place))
        ]
        if above := self.gazetteer.named(said.above, PlaceLevel.PROVINCE) if said.above else []:
            found = [place for place in found if self._is_within(place, above)]
        here = standing.place.province
        return [place for place in found if here in self.gazetteer.successors(place.province)], found

    def _is_within(self, place: Place, provinces: list[Place]) -> bool:
        """Whether a unit belonged to one of the provinces, or to one that became it."""
        province = cast(Place, place.province)
        return any(each in provinces for each in (province, *self.gazetteer.successors(province)))

    def _named_authority(self, parsed: ParsedRow, standing: ResolvedPlace, said: Authority) -> Place | None:
        """Return the one unit of this kind and name in the row's province on the day of signing; else
        refuse the row.
        """
        own, found = self._units_named(parsed, standing, said)
        here = standing.place.province
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
        former = self.gazetteer.former_provinces(standing.place)
        before = [place for place in former if place.is_in_force_on(day)]
        candidates += before if len(before) == 1 else []
        # Of a producer without a commune nothing says more than the name of the province.
        candidates += self.gazetteer.named(here.name, PlaceLevel.PROVINCE)
        candidates.append(here)
        return next(
            (
                place
                for place in candidates
                if place.is_in_force_on(day) and here in self.gazetteer.successors(place)
            ),
            here,
        )


def too_long() -> str:
    return _("an address of at most %(limit)d characters") % {"limit": LONGEST_LINE}


_WHAT = {
    PlaceLevel.COMMUNE: lambda: _("the name of a commune there, of today or before July 2025"),
    PlaceLevel.PROVINCE: lambda: _("the name of a province, of today or before July 2025"),
    PlaceLevel.DISTRICT: lambda: _("the name of a district, as it was before July 2025"),
}
