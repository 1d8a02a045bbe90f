"""Export markets and yearly sales of products."""

from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ocop.database.constraints import half_open
from ocop.database.plausible import plausible_year
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.places.countries import CountryField, countries, country_name
from ocop.values.dates import today
from ocop.values.last_day import EndYearField
from ocop.values.money import AmountField
from ocop.values.vietnamese import NameField
from producers.models.support import IN_DONG, Revenue

if TYPE_CHECKING:
    from products.models.product import Product


class BelongsToProduct(Record):
    """A model that belongs to a product; the product's page in the desk lists it at `anchor`."""

    place_path = "product__producer__place"
    producer_path = "product__producer"
    anchor = ""
    product: "models.ForeignKey[Product, Product]"

    class Meta(Record.Meta):
        abstract = True

    def get_list_url(self):
        """The product's page in the desk."""
        return f"{self.product.get_desk_url()}#{self.anchor}"

    get_desk_url = get_list_url

    @property
    def list_name(self):
        """The name of that page."""
        return self.product.name


class ExportMarketQuerySet(ScopedQuerySet):
    """Export markets by day."""

    def valid_on(self, day=None):
        """Markets to which products went in the year of `day`."""
        year = (day or today()).year
        return self.filter(Q(until_year=None) | Q(until_year__gt=year), from_year__lte=year)

    def products(self, countries):
        """Keys of the products exported this year to any of `countries` (codes)."""
        return self.valid_on().filter(country__in=countries).order_by().values("product")

    def for_list(self):
        """Newest first."""
        return self.select_related(
            "product__producer__place__province", "product__producer__former_place"
        ).order_by("-from_year", "country", "pk")

    for_detail = for_list


@tracked()
class ExportMarket(BelongsToProduct):
    """A country to which a product is exported; `until_year` is the first year without exports."""

    anchor = "markets"

    product = models.ForeignKey(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="export_markets"
    )
    country = CountryField(_("country"), max_length=2, choices=countries)
    from_year = models.PositiveSmallIntegerField(
        _("from year"), help_text=_("The first year for which exports are known.")
    )
    until_year = EndYearField(
        _("until the end of the year"), null=True, blank=True, help_text=_("The last year with exports.")
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    objects = ExportMarketQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("export market")
        verbose_name_plural = _("export markets")
        ordering = ["-from_year", "country", "pk"]
        indexes = [models.Index(name="export_market_country", fields=["country"])]
        constraints = [
            models.CheckConstraint(
                name="export_market_country_code",
                condition=Q(country__regex=r"^[A-Z]{2}$") & ~Q(country="VN"),
                violation_error_message=_("Choose a country other than Vietnam."),
            ),
            plausible_year("export_market_year_has_come", "from_year"),
            models.CheckConstraint(
                name="export_market_from_before_until",
                condition=Q(until_year=None) | Q(from_year__lt=F("until_year")),
                violation_error_message=_("The exports end before they begin."),
            ),
            ExclusionConstraint(
                name="export_market_once_at_a_time",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("country", RangeOperators.EQUAL),
                    (half_open("from_year", "until_year", IntegerRangeField()), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This market is recorded already for these years."),
            ),
        ]

    def __str__(self):
        return f"{self.product} – {self.country_name}"

    @property
    def country_name(self):
        return country_name(self.country)

    @property
    def last_year(self):
        """The last year with exports; None if open."""
        return self.until_year and self.until_year - 1


class ProductSalesQuerySet(ScopedQuerySet):
    def with_revenue(self):
        """Annotate `earned`: the producer's recorded revenue of that year in đồng, or NULL."""
        of_maker = Revenue.objects.filter(producer=OuterRef("product__producer"), year=OuterRef("year"))
        return self.annotate(earned=Subquery(of_maker.values(earned=IN_DONG)[:1]))

    def for_list(self):
        """Newest year first."""
        return (
            self.with_revenue()
            .select_related("product__producer__place__province", "product__producer__former_place")
            .order_by("-year", "product__name_order", "pk")
        )

    for_detail = for_list


@tracked()
class ProductSales(BelongsToProduct):
    """Sales of a product in a year, in whole đồng, and the quantity in its sales unit. Not public."""

    anchor = "sales"

    product = models.ForeignKey(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="sales"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    domestic = AmountField(_("sold in Vietnam (đồng)"), null=True, blank=True)
    export = AmountField(_("exported (đồng)"), null=True, blank=True)
    quantity = models.DecimalField(_("quantity sold"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = NameField(
        _("unit"), max_length=30, blank=True, help_text=_("For example “kg”, “bottle” or “visitor”.")
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where the record comes from.")
    )

    # Of rows of `with_revenue`.
    earned: int | None

    objects = ProductSalesQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("sales of a year")
        verbose_name_plural = _("sales by year")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="product_sales_once_a_year",
                fields=["product", "year"],
                violation_error_message=_("The sales of this product in this year are recorded already."),
            ),
            plausible_year("product_sales_year_has_come"),
            models.CheckConstraint(
                name="product_sales_not_negative",
                condition=Q(quantity=None) | Q(quantity__gte=0),
                violation_error_message=_("A quantity is not below nothing."),
            ),
            models.CheckConstraint(
                name="product_sales_say_something",
                condition=~Q(domestic=None, export=None, quantity=None),
                violation_error_message=_("Write an amount or a quantity."),
            ),
            models.CheckConstraint(
                name="product_sales_quantity_has_unit",
                condition=Q(quantity=None) | ~Q(unit=""),
                violation_error_message=_("A quantity needs its unit."),
            ),
        ]

    def __str__(self):
        return f"{self.product} – {self.year}"

    @property
    def total(self):
        """Domestic and export sales in đồng; None if neither is known."""
        known = [each for each in (self.domestic, self.export) if each is not None]
        return sum(known) if known else None

    @property
    def exceeds_revenue(self):
        """Whether sales of this product exceed the producer's revenue of the year. Needs with_revenue()."""
        return self.total is not None and self.earned is not None and self.total > self.earned
