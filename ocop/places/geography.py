"""Where a row was on another day: today's communes mapped back to the units of that time."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Q

from ocop.models import Place, PlaceLevel, Succession


def existed(day, path):
    """The condition that the place at `path` existed on `day`."""
    since, until = f"{path}valid_from", f"{path}valid_until"
    return (Q(**{since: None}) | Q(**{f"{since}__lte": day})) & (
        Q(**{until: None}) | Q(**{f"{until}__gt": day})
    )


class Geography:
    """The units in force on `day` that contain the places `keys`.

    A place that did not exist then counts as what became it, or what it became; if these are in several units of a level,
    the unit of that level is None.
    """

    def __init__(self, day, keys):
        self.day = day
        self.keys = list(keys)

    @cached_property
    def rows(self):
        """For each key the units in force on the day that it stands for."""
        known = self.read(self.keys)
        standing = {key: {key} for key in self.keys if key in known and self.existed(known[key])}
        for key in self.keys:
            standing.setdefault(key, set())
        for back in (True, False):
            self.follow({key for key in self.keys if not standing[key]}, standing, back=back)
        units = {unit for found in standing.values() for unit in found}
        places = known | self.read(units - known.keys())
        return {key: [places[unit] for unit in found] for key, found in standing.items()}

    def read(self, keys):
        """Rows of places by key: key, level, parent, province, from, until."""
        fields = ("pk", "level", "parent", "province", "valid_from", "valid_until")
        rows = Place.objects.filter(pk__in=keys).values_list(*fields).order_by() if keys else []
        return {row[0]: row for row in rows}

    def existed(self, row):
        since, until = row[4:6]
        return (since is None or since <= self.day) and (until is None or self.day < until)

    def follow(self, lost, standing, *, back):
        """Map each of the `lost` keys to the units that stand for it, through any number of changes."""
        here, there = ("new", "old") if back else ("old", "new")
        origins = {key: {key} for key in lost}
        seen = set(lost)
        while origins:
            steps = Succession.objects.filter(**{f"{here}__in": list(origins)}).order_by()
            further: dict[int, set] = defaultdict(set)
            for one, other in steps.values_list(here, there):
                further[other] |= origins[one]
            places = self.read(further.keys())
            origins = {}
            for key, row in places.items():
                if self.existed(row):
                    for origin in further[key]:
                        standing[origin].add(key)
                elif key not in seen:
                    origins[key] = further[key]
            seen |= origins.keys()

    def unit(self, key, level):
        """The key of the unit of `level` around a place, or None if it is ambiguous."""
        units = {unit_of(row, level) for row in self.rows.get(key, ())}
        return units.pop() if len(units) == 1 else None

    def inside(self, place):
        """The keys inside `place`, a unit in force on the day."""
        return [key for key in self.keys if self.unit(key, place.level) == place.pk]


def unit_of(row, level):
    """The unit of `level` around a row; None if the row is above that level."""
    key, own_level, parent, province = row[:4]
    if own_level == level:
        return key
    if level == PlaceLevel.PROVINCE:
        return province
    return parent if own_level == PlaceLevel.COMMUNE and parent != province else None
