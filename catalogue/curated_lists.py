"""Products of a collection, which is a saved list of the catalogue or picked products."""

from django.db.models import Value
from django.http import QueryDict

from catalogue.cards import for_cards
from catalogue.filters import CatalogueFilterSet
from catalogue.models import CatalogueEntry, Standing
from products.models import Collection, Product


def products_of(collection, most):
    """The first products in force of a collection, for cards, in its order; at most `most`."""
    if collection.rule:
        keys = filters_of(collection).products.keys(most)
    else:
        entries = picked_for(collection).order_by("product__picks__position", "pk")
        keys = list(entries.values_list("pk", flat=True)[:most])
    found = for_cards(Product.objects.filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys]


def filters_of(collection):
    """The catalogue's filters from the rule of a collection; the state is in force whatever the rule says."""
    asked = QueryDict(collection.rule, mutable=True)
    asked["state"] = Standing.IN_FORCE.value
    return CatalogueFilterSet(asked)


def picked_for(collection):
    """Entries in force of the picked products."""
    return CatalogueEntry.objects.public().in_force().filter(product__picks__collection=collection)


def with_products(collections):
    """Those of `collections` that have a product in force today, in their order.

    One query for all of them, and one for each rule that names places or words.
    """
    collections = list(collections)
    firsts = [
        (filters_of(each).qs if each.rule else picked_for(each))
        .order_by()
        .annotate(collection=Value(each.pk))
        .values_list("collection", flat=True)[:1]
        for each in collections
    ]
    filled = set(firsts[0].union(*firsts[1:], all=True)) if firsts else set()
    return [each for each in collections if each.pk in filled]


def filled_collections():
    """The public collections with a product in force today, in the order that their editors chose."""
    return with_products(Collection.objects.public().for_list())


def unknown_in(rule):
    """Names of parameters in a rule that are no filters of the catalogue."""
    return sorted(set(QueryDict(rule)) - set(CatalogueFilterSet.base_filters))


def unknown_values_in(rule):
    """Parameters of a rule, as name=value, with values that no filter knows.

    The list would ignore them and show everything.
    """
    asked = QueryDict(rule)
    form = CatalogueFilterSet(asked).form
    form.is_valid()
    unknown = []
    for name in form.cleaned_data.keys() & asked.keys() - {"q"}:
        values, known = set(asked.getlist(name)) - {""}, form.cleaned_data[name]
        if len(values) > (len(known) if isinstance(known, list) else bool(known)):
            unknown.append(f"{name}={','.join(sorted(values))}")
    return sorted(unknown)


def not_in_force_in(rule):
    """Labels of the standings in a rule other than in force."""
    asked = set(QueryDict(rule).getlist("state")) - {Standing.IN_FORCE}
    return [str(label) for state, label in Standing.choices if state in asked]
