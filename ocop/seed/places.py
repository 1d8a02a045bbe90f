"""Load places.csv and successions.csv (how they are made and what a row means: make_places.py)."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F

from ocop.models import Place, PlaceLevel, Succession

FOLDER = Path(__file__).parent
# What a later seed may correct in a place that is already known; code, level and first day say which place it is.
CORRECTABLE = ["kind", "name", "parent_id", "province_id", "valid_until", "latitude", "longitude"]
BATCH = 2000


class LoadedPlaces(NamedTuple):
    """What the register of places holds after loading, and what the loading did to it."""

    in_force: int
    former: int
    successions: int
    new: int
    corrected: int
    removed: int

    @property
    def changed(self):
        """Rows written or removed."""
        return self.new + self.corrected + self.removed


@transaction.atomic
def load_places() -> LoadedPlaces:
    """Bring places and successions to what the seed says; loading again changes nothing.

    A place is never deleted, because rows may point at it; a succession that the seed no longer knows is.
    """
    known = {(place.level, place.code, place.valid_from): place for place in Place.objects.all()}
    register, written = _Register(), [0, 0]
    rows = _read("places.csv")
    for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT, PlaceLevel.COMMUNE):
        seed = [register.place(row) for row in rows if row["level"] == level]
        outcome = _write(seed, known)
        written = [before + now for before, now in zip(written, outcome, strict=True)]
        register.add(seed)
    added, removed = _write_successions(register)
    # A planner that still thinks the tables empty joins thousands of places one by one.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ocop_place, ocop_succession")
    former = sum(row["valid_until"] != "" for row in rows)
    return LoadedPlaces(
        in_force=len(rows) - former,
        former=former,
        successions=Succession.objects.count(),
        new=written[0] + added,
        corrected=written[1],
        removed=removed,
    )


class _Register:
    """The places read so far, found as the seed names them: level, code and whether they ended."""

    def __init__(self):
        self.places = {}

    def add(self, places):
        """Remember places that have a key, so that others can be part of them."""
        for place in places:
            self.places.setdefault((place.level, place.code), []).append(place)

    def on(self, level, code, day):
        """The place that had the code on `day`."""
        return next(place for place in self.places[level, code] if place.is_in_force_on(day))

    def place(self, row):
        """A place, not saved, from a row of the seed."""
        place = Place(
            level=row["level"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            latitude=_degrees(row["latitude"]),
            longitude=_degrees(row["longitude"]),
        )
        if row["parent"]:
            # A district's parent is a province, a commune's a district until there were none.
            level = PlaceLevel.DISTRICT if len(row["parent"]) == 3 else PlaceLevel.PROVINCE
            day = place.valid_from or place.valid_until - timedelta(days=1)
            place.parent = self.on(level, row["parent"], day)
            place.province = place.parent.province
        return place


def _write(seed, known):
    """Save what is new or differs; give every place of `seed` its key. Return the numbers of both."""
    new, corrected = [], []
    for place in seed:
        standing = known.get((place.level, place.code, place.valid_from))
        if standing is None:
            new.append(place)
            continue
        place.pk = standing.pk
        if place.level == PlaceLevel.PROVINCE:
            place.province = place
        if any(getattr(place, name) != getattr(standing, name) for name in CORRECTABLE):
            corrected.append(place)
    # What ended goes first: its code may be given again to a new place.
    fields = [name.removesuffix("_id") for name in CORRECTABLE]
    Place.objects.bulk_update(corrected, fields, batch_size=BATCH)
    Place.objects.bulk_create(new, batch_size=BATCH)
    # A province is its own, which it can only be once it has its key.
    Place.objects.provinces().filter(province=None).update(province=F("pk"))
    for place in new:
        place.province = place.province or place
    return len(new), len(corrected)


def _write_successions(register):
    """Add and remove successions until they are the seed's. Return the numbers of both."""
    wanted = {}
    for row in _read("successions.csv"):
        day = date.fromisoformat(row["on"])
        level = PlaceLevel.PROVINCE if row["level"] == PlaceLevel.PROVINCE else PlaceLevel.COMMUNE
        old = register.on(row["level"], row["old"], day - timedelta(days=1))
        wanted[old.pk, register.on(level, row["new"], day).pk] = day
    standing = {(old, new): pk for pk, old, new in Succession.objects.values_list("pk", "old", "new")}
    # Only what the seed speaks of: a succession between places it does not know stays.
    ours = {place.pk for places in register.places.values() for place in places}
    stale = [pk for pair, pk in standing.items() if pair not in wanted and ours.issuperset(pair)]
    Succession.objects.filter(pk__in=stale).delete()
    Succession.objects.bulk_create(
        [
            Succession(old_id=old, new_id=new, on=day)
            for (old, new), day in wanted.items()
            if (old, new) not in standing
        ],
        batch_size=BATCH,
    )
    return len(wanted.keys() - standing.keys()), len(stale)


def _read(name):
    """The rows of a file of the seed."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text):
    return date.fromisoformat(text) if text else None


def _degrees(text):
    return Decimal(text).quantize(Decimal("0.00001")) if text else None
