"""Sales channels, and listings of products in them with the results of checks."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.constraints import half_open
from ocop.database.plausible import plausible_day
from ocop.models import PlaceLevel, Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.dates import today
from ocop.values.last_day import EndField, last_day
from ocop.values.vietnamese import Fold, NameField, ViKey
from products.models.sales import BelongsToProduct


class ChannelKind(models.TextChoices):
    """How a channel sells; items 2.1 and 8 of the sheets distinguish these."""

    SUPERMARKET = "supermarket", _("Supermarket chain")
    MARKETPLACE = "marketplace", _("Online marketplace")
    OWN_SHOP = "own_shop", _("Producer's own shop")
    OCOP_POINT = "ocop_point", _("OCOP point of sale")
    EXPORT = "export", _("Export distributor")
    OTHER = "other", _("Other shop")


class SalesChannelQuerySet(ScopedQuerySet):
    """Channels of the country and of provinces."""

    def visible_to(self, user):
        own = super().visible_to(user)
        return self.filter(Q(place=None) | Q(pk__in=own.values("pk"))) if user.works_at_desk else own

    def for_list(self):
        """In Vietnamese order of names, with the number of current listings."""
        running = Listing.objects.valid_on().values("pk")
        return (
            self.select_related("place__province")
            .annotate(running=models.Count("listings", filter=Q(listings__in=running), distinct=True))
            .order_by("name_order", "pk")
        )

    def for_choice(self):
        return self.select_related("place").order_by("name_order", "pk")

    def for_detail(self):
        return self.select_related("place__province")


@tracked()
class SalesChannel(Record):
    """A supermarket chain, a marketplace, a shop … that sells products.

    `place` is the province whose officers edit the row; without one the channel is of the whole country and part of the
    seed.
    """

    place_path = "place"
    producer_path = "listings__product__producer"

    kind = models.CharField(_("kind"), max_length=20, choices=ChannelKind)
    name = NameField(_("name"), max_length=150)
    name_key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )
    name_order = models.GeneratedField(
        expression=ViKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    website = models.URLField(_("web address"), max_length=300, blank=True)
    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        related_name="channels",
        limit_choices_to={"level": PlaceLevel.PROVINCE},
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = SalesChannelQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("sales channel")
        verbose_name_plural = _("sales channels")
        ordering = ["name_order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="channel_kind_known",
                condition=Q(kind__in=ChannelKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="channel_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Write the channel's name."),
            ),
            models.UniqueConstraint(
                "name_key",
                "kind",
                "place",
                name="channel_once",
                nulls_distinct=False,
                violation_error_message=_("This channel is recorded already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_desk_url(self):
        return reverse("desk-channel", args=[self.pk])

    def get_list_url(self):
        return reverse("desk-channel-list")

    list_name = _("Sales channels")


class Found(models.TextChoices):
    """Result of a check of a listing."""

    AS_RECORDED = "as_recorded", _("Sold there as recorded")
    DIFFERENT = "different", _("Sold there, but something differs")
    NOT_FOUND = "not_found", _("Not found there")


FOUND_BADGES: dict[str, str] = {
    Found.AS_RECORDED: "valid",
    Found.DIFFERENT: "soon",
    Found.NOT_FOUND: "lapsed",
}


class ListingQuerySet(ScopedQuerySet):
    """Listings by day."""

    def valid_on(self, day=None):
        """Listings that are current on `day`; a missing beginning means since ever."""
        day = day or today()
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gt=day))

    def to_show(self, day=None):
        """Listings that the public may see on `day`: current, and not found missing by the last check."""
        return self.valid_on(day).exclude(found=Found.NOT_FOUND)

    def products(self, channels):
        """Keys of the products that the public may know to be sold today through any of `channels`."""
        return self.to_show().filter(channel__in=channels).order_by().values("product")

    def for_list(self):
        """In Vietnamese order of channels."""
        return self.select_related(
            "channel", "product__producer__place__province", "product__producer__former_place"
        ).order_by("channel__name_order", "product__name_order", "pk")

    def for_detail(self):
        """One row with who looked."""
        return self.for_list().select_related("checked_by")


@tracked()
class Listing(BelongsToProduct):
    """A product in a channel: address, first day, `until` (the first day it is no longer sold), and the last check."""

    anchor = "sold"

    product = models.ForeignKey(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="listings"
    )
    channel = models.ForeignKey(
        SalesChannel, models.PROTECT, verbose_name=_("sales channel"), related_name="listings"
    )
    address = models.URLField(
        _("web address"), max_length=500, blank=True, help_text=_("The page that sells this product.")
    )
    outlet = NameField(
        _("shop or branch"), max_length=250, blank=True, help_text=_("Its name and address in words.")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = EndField(
        _("until the end of"), null=True, blank=True, help_text=_("The last day on which it was sold there.")
    )
    found = models.CharField(_("outcome of the look"), max_length=20, choices=Found, blank=True)
    finding = NameField(
        _("remark on it"), max_length=300, blank=True, help_text=_("In words, where something differs.")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = ListingQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="listing_since_before_until",
                condition=Q(since=None) | Q(until=None) | Q(since__lt=F("until")),
                violation_error_message=_("The listing ends before it begins."),
            ),
            plausible_day(
                "listing_day_is_plausible",
                "since",
                years_ahead=1,
                message=_("Write a day from 01/01/1990 to at most a year from now."),
            ),
            models.CheckConstraint(
                name="listing_found_when_checked",
                condition=Q(found="", finding="", checked_on=None, checked_by=None)
                | Q(found__in=Found.values, checked_on__isnull=False),
                violation_error_message=_("A check has a day and says what was found."),
            ),
            ExclusionConstraint(
                name="listing_once_at_a_time",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("channel", RangeOperators.EQUAL),
                    ("address", RangeOperators.EQUAL),
                    ("outlet", RangeOperators.EQUAL),
                    (half_open("since", "until", DateRangeField()), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This listing is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.product} – {self.channel}"

    @property
    def last_day(self):
        """The last day on which it is sold there; None if open."""
        return last_day(self.until)

    def get_desk_url(self):
        return reverse("desk-listing", args=[self.pk])

    @property
    def badge(self):
        """The kind of badge (ui/badge.html) for the result of the check."""
        return FOUND_BADGES.get(self.found, "draft")

    @property
    def link(self):
        """The address as a link, if a check found the product there."""
        return self.address if self.found in (Found.AS_RECORDED, Found.DIFFERENT) else ""

    def mark_checked(self, *, by, found, finding="", day=None):
        """Record what `by` found there on `day` (today unless given)."""
        self.checked_by, self.checked_on = by, day or today()
        self.found, self.finding = found, finding
        self.save(update_fields=["checked_by", "checked_on", "found", "finding"])

    def forget_check(self):
        """Clear the check, without saving."""
        self.checked_by = self.checked_on = None
        self.found = self.finding = ""
