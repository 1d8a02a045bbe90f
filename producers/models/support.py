"""Support that producers received, and their revenue."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.plausible import plausible_year
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.money import AmountField
from ocop.values.vietnamese import Fold, NameField, fold
from producers.models.producer import Producer

IN_DONG = Coalesce(F("domestic"), Value(0)) + Coalesce(F("export"), Value(0))


class BelongsToProducer(Record):
    """A model that belongs to a producer; the producer's page of support and trade lists it at `anchor`."""

    place_path = "producer__place"
    producer_path = "producer"
    anchor = ""
    producer: "models.ForeignKey[Producer, Producer]"
    producer_id: int

    class Meta(Record.Meta):
        abstract = True

    def get_list_url(self):
        return f"{reverse('desk-producer-trade', args=[self.producer_id])}#{self.anchor}"

    get_desk_url = get_list_url

    @property
    def list_name(self):
        return self.producer.name


class SupportKind(models.TextChoices):
    """What the support paid for (Decision 919/QĐ-TTg)."""

    WORKSHOP = "workshop", _("Workshop and premises")
    EQUIPMENT = "equipment", _("Equipment and machines")
    PACKAGING = "packaging", _("Label and packaging design")
    TRAINING = "training", _("Training")
    CERTIFICATION = "certification", _("Certification fee")
    TRACEABILITY = "traceability", _("Traceability")
    E_COMMERCE = "e_commerce", _("E-commerce")
    PROMOTION = "promotion", _("Trade promotion")
    OTHER = "other", _("Other")


class SupportQuerySet(ScopedQuerySet):
    def released(self):
        """Support that may be published."""
        return self.filter(released=True)

    def in_dong(self):
        """The sum of the amounts in đồng; unknown amounts count 0."""
        return self.aggregate(sum=models.Sum("amount"))["sum"] or 0

    def like(self, support):
        """Possible duplicates: the same producer, year, kind, amount and programme, ignoring accents."""
        same = {name: getattr(support, name) for name in ("producer", "year", "kind", "amount")}
        return (
            self.filter(**same)
            .alias(key=Fold("programme"))
            .filter(key=fold(support.programme))
            .exclude(pk=support.pk)
        )

    def for_list(self):
        """Newest year first."""
        return self.select_related("producer__place__province", "producer__former_place").order_by(
            "-year", "pk"
        )

    for_detail = for_list


@tracked()
class Support(BelongsToProducer):
    """What a programme gave a producer in a year; `amount` is in whole đồng and may be unknown."""

    anchor = "support"

    producer = models.ForeignKey(Producer, models.CASCADE, verbose_name=_("producer"), related_name="support")
    programme = NameField(
        _("programme"), max_length=250, help_text=_("For example “OCOP programme” or “industry promotion”.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SupportKind)
    content = NameField(_("what it was"), max_length=300, blank=True)
    agency = NameField(_("agency"), max_length=200, blank=True, help_text=_("Who gave it."))
    amount = AmountField(_("amount (đồng)"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    released = models.BooleanField(
        _("may be shown in public"),
        default=False,
        help_text=_("On the producer's page and in the figures of its place."),
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = SupportQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("support")
        verbose_name_plural = _("support")
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="support_kind_known",
                condition=Q(kind__in=SupportKind.values),
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                name="support_has_a_programme",
                condition=~Q(programme=""),
                violation_error_message=_("Name the programme."),
            ),
            models.CheckConstraint(
                name="support_amount_is_something",
                condition=Q(amount=None) | Q(amount__gt=0),
                violation_error_message=_("Leave the amount out if it is not known."),
            ),
            plausible_year("support_year_has_come"),
        ]

    def __str__(self):
        return f"{self.programme} {self.year}"


class RevenueQuerySet(ScopedQuerySet):
    def with_growth(self):
        """Annotate `recognised_in`, the year of the producer's first recognition, and `before`, the revenue in đồng
        of the last recorded year before it; NULL where they are not known.
        """
        first = Producer.objects.filter(pk=OuterRef("producer")).annotate(
            first=Min("products__recognitions__issued_on__year")
        )
        earlier = Revenue.objects.filter(producer=OuterRef("producer"), year__lt=OuterRef("recognised_in"))
        before = earlier.order_by("-year").annotate(in_dong=IN_DONG).values("in_dong")[:1]
        return self.annotate(recognised_in=Subquery(first.values("first"))).annotate(before=Subquery(before))

    def for_list(self):
        """With growth, newest year first."""
        return (
            self.with_growth()
            .select_related("producer__place__province", "producer__former_place")
            .order_by("-year", "producer__name_order", "pk")
        )

    for_detail = for_list


@tracked()
class Revenue(BelongsToProducer):
    """Revenue of a producer in a year, in whole đồng. Never published for one producer."""

    anchor = "revenue"

    producer = models.ForeignKey(
        Producer, models.CASCADE, verbose_name=_("producer"), related_name="revenues"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    domestic = AmountField(_("sold in Vietnam (đồng)"), null=True, blank=True)
    export = AmountField(_("exported (đồng)"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    # Of rows from `with_growth`.
    recognised_in: int | None
    before: int | None

    objects = RevenueQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("revenue of a year")
        verbose_name_plural = _("revenue by year")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="revenue_once_a_year",
                fields=["producer", "year"],
                violation_error_message=_("The revenue of this producer in this year is recorded already."),
            ),
            models.CheckConstraint(
                name="revenue_says_something",
                condition=~Q(domestic=None, export=None),
                violation_error_message=_("Write what was sold in Vietnam, exported, or both."),
            ),
            plausible_year("revenue_year_has_come"),
        ]

    def __str__(self):
        return f"{self.producer} – {self.year}"

    @property
    def total(self):
        """Domestic and export revenue in đồng."""
        return (self.domestic or 0) + (self.export or 0)

    @property
    def growth(self):
        """Change in percent, to one decimal, since the last recorded year before the first recognition.

        Needs with_growth(). None for the year of the recognition, which is partly before and partly after it, and for
        earlier ones.
        """
        if not self.before or not self.recognised_in or self.year <= self.recognised_in:
            return None
        return round((Decimal(self.total) / self.before - 1) * 100, 1)
