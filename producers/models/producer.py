from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.models import Place, PlaceLevel, Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.naming import IDENTITY, TELEPHONE, public_name
from ocop.values.vietnamese import Fold, NameField, ViKey, slug_of
from producers.names import like_producers

if TYPE_CHECKING:
    from producers.models.producer_move import ProducerMove


class LegalForm(models.TextChoices):
    """Who may apply: Decision 26/2026/QĐ-TTg, articles 1 and 2."""

    COOPERATIVE = "cooperative", _("Cooperative")  # hợp tác xã
    COOPERATIVE_GROUP = "cooperative_group", _("Cooperative group")  # tổ hợp tác
    LIMITED_COMPANY = "limited_company", _("Limited liability company")  # công ty TNHH
    JOINT_STOCK_COMPANY = "joint_stock_company", _("Joint-stock company")  # công ty cổ phần
    PRIVATE_ENTERPRISE = "private_enterprise", _("Private enterprise")  # doanh nghiệp tư nhân
    FARM = "farm", _("Farm")  # trang trại
    BUSINESS_HOUSEHOLD = "business_household", _("Household business")  # hộ kinh doanh
    HOUSEHOLD = "household", _("Producing household")  # hộ sản xuất
    ASSOCIATION = "association", _("Association or centre (tourism)")  # hội, trung tâm điều hành
    OTHER = "other", _("Other or not known")


class ProducerQuerySet(ScopedQuerySet["Producer"]):
    def public(self):
        """Producers with a product in the public catalogue."""
        showing = self.model.objects.filter(products__in_catalogue=True)
        return self.filter(pk__in=showing.values("pk"))

    def for_list(self):
        """With places and the number of products, in Vietnamese order of names."""
        return (
            self.select_related("place__province", "former_place__province")
            .annotate(product_count=models.Count("products", distinct=True))
            .order_by("name_order", "pk")
        )

    def for_own_page(self):
        """With products and certificates, for the people who act for them."""
        return self.for_list().prefetch_related("products__product_set", "certifications__product")

    def for_choice(self):
        """For select boxes, in Vietnamese order of names."""
        return self.select_related("place").order_by("name_order", "pk")

    def for_detail(self):
        return self.select_related(
            "place__province", "place__parent", "former_place__province", "former_place__parent"
        )

    def like(self, *, name, place, tax_number="", besides=None):
        """Possible duplicates: the same tax number, or a name alike in the commune or where the commune is not known."""
        names = like_producers()
        around = self.filter(place__in=[place.pk, place.province_id]).exclude(pk=besides)
        for pk, known in around.values_list("pk", "name"):
            names.add(known, pk)
        found = Q(pk__in=names.find(name))
        if tax_number:
            found |= Q(tax_number=tax_number)
        return self.filter(found).exclude(pk=besides)


@tracked()
class Producer(Record):
    """A cooperative, company, household … that makes products.

    `place` is a unit in force, its commune if known; `former_place` is the unit in its papers if that no longer exists.
    Contacts are private until the producer releases them.
    """

    place_path = "place"
    producer_path = ""

    name = NameField(_("name"), max_length=250)
    name_key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )
    name_order = models.GeneratedField(
        expression=ViKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    name_en = NameField(_("name in English"), max_length=250, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm, default=LegalForm.OTHER)
    tax_number = models.CharField(
        _("tax or registration number"),
        max_length=14,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(
                r"^\d{10}(-\d{3})?$|^\d{12}$", _("Ten digits, ten digits with -001, or twelve digits.")
            )
        ],
        error_messages={"unique": _("Another producer is registered with this tax number.")},
    )
    place = models.ForeignKey(
        "ocop.Place", models.PROTECT, verbose_name=_("commune"), related_name="producers"
    )
    former_place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("former commune or district"),
        null=True,
        blank=True,
        related_name="former_producers",
        help_text=_("As it stands in papers from before 1 July 2025."),
    )
    address_line = NameField(_("house, street, village"), max_length=250, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)

    representative = NameField(_("legal representative"), max_length=120, blank=True)
    led_by_woman = models.BooleanField(_("represented by a woman"), null=True, blank=True)
    led_by_minority = models.BooleanField(
        _("represented by a member of an ethnic minority"), null=True, blank=True
    )
    led_by_disabled = models.BooleanField(
        _("represented by a person with a disability"), null=True, blank=True
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    contacts_released = models.BooleanField(
        _("contacts may be shown"), default=False, help_text=_("Only with the producer's consent.")
    )

    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    local_workers = models.PositiveIntegerField(_("workers from the commune"), null=True, blank=True)
    story = models.TextField(_("about the producer"), blank=True)
    story_en = models.TextField(_("about the producer, in English"), blank=True)
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = ProducerQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("producer")
        verbose_name_plural = _("producers")
        ordering = ["name_order", "pk"]
        # Doubles naming.why_not_public_name().
        triggers = [*Record.Meta.triggers, public_name("producer_name_is_public", TELEPHONE, IDENTITY)]
        indexes = [
            GinIndex(name="producer_name_trigram", fields=["name_key"], opclasses=["gin_trgm_ops"]),
            # Besides the trigram index, which would read every name that contains the words.
            models.Index(name="producer_name_key", fields=["name_key"], opclasses=["text_pattern_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="producer_legal_form_known",
                condition=Q(legal_form__in=LegalForm.values),
                violation_error_message=_("Choose a legal form from the list."),
            ),
            models.CheckConstraint(
                name="producer_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Write the producer's name."),
            ),
            models.CheckConstraint(
                name="producer_tax_number_not_blank",
                condition=~Q(tax_number=""),
                violation_error_message=_("Leave the tax number out rather than blank."),
            ),
            models.CheckConstraint(
                name="producer_local_workers_among_workers",
                condition=Q(local_workers=None) | Q(workers=None) | Q(local_workers__lte=F("workers")),
                violation_error_message=_("There are more workers from the commune than workers."),
            ),
            models.CheckConstraint(
                name="producer_point_is_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("A point needs both latitude and longitude."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def slug(self):
        """The readable part of the URL."""
        return slug_of(self.name)

    def get_absolute_url(self):
        return reverse("producer", args=[self.pk, self.slug])

    def get_desk_url(self):
        return reverse("desk-producer", args=[self.pk])

    def place_on(self, day: date | None) -> Place:
        """The place on a day: where an event has moved it since, that of before; today's without a day."""
        if day is None or self.place.is_in_force_on(day):
            return self.place
        left = self.producer_moves.filter(event__in_force_from__gt=day).select_related("old__province")
        first = left.order_by("event__in_force_from", "pk").first()
        return first.old if first else self.place

    @property
    def moves_before(self) -> "models.QuerySet[ProducerMove]":
        """The units from which events have moved it, the latest first."""
        moves = self.producer_moves.select_related("old__province", "event")
        return moves.order_by("-event__in_force_from", "-pk")

    @property
    def is_incomplete(self):
        """Whether the commune is missing."""
        return self.place.level != PlaceLevel.COMMUNE


@tracked()
class Membership(models.Model):
    """A user who acts for a producer."""

    place_path = "producer__place"
    producer_path = "producer"

    user = models.ForeignKey("ocop.User", models.CASCADE, verbose_name=_("user"), related_name="memberships")
    producer = models.ForeignKey(
        Producer, models.CASCADE, verbose_name=_("producer"), related_name="memberships"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                name="membership_once",
                fields=["user", "producer"],
                violation_error_message=_("This user acts for the producer already."),
            )
        ]

    def __str__(self):
        return f"{self.user} → {self.producer}"
