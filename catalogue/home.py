"""The figures of the home page."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext, npgettext

from catalogue.models import CatalogueEntry
from ocop.models import Place
from products.models import ProductSet
from ratings.scoring.models.result import format_stars


class HomeFigures:
    """Public products in force today: how many, of how many producers, by stars, set and province.

    Two queries over all entries, and one each for the names of sets and provinces.
    """

    def __init__(self):
        in_force = CatalogueEntry.objects.public().in_force().order_by()
        self.producers = in_force.aggregate(n=Count("producer", distinct=True))["n"]
        self.by_stars: Counter[int] = Counter()
        self.by_set: Counter[int | None] = Counter()
        self.by_province: Counter[int | None] = Counter()
        groups = in_force.values_list("stars", "product_set", "province")
        for stars, product_set, province, n in groups.annotate(n=Count("pk")):
            self.by_stars[stars] += n
            self.by_set[product_set] += n
            self.by_province[province] += n

    @property
    def figures(self):
        """Figures for ui/figures.html, each with a link to its list."""
        catalogue = reverse("product-list")
        n, provinces = self.by_stars.total(), len(self.by_province)
        return [
            {
                "value": n,
                "label": ngettext("product with stars in force", "products with stars in force", n),
                "url": catalogue,
            },
            *[
                {
                    "value": self.by_stars[stars],
                    "label": format_stars(stars),
                    "url": f"{catalogue}?stars={stars}",
                }
                for stars in (5, 4, 3)
            ],
            {
                "value": self.producers,
                "label": npgettext("a figure", "producer", "producers", self.producers),
                "url": reverse("statistics-producers"),
            },
            {
                "value": provinces,
                "label": ngettext("province or city", "provinces and cities", provinces),
                "url": f"{reverse('statistics')}#province",
            },
        ]

    @property
    def sets(self):
        """The sets with products; `in_force` is their number."""
        return _with_counts(ProductSet.objects.filter(pk__in=known(self.by_set)), self.by_set)

    @property
    def provinces(self):
        """The provinces with products, in Vietnamese order; `in_force` is their number."""
        found = Place.objects.filter(pk__in=known(self.by_province)).order_by("name_order", "pk")
        return _with_counts(found, self.by_province)


def known(counts: dict[int | None, int]) -> list[int]:
    """The keys of what is counted, without what is not known."""
    return [key for key in counts if key is not None]


def _with_counts(rows, counts):
    rows = list(rows)
    for row in rows:
        row.in_force = counts[row.pk]
    return rows
