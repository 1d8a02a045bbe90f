"""The register of products and the 26 sets."""

from collections.abc import Callable

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.money import AmountField
from ocop.values.naming import IDENTITY, STARS, TELEPHONE, public_name
from ocop.values.vietnamese import Fold, NameField, ViKey, fold, slug_of
from products.gs1 import GtinField
from products.names import like_products


class Sector(models.TextChoices):
    """The six sectors (ngành) of Decision 26/2026/QĐ-TTg, appendix I."""

    FOOD = "I", _("Food")
    DRINKS = "II", _("Drinks")
    HERBAL = "III", _("Medicinal herbs and products from them")
    CRAFTS = "IV", _("Handicrafts")
    ORNAMENTAL = "V", _("Ornamental plants and animals")
    TOURISM = "VI", _("Community tourism, ecotourism and tourist sites")


class ProductSet(models.Model):
    """One of the 26 sets (bộ sản phẩm) of the decision; each has its own score sheet."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    sector = models.CharField(_("sector"), max_length=3, choices=Sector)
    group_code = models.CharField(_("group"), max_length=8)
    group_vi = NameField(_("group in Vietnamese"), max_length=200)
    group_en = NameField(_("group in English"), max_length=200)
    subgroup = models.CharField(_("subgroup"), max_length=2, blank=True)
    name_vi = NameField(_("name in Vietnamese"), max_length=250)
    name_en = NameField(_("name in English"), max_length=250)
    ministries = models.JSONField(_("ministries in charge"), default=list)

    class Meta:
        verbose_name = _("product set")
        verbose_name_plural = _("product sets")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="product_set_number_in_decision", condition=Q(number__range=(1, 26))),
            models.CheckConstraint(name="product_set_sector_known", condition=Q(sector__in=Sector.values)),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def group(self):
        return self.group_en if get_language() == "en" else self.group_vi


class Registration(models.TextChoices):
    """State of the registration only; stars are decided elsewhere."""

    ACTIVE = "active", _("In production")
    ENDED = "ended", _("No longer produced")


class ProductQuerySet(ScopedQuerySet):
    def public(self):
        return self.filter(in_catalogue=True)

    def for_list(self):
        """In Vietnamese order of names."""
        return (
            self.select_related(
                "producer__place__province", "producer__former_place__province", "product_set"
            )
            .prefetch_related("photos")
            .order_by("name_order", "pk")
        )

    def for_detail(self):
        return self.select_related(
            "producer__place__province", "producer__former_place__province", "product_set", "traceability"
        ).prefetch_related("photos")

    def like(self, *, name, producer, besides=None):
        """Possible duplicates: a name alike among the producer's products, or the same, ignoring accents, in its commune."""
        names = like_products()
        for pk, known in self.filter(producer=producer).exclude(pk=besides).values_list("pk", "name"):
            names.add(known, pk)
        found = Q(pk__in=names.find(name)) | Q(name_key=fold(name), producer__place=producer.place_id)
        return self.filter(found).exclude(pk=besides)


# What is filed is what is scored and decided. Draft dossiers lock nothing yet; forwarded ones continue as the ministry's.
# Doubles subject.why_not_while().
KEPT_WHILE_ASSESSED = pgtrigger.Trigger(
    name="product_kept_while_its_dossier_runs",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("producer", "product_set", "name", "variants"),
    func=(
        "IF EXISTS (SELECT 1 FROM ratings_dossier d WHERE d.product_id = OLD.id"
        # DossierState and CompletionGround.CHANGE of ratings.dossiers
        " AND d.state NOT IN ('draft', 'forwarded', 'recognised', 'closed')"
        " AND NOT (d.state = 'returned' AND EXISTS (SELECT 1 FROM ratings_return r WHERE r.dossier_id = d.id"
        " AND r.answered_at IS NULL AND r.ground = 'change')))"
        " THEN RAISE EXCEPTION 'product_kept_while_its_dossier_runs' USING ERRCODE = 'check_violation';"
        " END IF; RETURN NEW;"
    ),
)


# A star is given to a producer and does not follow the product to another one. A star issued here also fixes the set; for a
# recorded one the imported list may have had the wrong set.
# Doubles subject.why_not_while_it_holds().
KEPT_WHILE_IT_HOLDS_STARS = pgtrigger.Trigger(
    name="product_stays_with_the_maker_of_its_stars",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("producer", "product_set"),
    func=(
        "IF EXISTS (SELECT 1 FROM ratings_recognition r WHERE r.product_id = OLD.id"
        " AND r.ends_on > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
        # Origin.PORTAL of ratings.decisions
        " AND (NEW.producer_id <> OLD.producer_id OR r.origin = 'issued'))"
        " THEN RAISE EXCEPTION 'product_stays_with_the_maker_of_its_stars' USING ERRCODE = 'check_violation';"
        " END IF; RETURN NEW;"
    ),
)


