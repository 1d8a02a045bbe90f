"""All places in memory: resolves addresses of old lists without a query for each row."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from ocop.models import Place, PlaceLevel, PlaceName, Succession
from ocop.models.place_name import name_key, read_name
from ocop.values.dates import today

# Of a misspelt name: the least part of it that must agree, and how many places are offered for it.
LEAST_ALIKE = 0.6
OFFERED = 5


class Resolution(NamedTuple):
    """The meaning of an address.

    `place` is in force: a commune if possible, else a province, None if nothing is known. `former` is the unit that the
    address names, if it no longer exists. `candidates` are places among which a person must choose: communes in force if
    a commune was split, else all units with the name; empty if nothing is open.
    """

    place: Place | None = None
    former: Place | None = None
    candidates: tuple[Place, ...] = ()


class Gazetteer:
    """Places, their former names and successions as of `day` (today unless given), read with three queries."""

    def __init__(self, day=None):
        self.day = day or today()
        self.places = Place.objects.in_bulk()
        for place in self.places.values():
            # The objects are shared, so that the province of a row costs no query.
            place.province = self.places.get(place.province_id)
            place.parent = self.places.get(place.parent_id)
        self._became = defaultdict(list)
        for old, new in Succession.objects.filter(on__lte=self.day).order_by("pk").values_list("old", "new"):
            self._became[old].append(new)
        # Each place under every name and kind that it has or had: (kind, place, name).
        self._by_name = defaultdict(list)
        for place in self.places.values():
            self._call(place, place.kind, place.name)
        self._kinds = defaultdict(set)
        for pk, kind, name in PlaceName.objects.former().order_by("pk").values_list("place", "kind", "name"):
            self._call(self.places[pk], kind, name)
            self._kinds[pk].add(kind)
        self._successors, self._resolved, self._named = {}, {}, {}

    def _call(self, place, kind, name):
        self._by_name[place.level, name_key(name)].append((kind, place, name))

    def kinds(self, place: Place) -> set[str]:
        """The kinds that a place has or had: a province that became a city signed as both."""
        return {place.kind} | self._kinds.get(place.pk, set())

    def successors(self, place) -> tuple[Place, ...]:
        """The places in force that `place` became; itself if it still exists. Like Place.successors(), without queries."""
        if place.pk not in self._successors:
            self._successors[place.pk] = tuple(self._standing(place, set()))
        return self._successors[place.pk]

    def became(self, old, new) -> bool:
        """Whether `old` directly became `new` or a part of it."""
        return new.pk in self._became.get(old.pk, ())

    def former_provinces(self, place: Place) -> list[Place]:
        """The former provinces in which a place in force, or a part of it, was."""
        return self._former_provinces.get(place.pk, [])

    @cached_property
    def _former_provinces(self) -> dict[int, list[Place]]:
        found: dict[int, dict[Place, None]] = defaultdict(dict)
        for place in self.places.values():
            province = place.province
            if place.level == PlaceLevel.COMMUNE and province and not province.is_in_force_on(self.day):
                for after in self.successors(place):
                    found[after.pk][province] = None
        return {pk: list(provinces) for pk, provinces in found.items()}

    def _standing(self, place, seen):
        if place.is_in_force_on(self.day):
            yield place
            return
        for pk in self._became[place.pk]:
            if pk not in seen:
                seen.add(pk)
                yield from self._standing(self.places[pk], seen)

    def _reached(self, place):
        """The places in force that `place` became; of a commune of which nobody knows, those that its district became."""
        return self.successors(place) or (self.successors(place.parent) if place.parent else ())

    def _districts_after(self, district):
        """The districts that a district went into before there were none, through any number of changes."""
        after = [self.places[pk] for pk in self._became[district.pk]]
        after = [place for place in after if place.level == PlaceLevel.DISTRICT]
        return after + [place for each in after for place in self._districts_after(each)]

    def named(self, text, level) -> list[Place]:
        """Places of a level that `text` may mean, of any time, by any name. Like Place.objects.named(), without a query."""
        if (text, level) not in self._named:
            written = read_name(text)
            found = {key: self._by_name.get((level, key), ()) for key in (written.whole, written.bare) if key}
            best = written.best(called for calls in found.values() for called in calls)
            self._named[text, level] = list(dict.fromkeys(best))
        return self._named[text, level]

    def nearest(self, text: str, level: PlaceLevel, within: Place | None) -> list[Place]:
        """The places whose names are nearest to a misspelt one, the nearest first.

        `within` is a province, of today or before, with what it became; None: the whole country. A former place is among
        them where none of its name is in force. Empty if no name is near.
        """
        written = read_name(text)
        # What looks like a kind may begin the name: Quân Hà is no urban district.
        asked = [key for key in (written.whole, written.bare) if key]
        alike: dict[Place, float] = {}
        for (of_level, key), calls in self._by_name.items():
            if of_level != level:
                continue
            score = max((OSA.normalized_similarity(each, key) for each in asked), default=0)
            if score < LEAST_ALIKE:
                continue
            called = list(dict.fromkeys(place for _kind, place, _name in calls))
            for place in self._newest_way(self._within(called, [within] if within else [])):
                alike[place] = max(score, alike.get(place, 0))
        near = sorted(alike, key=lambda place: (-alike[place], not place.is_in_force_on(self.day), place.pk))
        return near[:OFFERED]

    def resolve(self, commune="", district="", province="", written_on=None) -> Resolution:
        """Resolve an address in the places in force.

        - A former commune that went into one commune is that one; for a split one the result is its province, with
          candidates.
        - A missing or unknown commune: the province in force of its district, which is kept as `former`.
        - An address with a district is from before 1 July 2025. One without is first read as of today, unless its
          province no longer exists or `written_on` names another day.
        - Where several units fit and lead to different places, the result is the smallest unit that they share.
        """
        asked = (commune, district, province, written_on)
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(*asked)
        return self._resolved[asked]

    def meaning(self, place: Place) -> Resolution:
        """What an address means that names this place, of today or before."""
        return self._meaning([place])

    def _resolve(self, commune, district, province, day):
        provinces = self._existing(self.named(province, PlaceLevel.PROVINCE), day) if province else []
        districts = self._within(self.named(district, PlaceLevel.DISTRICT), provinces) if district else []
        if province and not provinces:
            return Resolution()
        if commune and (found := self._communes(commune, districts, provinces, day)):
            return self._meaning(found)
        if districts:
            return self._meaning(districts)
        return self._meaning(self._newest_way(provinces))

    def _communes(self, text, districts, provinces, day):
        """Communes that the name may mean, in the more likely reading only."""
        named = self._existing(self.named(text, PlaceLevel.COMMUNE), day)
        if districts:
            # A commune also stood in what its district went into.
            around = {
                *districts,
                *(after for district in districts for after in self._districts_after(district)),
            }
            inside = [place for place in named if place.parent in around]
            # A new commune's name is also written with its old district.
            return inside or [
                place for place in named if any(place in self.successors(above) for above in districts)
            ]
        return self._newest_way(self._within(named, provinces))

    def _newest_way(self, places):
        """Places in force if there are any, else all."""
        return [place for place in places if place.is_in_force_on(self.day)] or places

    def _existing(self, places, day):
        """Places that existed on `day`; all without a day or if there are none."""
        return [place for place in places if day and place.is_in_force_on(day)] or places

    def _within(self, places, provinces):
        """Places in one of the provinces, or in what became of one; all if no province is known."""
        if not provinces:
            return places
        inside = [place for place in places if place.province in provinces]
        standing = {after for province in provinces for after in self.successors(province)}
        return inside or [place for place in places if standing.intersection(self.successors(place.province))]

    def _meaning(self, places):
        """The meaning of an address that names one of `places`."""
        if not places:
            return Resolution()
        former = places[0] if len(places) == 1 and not places[0].is_in_force_on(self.day) else None
        reached = list(dict.fromkeys(after for place in places for after in self._reached(place)))
        if len(reached) == 1:
            return Resolution(reached[0], former)
        above = {after.province for after in reached}
        shared = above.pop() if len(above) == 1 else None
        of_commune = places[0].level == PlaceLevel.COMMUNE
        if len(places) > 1:
            return Resolution(shared, None, tuple(reached if of_commune else places))
        return Resolution(shared, former, tuple(reached) if of_commune else ())
