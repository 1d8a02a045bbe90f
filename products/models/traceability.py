"""Traceability of products."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.vietnamese import NameField
from products.gs1 import GlnField


class TraceabilityQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("product__producer__place__province").order_by("pk")

    for_detail = for_list


@tracked()
class Traceability(Record):
    """The traceability of a product (Circular 02/2024/TT-BKHCN): codes, system, public address, last check.

    The GTIN is a field of the product. The growing-area code is free text, since its format after the abolition of
    districts is not settled.
    """

    place_path = "product__producer__place"
    producer_path = "product__producer"

    product = models.OneToOneField(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="traceability"
    )
    gln = GlnField("GLN", max_length=13, blank=True)
    growing_area_code = NameField(_("growing-area code"), max_length=60, blank=True)
    system = NameField(_("system"), max_length=120, blank=True)
    provider = NameField(_("provider"), max_length=120, blank=True)
    public_url = models.URLField(_("public address"), blank=True)
    activated_on = models.DateField(_("active since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    finding = NameField(_("what was found"), max_length=300, blank=True)

    objects = TraceabilityQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("traceability")
        verbose_name_plural = _("traceability")
        constraints = [
            models.CheckConstraint(
                name="traceability_checked_by_and_at",
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.product)

    def get_desk_url(self):
        return self.product.get_desk_url()

    def mark_checked(self, *, by, finding):
        """Record what `by` found at the public address now."""
        self.checked_by, self.checked_at, self.finding = by, timezone.now(), finding
        self.save(update_fields=["checked_by", "checked_at", "finding"])
