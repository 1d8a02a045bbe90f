"""Loads places.csv and successions.csv (make_places.py describes them), dissolved.csv and former_names.csv
(make_dissolved_places.py), and events.csv: what changed since.

Each row of events.csv is a unit (by its code) that a resolution gave another name or kind. Sources: independent public data
sets that cite the official addresses of the resolutions. The days of signing are not in them.
"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F

from ocop.models import Place, PlaceEvent, PlaceLevel, PlaceName, Succession
from ocop.places.events import confirm

FOLDER = Path(__file__).parent
# Fields that a later seed may correct; code, level and first day identify a place.
CORRECTABLE = [
    *["kind", "name", "parent_id", "province_id", "valid_until"],
    *["is_end_exact", "latitude", "longitude"],
]
BATCH = 2000


class LoadedPlaces(NamedTuple):
    """Numbers of the register after loading, and of changes."""

    in_force: int
    former: int
    successions: int
    new: int
    corrected: int
    removed: int
    events: int
    # Events that the register does not take, with the reason.
    refused: tuple[str, ...] = ()

    @property
    def changed(self):
        """Rows written or removed, and events that took effect."""
        return self.new + self.corrected + self.removed + self.events


@transaction.atomic
def load_places() -> LoadedPlaces:
    """Bring places and successions to the state of the seed; loading again changes nothing.

    A place is never deleted, because rows may refer to it; a succession that the seed no longer has is.
    """
    known = {(place.level, place.code, place.valid_from): place for place in Place.objects.all()}
    register, written = _Register(), [0, 0]
    rows = [*_read("places.csv"), *_dissolved()]
    for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT, PlaceLevel.COMMUNE):
        seed = [register.place(row) for row in rows if row["level"] == level]
        outcome = _write(seed, known)
        written = [before + now for before, now in zip(written, outcome, strict=True)]
        register.add(seed)
    added, removed = _write_successions(register)
    renamed = _write_former_names(register)
    events, refused = _load_events()
    # With statistics of empty tables the planner would join thousands of places one by one.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ocop_place, ocop_placename, ocop_succession")
    former = sum(row["valid_until"] != "" for row in rows)
    return LoadedPlaces(
        in_force=len(rows) - former,
        former=former,
        successions=Succession.objects.count(),
        new=written[0] + added,
        corrected=written[1] + renamed,
        removed=removed,
        events=events,
        refused=tuple(refused),
    )


class _Register:
    """Places read so far, by level, code and whether they have ended."""

    def __init__(self):
        self.places = {}

    def add(self, places):
        """Add saved places, so that others can refer to them."""
        for place in places:
            self.places.setdefault((place.level, place.code), []).append(place)

    def on(self, level, code, day):
        """The place that had the code on `day`."""
        return next(place for place in self.places[level, code] if place.is_in_force_on(day))

    def place(self, row):
        """An unsaved place from a row of the seed."""
        place = Place(
            level=row["level"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            latitude=_degrees(row["latitude"]),
            longitude=_degrees(row["longitude"]),
            is_end_exact="into" not in row,
        )
        if row["parent"]:
            # A district's parent is a province, a commune's was a district until there were none.
            level = PlaceLevel.DISTRICT if len(row["parent"]) == 3 else PlaceLevel.PROVINCE
            day = place.valid_from or place.valid_until and place.valid_until - timedelta(days=1)
            place.parent = self.on(level, row["parent"], day)
            place.province = place.parent.province
        return place


def _write(seed, known):
    """Save what is new or differs and set keys on all of `seed`. Returns the numbers of both."""
    new, corrected, misnamed = [], [], []
    names = _names_before_events()
    # The seed does not know what an administrator has entered.
    ended = set(Succession.objects.filter(event__isnull=False).values_list("old", flat=True))
    for place in seed:
        standing = known.get((place.level, place.code, place.valid_from))
        if standing is None:
            new.append(place)
            continue
        place.pk = standing.pk
        if before := names.get(place.pk):
            # It is called by an event now: the seed has the name before.
            if (before.kind, before.name) != (place.kind, place.name):
                before.kind, before.name = place.kind, place.name
                misnamed.append(before)
            place.kind, place.name = standing.kind, standing.name
        if place.pk in ended:
            place.valid_until = standing.valid_until
        if place.level == PlaceLevel.PROVINCE:
            place.province = place
        if any(getattr(place, name) != getattr(standing, name) for name in CORRECTABLE):
            corrected.append(place)
    # Ended places first: their codes may be reused by new ones.
    fields = [name.removesuffix("_id") for name in CORRECTABLE]
    Place.objects.bulk_update(corrected, fields, batch_size=BATCH)
    PlaceName.objects.bulk_update(misnamed, ["kind", "name"])
    Place.objects.bulk_create(new, batch_size=BATCH)
    # A province refers to itself, which is possible only once it has a key.
    Place.objects.provinces().filter(province=None).update(province=F("pk"))
    for place in new:
        place.province = place.province or place
    return len(new), len(corrected) + len(misnamed)


def _names_before_events():
    """The last names that no event gave, by place, of places that an event gave a name."""
    called = PlaceName.objects.filter(event=None, place__names__event__isnull=False)
    return {name.place_id: name for name in called.order_by(F("valid_from").asc(nulls_first=True)).distinct()}


def _load_events():
    """Let the events of the seed take effect that the register does not know. Returns how many, and refusals of others.

    An event that an administrator entered, or undid, is not entered again.
    """
    by_resolution = defaultdict(list)
    for row in _read("events.csv"):
        of_one = (row["resolution"], row["kind"], row["in_force_from"], row["province"])
        by_resolution[of_one].append(f"{row['unit']} → {row['becomes']}")
    done, refused = 0, []
    for (resolution, kind, day, province), units in by_resolution.items():
        if PlaceEvent.objects.filter(resolution__icontains=resolution).exists():
            continue
        event = PlaceEvent.objects.create(
            resolution=resolution,
            kind=kind,
            in_force_from=date.fromisoformat(day),
            province=Place.objects.in_force(date.fromisoformat(day)).provinces().get(code=province),
            units="\n".join(units),
        )
        if refusal := confirm(event, by=None):
            event.delete()
            refused.append(f"{resolution}: {refusal}")
        else:
            done += 1
    return done, refused


def _dissolved():
    """Rows of dissolved.csv, as those of places.csv; with `into`, the districts that a district went into."""
    blank = {"valid_from": "", "latitude": "", "longitude": ""}
    return [row | blank for row in _read("dissolved.csv")]


def _write_former_names(register):
    """Write the names that units had until 2025, before any event. Returns the number of places whose names differed."""
    wanted: dict[int, list] = defaultdict(list)
    for row in sorted(_read("former_names.csv"), key=itemgetter("valid_until")):
        day = _day(row["valid_until"])
        place = register.on(row["level"], row["code"], day)
        since = wanted[place.pk][-1][3] if wanted[place.pk] else place.valid_from
        wanted[place.pk].append((row["kind"], row["name"], since, day))
    standing = defaultdict(list)
    for name in PlaceName.objects.filter(place__in=wanted, event=None).order_by("valid_until"):
        standing[name.place_id].append(name)
    fields = attrgetter("kind", "name", "valid_from", "valid_until")
    differing = [pk for pk in wanted if [*map(fields, standing[pk][:-1])] != wanted[pk]]
    PlaceName.objects.filter(pk__in=[name.pk for pk in differing for name in standing[pk][:-1]]).delete()
    for pk in differing:
        standing[pk][-1].valid_from = wanted[pk][-1][3]
    PlaceName.objects.bulk_update([standing[pk][-1] for pk in differing], ["valid_from"], batch_size=BATCH)
    PlaceName.objects.bulk_create(
        PlaceName(place_id=pk, kind=kind, name=name, valid_from=since, valid_until=until)
        for pk in differing
        for kind, name, since, until in wanted[pk]
    )
    return len(differing)


def _write_successions(register):
    """Add and remove successions to match the seed. Returns the numbers of both."""
    wanted: dict = {}
    for row in _read("successions.csv"):
        day = date.fromisoformat(row["on"])
        level = PlaceLevel.PROVINCE if row["level"] == PlaceLevel.PROVINCE else PlaceLevel.COMMUNE
        old = register.on(row["level"], row["old"], day - timedelta(days=1))
        wanted[old.pk, register.on(level, row["new"], day).pk] = day
    for row in _dissolved():
        day = date.fromisoformat(row["valid_until"])
        for into in row["into"].split():
            old = register.on(PlaceLevel.DISTRICT, row["code"], day - timedelta(days=1))
            wanted[old.pk, register.on(PlaceLevel.DISTRICT, into, day).pk] = day
    standing = {(old, new): pk for pk, old, new in Succession.objects.values_list("pk", "old", "new")}
    # Only places of the seed: other successions stay.
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
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text):
    return date.fromisoformat(text) if text else None


def _degrees(text):
    return Decimal(text).quantize(Decimal("0.00001")) if text else None
