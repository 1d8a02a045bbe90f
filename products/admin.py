"""Products and their documents in the Django admin, read-only: they are changed in the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ocop.pages.admin_base import FoldedSearchMixin, ReadOnlyAdmin, last_day_of
from products.models import (
    Certification,
    Collection,
    ExportMarket,
    Listing,
    Photo,
    Pick,
    Product,
    ProductSales,
    ProductSet,
    SalesChannel,
    Traceability,
)


@admin.register(ProductSet)
class ProductSetAdmin(ReadOnlyAdmin):
    list_display = ["number", "name_vi", "name_en", "sector", "group_vi"]
    list_filter = ["sector"]


@admin.register(Product)
class ProductAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["name", "producer", "product_set", "code", "gtin", "registration", "in_catalogue"]
    list_filter = ["registration", "in_catalogue", "product_set"]
    list_select_related = ["producer", "product_set"]
    search_fields = ["name_key", "producer__name_key", "=code", "=gtin"]
    search_help_text = _("Name of the product or producer with or without accents, code or GTIN.")


@admin.register(Photo)
class PhotoAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["product", "alt_vi", "is_label", "position"]
    list_select_related = ["product"]
    search_fields = ["product__name_key"]
    search_help_text = _("Name of the product with or without accents.")
    exclude = ["original"]


@admin.register(Certification)
class CertificationAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = [
        "scheme",
        "number",
        "producer",
        "product",
        "issued_on",
        last_day_of("expires_on", _("holds until the end of")),
    ]
    list_filter = ["scheme"]
    list_select_related = ["producer", "product"]
    search_fields = ["producer__name_key", "product__name_key", "number"]
    search_help_text = _("Name of the producer or product with or without accents, or number.")
    exclude = ["document"]


@admin.register(Traceability)
class TraceabilityAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["product", "system", "provider", "activated_on", "checked_at"]
    list_select_related = ["product"]
    search_fields = ["product__name_key"]
    search_help_text = _("Name of the product with or without accents.")


@admin.register(SalesChannel)
class SalesChannelAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["name", "kind", "place", "website"]
    list_filter = ["kind"]
    list_select_related = ["place"]
    search_fields = ["name_key"]
    search_help_text = _("Name with or without accents.")


class BelongsToProductAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """A model that belongs to a product, searched by the product's name."""

    list_select_related = ["product"]
    search_fields = ["product__name_key"]
    search_help_text = _("Name of the product with or without accents.")


@admin.register(Listing)
class ListingAdmin(BelongsToProductAdmin):
    list_display = ["product", "channel", "outlet", "since", "until", "found", "checked_on"]
    list_select_related = ["product", "channel"]
    list_filter = ["found"]


@admin.register(ExportMarket)
class ExportMarketAdmin(BelongsToProductAdmin):
    list_display = ["product", "country", "from_year", "until_year"]


@admin.register(ProductSales)
class ProductSalesAdmin(BelongsToProductAdmin):
    list_display = ["product", "year", "domestic", "export"]
    list_filter = ["year"]


@admin.register(Collection)
class CollectionAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["title", "place", "rule", "published", "position"]
    list_filter = ["published"]
    list_select_related = ["place"]
    search_fields = ["name_key"]
    search_help_text = _("Title with or without accents.")


@admin.register(Pick)
class PickAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["collection", "product", "position"]
    list_select_related = ["collection", "product"]
    search_fields = ["collection__name_key", "product__name_key"]
    search_help_text = _("Title or name of the product with or without accents.")
