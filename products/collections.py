"""What a collection shows: a saved list of the catalogue, or the products that were picked."""

from django.http import QueryDict

from products.catalogue import CatalogueFilterSet, for_cards
from products.models import Product
from ratings.models import CatalogueEntry


def products_of(collection, most):
    """The first products in force of a collection for cards, in its order; at most so many."""
    if collection.rule:
        keys = CatalogueFilterSet(QueryDict(collection.rule)).keys(most)
    else:
        picked = CatalogueEntry.objects.public().in_force().filter(product__picks__collection=collection)
        keys = list(picked.order_by("product__picks__position", "pk").values_list("pk", flat=True)[:most])
    found = for_cards(Product.objects.filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys]


def unknown_in(rule):
    """Names in a rule by which the catalogue is not narrowed."""
    return sorted(set(QueryDict(rule)) - set(CatalogueFilterSet.base_filters))
