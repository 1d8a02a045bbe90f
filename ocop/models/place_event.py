"""Names and kinds of a place by the day, and the events that change places: resolutions, as an administrator enters them.

A place that gets another name or kind stays the same place. `Place.name` and `Place.kind` are those of its last row here;
triggers keep the two alike, whichever is written.
"""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from ocop.models.place_name import PlaceKind, full_name
from ocop.models.record import tracked
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ocop.values.vietnamese import NameField

# That a row (named `{row}`) is the last name of its place.
LAST = (
    "NOT EXISTS (SELECT FROM ocop_placename later WHERE later.place_id = {row}.place_id"
    " AND later.valid_from > coalesce({row}.valid_from, '-infinity'))"
)
# Of a place, the row that says how it is called now, or was called at its end.
PLACE_FOLLOWS = f"""
    UPDATE ocop_place place SET kind = last.kind, name = last.name, named_since = last.since FROM (
        SELECT named.*, CASE WHEN EXISTS (SELECT FROM ocop_placename earlier WHERE earlier.place_id = named.place_id
            AND earlier.id <> named.id) THEN named.valid_from END AS since
        FROM ocop_placename named WHERE named.place_id = coalesce(NEW.place_id, OLD.place_id) AND {LAST.format(row="named")}
    ) last
    WHERE place.id = last.place_id
        AND (place.kind, place.name, place.named_since) IS DISTINCT FROM (last.kind, last.name, last.since);
    RETURN NULL;
"""
# Its days are those of the place, without a gap.
NAMED_ON_EVERY_DAY = """
    IF EXISTS (
        SELECT FROM ocop_place place LEFT JOIN LATERAL (
            SELECT min(coalesce(valid_from, '-infinity')) AS since, max(coalesce(valid_until, 'infinity')) AS until,
                count(*) - 1 AS seams, max(coalesce(valid_from, '-infinity')) AS begins,
                (array_agg(ROW(name.kind, name.name) ORDER BY coalesce(valid_from, '-infinity') DESC))[1] AS last
            FROM ocop_placename name WHERE name.place_id = place.id
        ) named ON true
        WHERE place.id = coalesce(NEW.place_id, OLD.place_id) AND (
            (named.since, named.until) IS DISTINCT FROM
                (coalesce(place.valid_from, '-infinity'), coalesce(place.valid_until, 'infinity'))
            OR named.last IS DISTINCT FROM ROW(place.kind, place.name)
            OR coalesce(place.named_since, '-infinity')
                <> CASE WHEN named.seams > 0 THEN named.begins ELSE '-infinity' END
            OR named.seams <> (SELECT count(*) FROM ocop_placename one JOIN ocop_placename next
                ON next.place_id = one.place_id AND next.valid_from = one.valid_until WHERE one.place_id = place.id))
    ) THEN
        RAISE EXCEPTION 'place_named_on_every_day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
# What an event did stays as it was entered; a draft can be deleted. Only its acts (place_event_confirm, place_event_undo)
# confirm and undo.
EVENT_BY_ITS_ACTS = """
    IF TG_OP = 'DELETE' THEN
        IF OLD.confirmed_at IS NOT NULL THEN
            RAISE EXCEPTION 'place_event_by_its_acts' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF ((NEW.confirmed_at, NEW.confirmed_by_id, NEW.undone_at, NEW.undone_by_id)
            IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id, OLD.undone_at, OLD.undone_by_id)
        AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))
        OR (OLD.confirmed_at IS NOT NULL
            AND (NEW.kind, NEW.resolution, NEW.signed_on, NEW.in_force_from, NEW.province_id, NEW.goes_to_id, NEW.units,
                NEW.confirmed_at, NEW.confirmed_by_id)
            IS DISTINCT FROM (OLD.kind, OLD.resolution, OLD.signed_on, OLD.in_force_from, OLD.province_id, OLD.goes_to_id,
                OLD.units, OLD.confirmed_at, OLD.confirmed_by_id))
        OR OLD.undone_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'place_event_by_its_acts' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class PlaceEventKind(models.TextChoices):
    RENAME = "rename", _("New name")
    KIND = "kind", _("New kind")
    MERGER = "merger", _("Merger")
    SPLIT = "split", _("Split")
    TRANSFER = "transfer", _("Transfer to another province")


# The place stays what it is under another name.
NAMING = (PlaceEventKind.RENAME, PlaceEventKind.KIND)


class PlaceEventState(models.TextChoices):
    ENTERED = "entered", _("Entered")
    CONFIRMED = "confirmed", _("Confirmed")
    UNDONE = "undone", _("Undone")


class PlaceEventQuerySet(models.QuerySet):
    def for_list(self):
        """The newest first."""
        return self.select_related("province").order_by("-in_force_from", "-pk")

    def confirmed(self):
        """Events that hold."""
        return self.filter(confirmed_at__isnull=False, undone_at=None)


