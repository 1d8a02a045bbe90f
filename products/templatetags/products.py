"""Template tags of a product's page in the desk."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import RequestContext

from products.forms.traceability import FindingForm
from products.models import ExportMarket, Listing, Product, ProductSales, Traceability

register = template.Library()


@register.inclusion_tag("products/desk/_traceability.html", takes_context=True)
def traceability_of(
    context: RequestContext, product: Product, entry: Traceability | None, finding: FindingForm | None
) -> dict[str, Any]:
    """How a product is traced, with the form for what was found."""
    return {"product": product, "entry": entry, "finding": finding, "user": context["request"].user}


@register.inclusion_tag("products/desk/_sales.html", takes_context=True)
def sales_of(
    context: RequestContext,
    product: Product,
    listings: Iterable[Listing],
    markets: Iterable[ExportMarket],
    sales: Iterable[ProductSales],
) -> dict[str, Any]:
    """Where a product is sold, where it goes and how much of it."""
    rows = {"product": product, "listings": listings, "markets": markets, "sales": sales}
    return rows | {"may_edit": context["request"].user.edits_registers}
