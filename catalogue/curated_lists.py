"""What a collection shows: a saved list of the catalogue, or the products that were picked."""

from django.db.models import Value
from django.http import QueryDict

from catalogue.cards import for_cards
from catalogue.filters import CatalogueFilterSet
from catalogue.models import CatalogueEntry, Standing
from products.models import Collection, Product


def products_of(collection, most):
    """The first products in force of a collection for cards, in its order; at most so many."""
    if collection.rule:
        keys = filters_of(collection).products.keys(most)
    else:
        entries = picked_for(collection).order_by("product__picks__position", "pk")
        keys = list(entries.values_list("pk", flat=True)[:most])
    found = for_cards(Product.objects.filter(pk__in=keys)).in_bulk()
    return [found[key] for key in keys]


def filters_of(collection):
    """The list of the catalogue that the rule of a collection says, of products in force whatever it says of that."""
    asked = QueryDict(collection.rule, mutable=True)
    asked["state"] = Standing.IN_FORCE.value
    return CatalogueFilterSet(asked)


def picked_for(collection):
    """Entries in force of the products that were picked one by one."""
    return CatalogueEntry.objects.public().in_force().filter(product__picks__collection=collection)


def with_products(collections):
    """Those of `collections` in which readers find something today, in their order.

    One query for all of them; a rule that names a place or words costs what reading these costs besides.
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
    """The collections in which readers find something today, in the order that their keepers chose."""
    return with_products(Collection.objects.public().for_list())


def unknown_in(rule):
    """Names in a rule by which the catalogue is not narrowed."""
    return sorted(set(QueryDict(rule)) - set(CatalogueFilterSet.base_filters))


def unknown_values_in(rule):
    """What a rule asks for that no filter of the catalogue knows, as name=value: such a list would show everything."""
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
    """The ways to stand, other than in force, that a rule asks for."""
    asked = set(QueryDict(rule).getlist("state")) - {Standing.IN_FORCE}
    return [str(label) for state, label in Standing.choices if state in asked]
