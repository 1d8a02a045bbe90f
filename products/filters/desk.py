"""Filters of the officers' lists of products, certificates and traceability."""

import django_filters
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from ocop.pages.desk_filters import DeskFilterSet, PickFilter, SortFilter, WordsFilter
from ocop.values.naming import IDENTITY, STARS, TELEPHONE
from ocop.values.vietnamese import Fold
from products.models import Certification, CertificationState, Product, ProductSet, Scheme, Traceability
from products.models.product import Registration


class Missing(TextChoices):
    """Data that an officer may look for to complete."""

    SET = "set", _("Product set")
    PHOTO = "photo", _("Photo")
    GTIN = "gtin", "GTIN"
    TRACEABILITY = "traceability", _("Traceability")
    NAME = "name", _("A name without stars and numbers of persons")


_NOT_PUBLIC = "|".join((STARS, TELEPHONE, IDENTITY))

MISSING = {
    Missing.SET: Q(product_set=None),
    Missing.PHOTO: Q(photos=None),
    Missing.GTIN: Q(gtin=""),
    Missing.TRACEABILITY: Q(traceability=None),
    Missing.NAME: Q(name__regex=_NOT_PUBLIC) | Q(name_en__regex=_NOT_PUBLIC),
}


class ProductFilterSet(DeskFilterSet):
    place_path = "producer__place"

    q = WordsFilter("name_key", "producer__name_key", "code", "gtin")
    product_set = django_filters.ModelChoiceFilter(
        label=_("Product set"), queryset=ProductSet.objects.all(), empty_label=_("All")
    )
    registration = PickFilter(label=_("Registration"), choices=Registration.choices)
    missing = PickFilter(label=_("Still missing"), method="by_missing", choices=Missing.choices)
    sort = SortFilter(
        name="name_order",
        producer="producer__name_order",
        set="product_set",
        place="producer__place__name_order",
    )

    class Meta:
        model = Product
        fields: list = []

    def by_missing(self, products, name, value):
        """Products without the chosen data."""
        return products.filter(MISSING[value]) if value else products


class CertificationFilterSet(DeskFilterSet):
    place_path = "producer__place"

    q = WordsFilter("number_key", "issuer_key", "producer__name_key", "product__name_key")
    scheme = PickFilter(label=_("Scheme"), choices=Scheme.choices)
    state = PickFilter(label=_("State today"), method="by_state", choices=CertificationState.choices)
    checked = PickFilter(
        label=_("Checked"), method="by_check", choices=[("no", _("Not yet")), ("yes", _("Yes"))]
    )
    sort = SortFilter(
        expires="expires_on", issued="issued_on", scheme="scheme", producer="producer__name_order"
    )

    class Meta:
        model = Certification
        fields: list = []

    def filter_queryset(self, queryset):
        """Adds the folded texts that the filters compare."""
        return super().filter_queryset(queryset.alias(number_key=Fold("number"), issuer_key=Fold("issuer")))

    def by_state(self, certifications, name, value):
        """Certificates in the chosen state today."""
        return certifications.in_state(value) if value else certifications

    def by_check(self, certifications, name, value):
        """Certificates that an officer has compared with the document, or that nobody has."""
        return certifications.filter(checked_by__isnull=value == "no") if value else certifications


class TraceabilityFilterSet(DeskFilterSet):
    place_path = "product__producer__place"

    q = WordsFilter("product__name_key", "product__producer__name_key", "system_key", "product__gtin", "gln")
    sort = SortFilter(
        product="product__name_order", system="system", activated="activated_on", checked="checked_at"
    )

    class Meta:
        model = Traceability
        fields: list = []

    def filter_queryset(self, queryset):
        """Adds the folded text that the filters compare."""
        return super().filter_queryset(queryset.alias(system_key=Fold("system")))
