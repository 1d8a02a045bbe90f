"""What a collection shows: a saved list of the catalogue, or the products that were picked."""

from django.http import QueryDict

from products.catalogue import CatalogueFilterSet, for_cards
from products.models import Product
from ratings.models import Recognition


def products_of(collection):
    """The products in force of a collection for cards, in its order."""
    public = Product.objects.public()
    if collection.rule:
        return for_cards(CatalogueFilterSet(QueryDict(collection.rule), public).qs)
    return for_cards(
        public.filter(picks__collection=collection, pk__in=Recognition.objects.valid_on().values("product"))
    ).order_by("picks__position", "pk")


def unknown_in(rule):
    """Names in a rule by which the catalogue is not narrowed."""
    return sorted(set(QueryDict(rule)) - set(CatalogueFilterSet.base_filters))
