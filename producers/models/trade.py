"""Trade events, participations, and deals."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.plausible import plausible_day
from ocop.models import PlaceLevel, Record, Role
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.last_day import EndField, last_day
from ocop.values.money import AmountField
from ocop.values.vietnamese import Fold, NameField, fold
from producers.models.producer import Producer
from producers.models.support import BelongsToProducer


class EventKind(models.TextChoices):
    FAIR = "fair", _("Fair")
    EXHIBITION = "exhibition", _("Exhibition")
    CONFERENCE = "conference", _("Conference connecting supply and demand")
    PRODUCT_WEEK = "product_week", _("Product week")
    LIVESTREAM = "livestream", _("Livestream sale")
    MISSION = "mission", _("Trade mission")
    OTHER = "other", _("Other")


class TradeEventQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Events of the user's province."""
        if user.role == Role.COMMUNE_OFFICER:
            return self.filter(province=user.place.province_id)
        return super().visible_to(user)

    def for_list(self):
        """Newest first, with the number of producers that took part."""
        return (
            self.select_related("province")
            .annotate(producer_count=models.Count("participations", distinct=True))
            .order_by("-starts_on", "pk")
        )

    def for_choice(self):
        """For select boxes, newest first."""
        return self.order_by("-starts_on", "pk")

    def for_detail(self):
        return self.select_related("province")


@tracked()
class TradeEvent(Record):
    """A fair, a conference, a livestream … that producers of a province attended.

    `province` is the one whose officers edit the row, wherever the event is held; `ends_on` is the first day after it.
    """

    place_path = "province"
    producer_path = "participations__producer"

    province = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        related_name="trade_events",
        limit_choices_to={"level": PlaceLevel.PROVINCE},
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    name = NameField(_("name"), max_length=250)
    name_key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )
    venue = NameField(
        _("held at"), max_length=250, blank=True, help_text=_("Hall, town and province; or the platform.")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = EndField(_("held until the end of"), help_text=_("The last day on which it is held."))
    organiser = NameField(_("organiser"), max_length=250, blank=True)
    website = models.URLField(_("web address"), max_length=300, blank=True)
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = TradeEventQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("trade event")
        verbose_name_plural = _("trade events")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="event_kind_known",
                condition=Q(kind__in=EventKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="event_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Write the event's name."),
            ),
            models.CheckConstraint(
                name="event_starts_before_it_ends",
                condition=Q(starts_on__lt=F("ends_on")),
                violation_error_message=_("The last day is before the first."),
            ),
            plausible_day(
                "event_day_is_plausible",
                "starts_on",
                years_ahead=5,
                message=_("Write a day from 01/01/1990 to at most five years from now."),
            ),
            models.CheckConstraint(
                name="event_lasts_a_year_at_most",
                condition=Q(ends_on__lte=F("starts_on") + timedelta(days=366)),
                violation_error_message=_("An event lasts a year at most."),
            ),
            models.UniqueConstraint(
                name="event_once",
                fields=["province", "name_key", "starts_on"],
                violation_error_message=_("An event of this name on this day is recorded already."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def last_day(self):
        """The last day of the event."""
        return last_day(self.ends_on)

    def get_desk_url(self):
        return reverse("desk-event", args=[self.pk])

    def get_list_url(self):
        return reverse("desk-event-list")

    list_name = _("Trade events")


class ParticipationQuerySet(ScopedQuerySet):
    def for_list(self):
        """Newest event first."""
        return self.select_related("event", "producer__place__province", "producer__former_place").order_by(
            "-event__starts_on", "producer__name_order", "pk"
        )

    for_detail = for_list


@tracked()
class Participation(Record):
    """A producer's participation in a trade event."""

    place_path = "producer__place"
    producer_path = "producer"

    event = models.ForeignKey(
        TradeEvent, models.CASCADE, verbose_name=_("trade event"), related_name="participations"
    )
    producer = models.ForeignKey(
        Producer, models.CASCADE, verbose_name=_("producer"), related_name="participations"
    )
    note = NameField(
        _("what came of it"), max_length=300, blank=True, help_text=_("What was shown, whom they met.")
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once",
                fields=["event", "producer"],
                violation_error_message=_("This producer is among the participants already."),
            )
        ]

    def __str__(self):
        return f"{self.producer} – {self.event}"

    def get_desk_url(self):
        return self.event.get_desk_url()

    get_list_url = get_desk_url

    @property
    def list_name(self):
        return self.event.name


class DealKind(models.TextChoices):
    CONTRACT = "contract", _("Purchase contract")
    DISTRIBUTION = "distribution", _("Distribution agreement")
    CONSIGNMENT = "consignment", _("Consignment")
    EXPORT = "export", _("Export contract")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    OTHER = "other", _("Other")


class DealQuerySet(ScopedQuerySet):
    def like(self, deal):
        """Possible duplicates: the same producer, day, value and counterpart, ignoring accents."""
        same = {name: getattr(deal, name) for name in ("producer", "signed_on", "value")}
        named = self.filter(**same).alias(key=Fold("counterpart")).filter(key=fold(deal.counterpart))
        return named.exclude(pk=deal.pk)

    def for_list(self):
        """Newest first."""
        return self.select_related("event", "producer__place__province", "producer__former_place").order_by(
            F("signed_on").desc(nulls_last=True), "pk"
        )

    for_detail = for_list


@tracked()
class Deal(BelongsToProducer):
    """What a producer signed with a buyer; `value` is in whole đồng and may be unknown. Not public."""

    anchor = "deals"

    producer = models.ForeignKey(Producer, models.CASCADE, verbose_name=_("producer"), related_name="deals")
    kind = models.CharField(_("kind"), max_length=20, choices=DealKind)
    counterpart = NameField(_("counterpart"), max_length=250)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    value = AmountField(_("value (đồng)"), null=True, blank=True)
    event = models.ForeignKey(
        TradeEvent,
        models.SET_NULL,
        verbose_name=_("trade event"),
        null=True,
        blank=True,
        related_name="deals",
        help_text=_("If it was made there."),
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = DealQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        ordering = ["-signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="deal_kind_known",
                condition=Q(kind__in=DealKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="deal_has_a_counterpart",
                condition=~Q(counterpart=""),
                violation_error_message=_("Name the counterpart."),
            ),
            models.CheckConstraint(
                name="deal_value_is_something",
                condition=Q(value=None) | Q(value__gt=0),
                violation_error_message=_("Leave the value out if it is not known."),
            ),
            plausible_day("deal_day_has_come", "signed_on"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.counterpart}"
