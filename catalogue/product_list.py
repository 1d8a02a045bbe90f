"""The list of the catalogue: the products that conditions leave, their order, counts and pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.cache import CatalogueCache
from catalogue.facets import TOTAL, facet_counts
from catalogue.models import CatalogueEntry
from catalogue.paging import NumberedPages


class Order(TextChoices):
    """Orders of the list. Without one it is ordered by name, after a search by the best match."""

    NAME = "name", _("By name")
    NEWEST = "newest", _("Newest recognition")
    STARS = "stars", _("Most stars")


# Sort keys of each order, all ascending; the last one is unique.
SORT_KEYS = {
    Order.NAME: ("name_order", "product_id"),
    Order.NEWEST: ("issued_sort_key", "name_order", "product_id"),
    Order.STARS: ("stars_sort_key", "name_order", "product_id"),
}
# Longer results are not ranked but ordered by name.
MAX_RANKED = 2000


def newest_products(limit: int) -> list[int]:
    """Keys of the public products in force that were recognised last."""
    entries = CatalogueEntry.objects.public().in_force().order_by(*SORT_KEYS[Order.NEWEST])
    return list(entries.values_list("pk", flat=True)[:limit])


@dataclass
class ProductList:
    """The public products that meet conditions. Counts, rankings and keys of far pages come from the cache."""

    conditions: dict[str, Q]  # by the name of the filter
    counted: Sequence[str]  # names of the filters whose values are counted
    key: str  # identifies the conditions in the cache
    cache: CatalogueCache
    matches: Q | None = None  # the condition of the search, if there is one
    ranking: Sequence[Any] = ()  # expressions that order the matches, best first; empty if there is no match
    text: str = ""  # of the search; the ranking depends on it
    chosen_order: str = ""

    @property
    def searched(self) -> QuerySet[CatalogueEntry]:
        entries = CatalogueEntry.objects.public().order_by()
        return entries if self.matches is None else entries.filter(self.matches)

    @cached_property
    def entries(self) -> QuerySet[CatalogueEntry]:
        """The entries, unordered."""
        entries = self.searched
        for condition in self.conditions.values():
            entries = entries.filter(condition)
        return entries

    @cached_property
    def counts(self) -> dict[str, list[tuple[str, str | None, int]]]:
        """(value, label, count) by the name of the filter, and the number of products under TOTAL. One query."""
        return self.cache.get_or_set(
            "counts",
            self.key,
            compute=lambda: facet_counts(self.searched, self.conditions, subjects=self.counted),
        )

    @property
    def total(self) -> int:
        return self.counts[TOTAL][0][2]

    @property
    def total_alone(self) -> int:
        """The total without the other counts, which take much longer."""
        return self.cache.get_or_set("total", self.key, compute=self.entries.count)

    @cached_property
    def is_rankable(self) -> bool:
        """Whether the list can be ordered by best match."""
        return bool(self.ranking) and self.total <= MAX_RANKED

    @cached_property
    def order(self) -> str:
        """One of Order; empty where the list is ordered by best match."""
        if self.chosen_order:
            return Order(self.chosen_order)
        return "" if self.is_rankable else Order.NAME

    @property
    def in_order(self) -> QuerySet[CatalogueEntry]:
        return self.entries.order_by(*(SORT_KEYS[Order(self.order)] if self.order else self.ranking))

    def keys(self, limit: int | None = None) -> list[int]:
        """Keys of the products in the order of the list."""
        return list(self.in_order.values_list("pk", flat=True)[:limit])

    def pages(self, per_page: int) -> NumberedPages:
        """Numbered pages of keys; a ranking is computed once for all pages."""
        return NumberedPages(
            self.in_order
            if self.order
            else self.cache.get_or_set("ranked", self.key, self.text, compute=self.keys),
            per_page,
            total=self.total,
            cache=self.cache,
            key=(self.key, self.order),
            sort_keys=SORT_KEYS[Order(self.order)] if self.order else (),
        )