# Functions of other apps (added in their ready()): fields of a product that may not change, each with a sentence why.
REFUSALS: list[Callable[["Product"], dict[str, str]]] = []


@tracked()
class Product(Record):
    """A product of a producer. It has no stars of its own: they follow from recognitions."""

    place_path = "producer__place"
    producer_path = "producer"

    # The name in the decision by which it holds stars today, where the query loaded it.
    decided_name: str | None = None

    producer = models.ForeignKey(
        "producers.Producer", models.PROTECT, verbose_name=_("producer"), related_name="products"
    )
    product_set = models.ForeignKey(
        ProductSet,
        models.PROTECT,
        verbose_name=_("product set"),
        null=True,
        blank=True,
        related_name="products",
        help_text=_("Decides the score sheet. Leave out only while it is unclear."),
    )
    name = NameField(_("name"), max_length=250)
    name_key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True
    )
    name_order = models.GeneratedField(
        expression=ViKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    name_en = NameField(_("name in English"), max_length=250, blank=True)
    variants = NameField(_("variants and pack sizes"), max_length=500, blank=True)
    story = models.TextField(_("product story"), blank=True)
    story_en = models.TextField(_("product story in English"), blank=True)
    ingredients = models.TextField(_("ingredients"), blank=True)
    season = NameField(_("season"), max_length=200, blank=True)
    monthly_capacity = NameField(
        _("monthly capacity"), max_length=200, blank=True, help_text=_("For example “500 kg”.")
    )
    price_from = AmountField(_("price from (đồng)"), null=True, blank=True)
    price_to = AmountField(_("price to (đồng)"), null=True, blank=True)
    code = models.CharField(
        _("product code"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(r"^[0-9-]+$", _("Digits and hyphens only, such as 19-05443-07-2026."))],
        help_text=_(
            "Province–commune–serial–year, as printed on the score sheet. Changes at each evaluation."
        ),
    )
    gtin = GtinField("GTIN", max_length=14, blank=True)
    registration = models.CharField(
        _("registration"), max_length=10, choices=Registration, default=Registration.ACTIVE
    )
    in_catalogue = models.BooleanField(
        _("shown in the public catalogue"),
        default=True,
        help_text=_("Stars are shown only where a recognition is recorded."),
    )
    import_key = models.CharField(
        _("key in the imported list"), max_length=60, null=True, blank=True, unique=True, editable=False
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = ProductQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name_order", "pk"]
        triggers = [
            *Record.Meta.triggers,
            KEPT_WHILE_ASSESSED,
            KEPT_WHILE_IT_HOLDS_STARS,
            # Doubles naming.why_not_public_name().
            public_name(
                "product_name_is_public",
                STARS,
                TELEPHONE,
                IDENTITY,
                columns=("name", "name_en", "variants"),
            ),
        ]
        indexes = [
            GinIndex(name="product_name_trigram", fields=["name_key"], opclasses=["gin_trgm_ops"]),
            # Besides the trigram index, which would read every name that contains the words.
            models.Index(name="product_name_key", fields=["name_key"], opclasses=["text_pattern_ops"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="product_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Write the product's name."),
            ),
            models.CheckConstraint(
                name="product_registration_known", condition=Q(registration__in=Registration.values)
            ),
            models.CheckConstraint(
                name="product_price_from_to",
                condition=Q(price_from=None) | Q(price_to=None) | Q(price_from__lte=F("price_to")),
                violation_error_message=_("The price “from” is above the price “to”."),
            ),
            # Target of the composite foreign key that ties a certificate's product to its producer.
            models.UniqueConstraint(name="product_with_producer", fields=["id", "producer"]),
        ]

    def __str__(self):
        return self.name

    @property
    def slug(self):
        """The readable part of the URL."""
        return slug_of(self.name)

    def get_absolute_url(self):
        return reverse("product", args=[self.pk, self.slug])

    def get_desk_url(self):
        return reverse("desk-product", args=[self.pk])

    def why_not_change(self) -> dict[str, str]:
        """Fields that may not change now, each with a sentence why and what to do."""
        if self.pk is None:
            return {}
        return {name: why for refusals in REFUSALS for name, why in refusals(self).items()}

    @property
    def title(self):
        """The public name: the decided one while it holds stars, else the register's."""
        return self.decided_name or self.name

    @property
    def display_name(self):
        """The title in the language of the page, else in Vietnamese."""
        return (self.name_en or self.title) if get_language() == "en" else self.title
