"""The figures of the first page."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.models import Place
from products.models import ProductSet
from ratings.models import Recognition
from ratings.models.result import stars_in_words


def figures_of(products):
    """Products by stars, their producers and provinces, each with the list behind it; `products` are in force."""
    valid = Recognition.objects.valid_on().filter(product__in=products)
    by_stars = dict(valid.values_list("stars").order_by().annotate(n=Count("pk")))
    makers = products.aggregate(
        producers=Count("producer", distinct=True),
        provinces=Count("producer__place__province", distinct=True),
    )
    catalogue = reverse("product-list")
    return [
        {"value": sum(by_stars.values()), "label": _("products with stars in force"), "url": catalogue},
        *[
            {"value": by_stars.get(n, 0), "label": stars_in_words(n), "url": f"{catalogue}?stars={n}"}
            for n in (5, 4, 3)
        ],
        {"value": makers["producers"], "label": _("producers"), "url": reverse("producer-list")},
        {"value": makers["provinces"], "label": _("provinces and cities"), "url": reverse("place-list")},
    ]


def sets_with(products):
    """The sets that `products` belong to, with their number."""
    counts = dict(products.order_by().values_list("product_set").annotate(n=Count("pk")))
    return _with_counts(ProductSet.objects.filter(pk__in=counts.keys() - {None}), counts)


def provinces_with(products):
    """The provinces that `products` come from, with their number, in Vietnamese order."""
    counts = dict(products.order_by().values_list("producer__place__province").annotate(n=Count("pk")))
    return _with_counts(Place.objects.filter(pk__in=counts.keys() - {None}).for_list(), counts)


def _with_counts(rows, counts):
    """The rows with `in_force`."""
    rows = list(rows)
    for row in rows:
        row.in_force = counts[row.pk]
    return rows
