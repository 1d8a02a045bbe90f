"""Claims about stars in lists and articles, without a decision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet


class Confidence(models.TextChoices):
    """Confidence of the source."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class StarClaimQuerySet(ScopedQuerySet):
    """Claims. There is no `public()` on purpose."""

    def for_list(self):
        return self.select_related("product__producer__place__province").order_by(
            models.F("year").desc(nulls_last=True), "pk"
        )

    for_detail = for_list


@tracked()
class StarClaim(Record):
    """A source's claim that a product has stars. Shown in the desk only, never published."""

    place_path = "product__producer__place"
    producer_path = "product__producer"

    product = models.ForeignKey(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="star_claims"
    )
    stars = models.PositiveSmallIntegerField(_("stars"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.MEDIUM
    )

    objects = StarClaimQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("claim of stars")
        verbose_name_plural = _("claims of stars")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="star_claim_stars_1_to_5",
                condition=Q(stars__range=(1, 5)),
                violation_error_message=_("One to five stars."),
            ),
            models.CheckConstraint(
                name="star_claim_confidence_known", condition=Q(confidence__in=Confidence.values)
            ),
            models.UniqueConstraint(
                name="star_claim_once",
                fields=["product", "stars", "year", "source"],
                nulls_distinct=False,
                violation_error_message=_("This claim is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.product}: {self.stars}★?"
