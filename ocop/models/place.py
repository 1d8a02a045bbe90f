"""Administrative units with their history.

Since 1 July 2025 there are 34 provinces and 3,321 communes and no districts (Decision 19/2025/QĐ-TTg). Former units are
kept, with their successors. Codes were reused, so a code identifies a unit only together with a day.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.json_rows import Rows
from ocop.models.place_event import LAST, PlaceEvent
from ocop.models.place_name import PlaceKind, PlaceLevel, full_name, read_name
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ocop.values.vietnamese import Fold, NameField, ViKey, slug_of

if TYPE_CHECKING:
    from ocop.models.place_event import PlaceName

# The names of a place are rows of their own (PlaceName); those of its first and its last day follow it.
NAMED_FROM_THE_BEGINNING = """
    INSERT INTO ocop_placename (place_id, kind, name, valid_from, valid_until)
    SELECT id, kind, name, valid_from, valid_until FROM after;
    RETURN NULL;
"""
NAMES_FOLLOW = f"""
    -- The web, which writes no names, locks places by their coordinates.
    IF NOT EXISTS (SELECT FROM after JOIN before ON before.id = after.id
        WHERE (after.kind, after.name, after.valid_from, after.valid_until)
        IS DISTINCT FROM (before.kind, before.name, before.valid_from, before.valid_until))
    THEN
        RETURN NULL;
    END IF;
    UPDATE ocop_placename named SET kind = after.kind, name = after.name, valid_until = after.valid_until
    FROM after WHERE named.place_id = after.id AND {LAST.format(row="named")}
        AND (named.kind, named.name, named.valid_until) IS DISTINCT FROM (after.kind, after.name, after.valid_until);
    UPDATE ocop_placename named SET valid_from = after.valid_from
    FROM after JOIN before ON before.id = after.id
    WHERE named.place_id = after.id AND after.valid_from IS DISTINCT FROM before.valid_from
        AND named.valid_from IS NOT DISTINCT FROM before.valid_from;
    RETURN NULL;