@tracked()
class PlaceEvent(models.Model):
    """What a resolution changes: names, kinds or the units themselves. It has an effect once it is confirmed."""

    kind = models.CharField(_("what changes"), max_length=10, choices=PlaceEventKind)
    resolution = models.CharField(
        _("resolution"), max_length=60, help_text=_("Its number, such as “237/NQ-UBTVQH16”.")
    )
    # Not known of some events of the seed.
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"))
    province = models.ForeignKey("ocop.Place", models.PROTECT, verbose_name=_("province"), related_name="+")
    goes_to = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("goes to the province"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only for a transfer."),
    )
    units = models.TextField(
        _("units"),
        max_length=20_000,
        help_text=_(
            "One change a line: the units with their kinds (or their codes), an arrow, and what they become. “Xã Dầu"
            " Giây → Phường Dầu Giây”; a merger: “Xã A; Xã B → Xã C [12345]”, with the statistics code of the new unit."
        ),
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    entered_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        editable=False,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    undone_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("undone by"), null=True, editable=False, related_name="+"
    )

    objects = PlaceEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of places")
        verbose_name_plural = _("changes of places")
        ordering = ["-in_force_from", "-pk"]
        triggers = [
            pgtrigger.Trigger(
                name="place_event_by_its_acts",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=EVENT_BY_ITS_ACTS,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="place_event_kind_known", condition=Q(kind__in=PlaceEventKind.values)
            ),
            # Nobody here entered or confirmed the events of the seed.
            models.CheckConstraint(
                name="place_event_confirmed_by_somebody",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                | Q(confirmed_at__isnull=False, entered_by=None, entered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="place_event_undone_once_confirmed",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="place_event_signed_before_in_force",
                condition=Q(signed_on=None) | Q(signed_on__lte=F("in_force_from")),
                violation_error_message=_("A resolution is signed before it is in force."),
            ),
            models.CheckConstraint(
                name="place_event_transfer_has_its_province",
                condition=(Q(kind=PlaceEventKind.TRANSFER, goes_to__isnull=False) & ~Q(goes_to=F("province")))
                | (~Q(kind=PlaceEventKind.TRANSFER) & Q(goes_to=None)),
                violation_error_message=_(
                    "A transfer names another province that the units go to; nothing else names one."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.resolution}: {self.get_kind_display()}"

    @property
    def is_naming(self) -> bool:
        """Whether the places stay and only get another name or kind."""
        return self.kind in NAMING

    @property
    def state(self) -> PlaceEventState:
        if self.undone_at:
            return PlaceEventState.UNDONE
        return PlaceEventState.CONFIRMED if self.confirmed_at else PlaceEventState.ENTERED


class PlaceNameQuerySet(models.QuerySet):
    def in_force(self, day: date | None = None):
        """Names that held on `day` (today unless given)."""
        day = day or today()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day)
        )

    def former(self):
        """Names that their places have no more."""
        return self.exclude(kind=F("place__kind"), name=F("place__name"))

    def for_list(self):
        """The earliest first."""
        return self.select_related("event").order_by(F("valid_from").asc(nulls_first=True), "pk")


class PlaceName(models.Model):
    """What a place is called, and of what kind it is, from a day until another (the first day it is not)."""

    place = models.ForeignKey("ocop.Place", models.CASCADE, verbose_name=_("place"), related_name="names")
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind)
    name = NameField(_("name"), max_length=100)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = EndField(_("until the end of"), null=True, blank=True)
    event = models.ForeignKey(
        PlaceEvent, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="names"
    )

    objects = PlaceNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")
        ordering = ["place", F("valid_from").asc(nulls_first=True)]
        triggers = [
            # Where a trigger of the places wrote the name, they are alike already.
            pgtrigger.Trigger(
                name="place_has_its_last_name",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
                func=PLACE_FOLLOWS,
            ),
            # Deferred to the end of the transaction: a name ends before the next begins.
            pgtrigger.Trigger(
                name="place_named_on_every_day",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=NAMED_ON_EVERY_DAY,
            ),
        ]
        constraints = [
            models.CheckConstraint(name="place_name_kind_known", condition=Q(kind__in=PlaceKind.values)),
            models.CheckConstraint(
                name="place_name_from_before_until",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lt=F("valid_until")),
            ),
            ExclusionConstraint(
                name="place_name_one_a_day",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from", "valid_until", function="daterange", output_field=DateRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The place has another name on these days."),
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its kind."""
        return full_name(self.kind, self.name)

    @property
    def last_day(self) -> date | None:
        """The last day of a former name."""
        return last_day(self.valid_until)

    @property
    def resolution(self) -> str:
        """The number of the resolution that gave it; empty where that is not known."""
        return self.event.resolution if self.event else ""

    def held_on(self, day: date) -> bool:
        """The same rule as in_force(), for a row."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


class PlaceListCheck(models.Model):
    """An administrator compared the list of places with what was decided and found it complete, or completed it."""

    checked_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    checked_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("checked by"), editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("check of the list of places")
        verbose_name_plural = _("checks of the list of places")
        ordering = ["-checked_at"]

    def __str__(self):
        return date_format(localdate(self.checked_at), "SHORT_DATE_FORMAT")
