"""Where a row's producer stands: the place in force, and the one its papers name."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ocop.gazetteer import Gazetteer
from ocop.models import Place, PlaceLevel
from ratings.imports.known import district_of
from ratings.imports.wanted import Wanted


@dataclass(slots=True)
class Standing:
    """Where a row says its producer stands. `open` are the communes among which nobody has chosen yet."""

    place: Place
    former: Place | None = None
    open: tuple = ()
    district: Place | None = None
    line: str = ""

    @property
    def is_commune(self):
        """Whether the place is as exact as the register wants it."""
        return self.place.level == PlaceLevel.COMMUNE


@dataclass
class Map:
    """Places as a list writes them; `province`, a place in force, is the only one that it may speak of."""

    gazetteer: Gazetteer
    province: Place | None = None
    named: dict = field(default_factory=dict)

    def standing(self, want: Wanted) -> Standing | None:
        """Return where the producer stands; None with a refusal where the row's places mean nothing."""
        said = {level: want.place.get(level, "") for level in ("commune", "district", "province")}
        if not said["province"] and self.province:
            said["province"] = self.province.name
        if not any(said.values()):
            want.refuse("province", _("a province, in the list or chosen for all of it"))
            return None
        for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT):
            if said[level] and not self.gazetteer.named(said[level], level):
                want.refuse(level, _WHAT[level](), said[level])
                return None
        found = self.gazetteer.resolve(**said)
        if found.place is None:
            want.refuse("province", _("a province: units of this name lie in several"))
            return None
        if self.province and found.place.province != self.province:
            want.refuse("province", self._only(), said["province"] or said["district"] or said["commune"])
            return None
        return self._complete(want, said, found)

    def _complete(self, want, said, found):
        lines = [want.place.get("village", "")]
        standing = Standing(found.place, found.former, found.candidates, district_of(found.former))
        if standing.open and standing.open[0].level != PlaceLevel.COMMUNE:
            standing.open = ()
        if said["commune"] and not standing.is_commune:
            lines.append(said["commune"])
            if standing.open:
                names = ", ".join(place.full_name for place in standing.open)
                want.notes.append(
                    _("%(commune)s: choose among %(names)s.") % {"commune": said["commune"], "names": names}
                )
            else:
                want.notes.append(
                    _(
                        "%(commune)s is not known there: the producer stands at the province and keeps it as address."
                    )
                    % {"commune": said["commune"]}
                )
        if want.former and not standing.former:
            levels = {level: want.former.get(level, "") for level in ("commune", "district", "province")}
            standing.former = self.gazetteer.resolve(**levels).former
            standing.district = district_of(standing.former)
        standing.line = ", ".join(line for line in lines if line)[:250]
        return standing

    def _only(self):
        return _("a place in %(province)s: lists of other provinces are theirs") % {
            "province": self.province.full_name
        }

    def authority(self, want: Wanted, standing: Standing) -> Place | None:
        """Who signed a row's decision: the unit that the list names, the ministry (None), else the province of that day."""
        folded = want.authority.lower()
        if "bộ" in folded or "BNN" in want.number.upper() or "TTG" in want.number.upper():
            return None
        for level in (PlaceLevel.DISTRICT, PlaceLevel.PROVINCE):
            name = want.authority.split("UBND")[-1].strip()
            for place in self.gazetteer.named(name, level) if name else []:
                if place.is_in_force_on(want.signed_on):
                    return place
        return self._province_on(want.signed_on, standing, want.place.get("province", ""))

    def _province_on(self, day, standing, written):
        """The province in which the producer stood on a day."""
        candidates = [standing.former.province] if standing.former else []
        candidates += self.gazetteer.named(written, PlaceLevel.PROVINCE) if written else []
        candidates.append(standing.place.province)
        here = standing.place.province
        return next(
            (
                place
                for place in candidates
                if place.is_in_force_on(day) and here in self.gazetteer.successors(place)
            ),
            here,
        )


_WHAT = {
    PlaceLevel.PROVINCE: lambda: _("the name of a province, of today or before July 2025"),
    PlaceLevel.DISTRICT: lambda: _("the name of a district, as it was before July 2025"),
}