"""

# Fields of a line about a former unit.
FORMER = ("id", "code", "kind", "name", "valid_until", "province", "parent", "parent__kind", "parent__name")


class PlaceQuerySet(models.QuerySet):
    """Places by the day on which they existed."""

    def public(self):
        """All of them: everybody may read of each place."""
        return self

    def in_force(self, day=None):
        """Places that existed on `day` (today unless given); a NULL `valid_from` means since before records."""
        day = day or today()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day)
        )

    def provinces(self):
        return self.filter(level=PlaceLevel.PROVINCE)

    def communes(self):
        return self.filter(level=PlaceLevel.COMMUNE)

    def merged_into(self, province):
        """Former units of every level in all provinces that became `province`."""
        became = Place.objects.provinces().filter(succeeded_by__new=province)
        return self.filter(valid_until__isnull=False, province__in=became)

    def named(self, text, level=None, within=None, day=None):
        """Places that `text` may mean, by any name that they have or had; kind, accents and case may be missing.

        `within` is a place above, of any level; `day` keeps those that existed on it. Rows are read and compared in
        Python, which suits a single question; for many use ocop.places.gazetteer.
        """
        places = self if day is None else self.in_force(day)
        if level:
            places = places.filter(level=level)
        if within:
            places = places.filter(Q(province=within) | Q(parent=within))
        written = read_name(text)
        rows = places.order_by().values_list("names__kind", "pk", "names__name")
        return self.filter(pk__in=written.best(rows)).for_list()

    def with_former(self):
        """Annotate `former`: the units that became them or a part of them, and for a former place the units in it."""
        merged = Succession.objects.filter(new=OuterRef(OuterRef("pk"))).values("old")
        within = Q(parent=OuterRef("pk"), valid_until__isnull=False)
        former = Place.objects.filter(within | Q(pk__in=merged)).exclude(pk=OuterRef("pk"))
        return self.annotate(former=Rows(former.order_by("name_order", "pk"), *FORMER))

    def for_list(self):
        """In Vietnamese order of names."""
        return self.select_related("province", "parent").order_by("name_order", "pk")


class Place(models.Model):
    """A province, district or commune while it existed; `valid_until` is the first day it did not."""

    code = models.CharField(_("statistics code"), max_length=10)
    level = models.CharField(_("level"), max_length=10, choices=PlaceLevel)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind)
    name = NameField(
        _("name"), max_length=100, help_text=_("Without the kind: “Tân Cương”, not “Xã Tân Cương”.")
    )
    name_key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )
    name_order = models.GeneratedField(
        expression=ViKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    # Set for every level, so that “rows of a province” is one comparison; a province refers to itself.
    province = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("province"), null=True, blank=True, related_name="places"
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_until = EndField(
        _("existed until the end of"), null=True, blank=True, help_text=_("The last day on which it existed.")
    )
    # Kept by the triggers of PlaceName, so that most names on a day cost no query.
    named_since = models.DateField(_("called so from"), null=True, editable=False)
    is_end_exact = models.BooleanField(
        _("its end is known to the day"),
        default=True,
        help_text=_("Otherwise it is missing from the first list of the statistics office after that day."),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_order", "pk"]
        constraints = [
            models.CheckConstraint(name="place_level_known", condition=Q(level__in=PlaceLevel.values)),
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=PlaceKind.values)),
            models.CheckConstraint(
                name="place_from_before_until",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lt=F("valid_until")),
                violation_error_message=_("A place must begin before it ends."),
            ),
            ExclusionConstraint(
                name="place_one_per_code_and_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from", "valid_until", function="daterange", output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Another place has this code at the same time."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="named_from_the_beginning",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(new="after"),
                func=NAMED_FROM_THE_BEGINNING,
            ),
            pgtrigger.Trigger(
                name="names_follow",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(old="before", new="after"),
                func=NAMES_FOLLOW,
            ),
        ]
        indexes = [GinIndex(name="place_name_trigram", fields=["name_key"], opclasses=["gin_trgm_ops"])]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        """The name with its kind: “Xã Tân Cương”."""
        return full_name(self.kind, self.name)

    def name_on(self, day: date | None) -> str:
        """The name on a day; outside its days, and without a day, as it is called now or was last."""
        return self._named_on(day).name

    def full_name_on(self, day: date | None) -> str:
        """The same with its kind: Bắc Ninh was “Tỉnh Bắc Ninh” until 19/09/2026."""
        named = self._named_on(day)
        return full_name(named.kind, named.name)

    def _named_on(self, day):
        if day is None or self.named_since is None or day >= self.named_since:
            return self
        return next((name for name in self.names.all() if name.held_on(day)), self)

    @property
    def former_names(self) -> "list[PlaceName]":
        """What it was called before, the latest first, each with `changed_by`, the resolution that ended the name."""
        if self.named_since is None:
            return []
        names = list(self.names.for_list())
        for name, later in zip(names, names[1:], strict=False):
            name.changed_by = later.resolution
        return names[-2::-1]

    @property
    def name_in_text(self):
        """The full name inside a Vietnamese sentence: “tỉnh Thái Nguyên”."""
        return self.name_in_text_on(None)

    def name_in_text_on(self, day: date | None) -> str:
        """The same on a day."""
        name = self.full_name_on(day)
        return name[:1].lower() + name[1:]

    @property
    def outer_province(self) -> "Place | None":
        """The province in which it lies; None for a province."""
        return self.province if self.province_id != self.pk else None

    @property
    def with_province(self) -> "list[Place]":
        """It and the province in which it lies, for its name in words; a province alone."""
        return [place for place in (self, self.outer_province) if place]

    @property
    def with_parent(self) -> "list[Place]":
        """It and the district in which a former commune lay; alone where that was the province."""
        above = self.parent if self.parent_id != self.province_id else None
        return [self, above] if above else [self]

    @property
    def in_full(self) -> "list[Place]":
        """It with the district and the province in which it lies."""
        return [*self.with_parent, *self.with_province[1:]]

    @property
    def slug(self):
        """The readable part of the URL; code and day decide."""
        return slug_of(self.name)

    def get_absolute_url(self):
        """The public page; for a former place with its last day, since its code may have been reused."""
        address = reverse("place", args=[self.code, self.slug])
        return f"{address}?day={self.last_day:%Y-%m-%d}" if self.valid_until else address

    @property
    def last_day(self):
        """The last day on which a former place existed."""
        return last_day(self.valid_until)

    def is_in_force_on(self, day=None):
        """Whether the place existed on `day` (today unless given); the same rule as in_force(), for a row."""
        day = day or today()
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )

    def successors(self, day=None):
        """The places in force on `day` that this one became, through any number of changes; itself if it still exists."""
        day = day or today()
        found, seen, frontier = set(), set(), {self.pk}
        while frontier:
            standing = set(Place.objects.in_force(day).filter(pk__in=frontier).values_list("pk", flat=True))
            found |= standing
            seen |= frontier
            frontier = (
                set(
                    Succession.objects.filter(old__in=frontier - standing, on__lte=day).values_list(
                        "new", flat=True
                    )
                )
                - seen
            )
        return Place.objects.filter(pk__in=found).for_list()


class Succession(models.Model):
    """`old` became `new`, or a part of it, on a day. Many to many: 442 communes were split in 2025."""

    old = models.ForeignKey(
        Place, models.CASCADE, verbose_name=_("former place"), related_name="succeeded_by"
    )
    new = models.ForeignKey(Place, models.CASCADE, verbose_name=_("new place"), related_name="preceded_by")
    on = models.DateField(_("on"))
    event = models.ForeignKey(
        PlaceEvent, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="successions"
    )

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="succession_once",
                fields=["old", "new"],
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                name="succession_not_to_itself",
                condition=~Q(old=F("new")),
                violation_error_message=_("A place cannot succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.old_id} → {self.new_id}"
