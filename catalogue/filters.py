"""The public catalogue: what narrows it and in which order it stands."""

from functools import cached_property

import django_filters
from django.db.models import Q, TextChoices
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.cache import Edition
from catalogue.conditions import (
    LED,
    OUTSIDE,
    ConditionFilter,
    KnownFilter,
    Leader,
    ManyPlacesFilter,
    StandingFilter,
    any_of,
    holding,
)
from catalogue.facets import TOTAL, tally
from catalogue.models import CatalogueEntry, CatalogueWord, Standing, standing_is
from catalogue.paging import NumberedPages
from catalogue.search import found
from ocop.countries import countries
from ocop.filters import FacetedFilterSet, OneFilter
from ocop.models import PlaceLevel
from ocop.vietnamese import clean
from producers.models import LegalForm
from products.models import ExportMarket, Listing, ProductSet, SalesChannel, Scheme
from products.models.product import Sector
from products.prices import UNSTATED, in_bands, price_bands
from ratings.models.result import stars_in_words


class Order(TextChoices):
    """Orders of the catalogue; without one it stands by name, or after a search by what matches best."""

    NAME = "name", _("By name")
    NEWEST = "newest", _("Newest recognition")
    STARS = "stars", _("Most stars")


# Columns of each order; smaller values stand first and the last column tells all entries apart.
COLUMNS = {
    Order.NAME: ("name_order", "product_id"),
    Order.NEWEST: ("older", "name_order", "product_id"),
    Order.STARS: ("fewer_stars", "name_order", "product_id"),
}
# Subjects that go from coarse to fine: thousands of communes, or forty groups and sets, are no choice to begin with.
FINER = (("province", "commune"), ("sector", "group", "set"))
# Of more provinces than these the communes would be no choice either.
TOGETHER = 4
# So many matches are put in the order of how well they match; of more, the names say more than the match.
RANKED = 2000


def newest(most):
    """The keys of the public products in force that were recognised last; at most so many."""
    entries = CatalogueEntry.objects.public().in_force().order_by(*COLUMNS[Order.NEWEST])
    return list(entries.values_list("pk", flat=True)[:most])


class CatalogueFilterSet(FacetedFilterSet):
    """The state of the catalogue's address; its rows are entries."""

    subjects = (
        "all_stars",
        "provinces",
        "communes",
        "sectors",
        "groups",
        "sets",
        "schemes",
        "channels",
        "markets",
        "prices",
        "forms",
        "leaders",
        "standings",
    )
    defaults = {"state": [Standing.IN_FORCE]}

    q = django_filters.CharFilter(method="by_words", label=_("Search"))
    province = ManyPlacesFilter(label=_("Province"), condition=lambda places: Q(province__in=places))
    commune = ManyPlacesFilter(
        label=_("Commune"), level=PlaceLevel.COMMUNE, condition=lambda places: Q(place__in=places)
    )
    sector = ConditionFilter(
        label=_("Sector"), choices=Sector.choices, condition=lambda values: Q(sector__in=values)
    )
    group = KnownFilter(
        label=_("Product group"),
        known=lambda values: ProductSet.objects.filter(group_code__in=values).values_list("group_code"),
        condition=lambda values: Q(group_code__in=values),
    )
    set = ConditionFilter(
        label=_("Product set"),
        choices=[(n, n) for n in range(1, 27)],
        condition=lambda values: Q(product_set__in=values),
    )
    scheme = ConditionFilter(label=_("Certificate valid today"), choices=Scheme.choices, condition=holding)
    channel = KnownFilter(
        label=_("Sold through"),
        known=lambda values: SalesChannel.objects.filter(
            pk__in=[value for value in values if value.isdecimal()]
        ).values_list("pk"),
        condition=lambda values: Q(pk__in=Listing.objects.products(values)),
    )
    market = ConditionFilter(
        label=_("Exported to"),
        choices=countries,
        condition=lambda values: Q(pk__in=ExportMarket.objects.products(values)),
    )
    price = ConditionFilter(label=_("Price"), choices=price_bands, condition=in_bands)
    form = ConditionFilter(
        label=_("Producer's form"),
        choices=LegalForm.choices,
        condition=lambda values: Q(legal_form__in=values),
    )
    led = ConditionFilter(
        label=_("Led by"),
        choices=Leader.choices,
        condition=lambda values: any_of(LED[each] for each in values),
    )
    stars = ConditionFilter(
        label=_("Stars"), choices=[(n, n) for n in (5, 4, 3)], condition=lambda values: Q(stars__in=values)
    )
    state = StandingFilter(
        label=_("Recognition"),
        choices=Standing.choices,
        condition=lambda values: any_of(map(standing_is, values)),
    )
    sort = OneFilter(label=_("Order"), method="in_any_order", choices=Order.choices)

    class Meta:
        model = CatalogueEntry
        fields: list = []

    def __init__(self, data=None, queryset=None, *, edition=None, **kwargs):
        super().__init__(data, CatalogueEntry.objects.public() if queryset is None else queryset, **kwargs)
        self.edition = edition or Edition()

    def filter_queryset(self, queryset):
        """Narrow and order."""
        return self.in_order(super().filter_queryset(queryset))

    @property
    def narrowed(self):
        """The entries of the list, in no order."""
        self.form.is_valid()
        return super().filter_queryset(self.queryset).order_by()

    @cached_property
    def words(self):
        """The words to mark where they are found."""
        return list(self.found.words)

    @property
    def number(self):
        """What was asked for, if it is the number of a product."""
        return self.asked if self.found.by_number else ""

    @cached_property
    def found(self):
        """What the search finds; see catalogue.search."""
        meant = clean(self.asked).lower()
        return self.edition.keep("found", meant, make=lambda: found(meant, self._vocabulary))

    def _vocabulary(self):
        return self.edition.keep("vocabulary", make=CatalogueWord.vocabulary)

    def by_words(self, entries, name, value):
        """Entries that the words find."""
        return entries.filter(self.found.condition)

    def in_any_order(self, entries, name, value):
        """The order is not a matter of which entries."""
        return entries

    @property
    def order(self):
        """The order in which the list stands; empty: by how well it matches."""
        self.form.is_valid()
        chosen = self.form.cleaned_data.get("sort")
        return Order(chosen) if chosen else "" if self.by_match else Order.NAME

    @property
    def by_match(self):
        """Whether the list can stand by how well it matches."""
        return bool(self.asked and self.found.query and self.total <= RANKED)

    @property
    def columns(self):
        """The columns by which the list stands; none if by how well it matches."""
        return COLUMNS.get(self.order, ())

    def in_order(self, entries):
        """The list's order; every one ends in the Vietnamese order of names."""
        if self.columns:
            return entries.order_by(*self.columns)
        return entries.order_by(*self.found.order(self.asked))

    @cached_property
    def asks(self):
        """What the filters in use ask of an entry, by their names; without the words, which all counts share."""
        self.form.is_valid()
        return {
            name: self.filters[name].condition(value)
            for name, value in self.form.cleaned_data.items()
            if value and name not in ("q", "sort")
        }

    @property
    def which(self):
        """What tells this list from every other one: the words and the values of every filter, but no order."""
        self.form.is_valid()
        asked = [(name, value) for name, value in self.form.cleaned_data.items() if value and name != "sort"]
        return repr(
            [(n, self.found.query if n == "q" else [getattr(v, "pk", v) for v in vs]) for n, vs in asked]
        )

    @cached_property
    def tally(self):
        """The counts of every subject, and of the list itself; see catalogue.facets."""
        return self.edition.keep("tally", self.which, make=self._count)

    def _count(self):
        entries = CatalogueEntry.objects.public()
        if self.asked:
            entries = entries.filter(self.found.condition)
        return tally(entries, self.asks, subjects=[name for name in self.filters if self._counts(name)])

    def _counts(self, name):
        """Whether values of a subject are offered: the finer ones once a coarser one, or one of them, is chosen."""
        if name in ("q", "sort"):
            return False
        chain = next((chain for chain in FINER if name in chain[1:]), ())
        if name == "commune" and len(self.chosen("province")) > TOGETHER:
            return bool(self.chosen("commune"))
        return not chain or any(self.chosen(each) for each in chain)

    def pages(self, per_page):
        """The keys of the list's products in numbered pages."""
        return NumberedPages(
            self.qs if self.columns else self.ranked,
            per_page,
            total=self.total,
            edition=self.edition,
            what=(self.which, self.order),
            columns=self.columns,
        )

    @property
    def ranked(self):
        """The keys of a list that stands by how well it matches: weighing is done once in an edition."""
        return self.edition.keep(
            "ranked",
            self.which,
            clean(self.asked).lower(),
            make=lambda: list(self.qs.values_list("pk", flat=True)),
        )

    def keys(self, most):
        """The keys of the first products of the list, in its order; at most so many."""
        return list(self.qs.values_list("pk", flat=True)[:most])

    @property
    def total(self):
        """How many products the list has."""
        return self.tally[TOTAL][0][2]

    @property
    def total_alone(self):
        """The total, where no count beside a filter is asked for: counting them all takes much longer."""
        return self.edition.keep("total", self.which, make=lambda: self.narrowed.count())

    def choices(self, name, choices):
        """A subject whose values are known, with its counts."""
        counts = {value: count for value, _label, count in self.tally.get(name, ())}
        return self.facet(name, [(key, label, counts.get(str(key), 0)) for key, label in choices])

    def rows(self, name):
        """A subject whose values are rows of the register, which the counts name."""
        return self.facet(name, self.tally.get(name, ()))

    def all_stars(self):
        """Three to five stars."""
        return self.choices("stars", [(n, stars_in_words(n)) for n in (5, 4, 3)])

    @cached_property
    def standing_counts(self):
        """How many products stand in which way, under all other filters."""
        counts = {standing: count for standing, _label, count in self.tally.get("state", ())}
        return {key: counts.get(key, 0) for key in Standing.values}

    def standings(self):
        """How products stand."""
        counts = self.standing_counts
        return self.facet("state", [(key, label, counts[key]) for key, label in Standing.choices])

    @property
    def outside(self):
        """Links to what these filters would find among products that are not in force."""
        counts, chosen, links = self.standing_counts, self.chosen("state"), []
        for together in ((Standing.LAPSED, Standing.WITHDRAWN), (Standing.UNCONFIRMED,)):
            left = tuple(key for key in together if key not in chosen)
            if n := sum(counts[key] for key in left):
                links.append({"label": OUTSIDE[left] % {"n": n}, "url": self.with_values("state", left)})
        return links

    @property
    def ways_out(self):
        """What an empty list would have without one of the things asked for: label, address, number; at most four."""
        asked = [(chip, QueryDict(chip["url"][1:])) for chip in self.chips[:4]]
        found = [chip | {"count": type(self)(data, edition=self.edition).total_alone} for chip, data in asked]
        return [way for way in found if way["count"]]

    @property
    def panel(self):
        """The panel of facets as HTML, worked out once for an address in an edition."""
        return self.edition.keep("panel", self.which, self.kept_beside_facets, make=self._draw)

    def _draw(self):
        return render_to_string("ui/filters.html", {"facets": self.facets, "keep": self.kept_beside_facets})

    def download(self, kind):
        """The address of this list as a file of a kind."""
        return f"{reverse('product-download')}{self.with_values('format', [kind])}"

    @property
    def orders(self):
        """Links to the orders of this list."""
        choices = [("", _("Best match")), *Order.choices] if self.by_match else Order.choices
        return [
            {"label": label, "url": self.with_values("sort", [key] if key else []), "here": key == self.order}
            for key, label in choices
        ]

    def provinces(self):
        """Provinces; one that is chosen stays, whatever is behind it."""
        return self.places("province")

    def communes(self):
        """Communes, once a province or a commune is chosen."""
        return self.places("commune")

    def places(self, name):
        """Places with the products in them, in Vietnamese order."""
        counted = list(self.tally.get(name, ()))
        codes = {code for code, _label, _count in counted}
        counted += [(place.code, place.name, 0) for place in self.chosen(name) if place.code not in codes]
        return self.facet(name, counted)

    def sectors(self):
        """The six sectors."""
        return self.choices("sector", Sector.choices)

    def groups(self):
        """The groups of the sectors, once a sector is chosen."""
        return self.rows("group")

    def sets(self):
        """The sets, once a sector is chosen."""
        return self.rows("set")

    def schemes(self):
        """Certification schemes by the products that hold one today."""
        return self.choices("scheme", Scheme.choices)

    def channels(self):
        """Where products are sold; channels have one name, a Vietnamese one."""
        return self.rows("channel") | {"lang": "vi"}

    def markets(self):
        """Countries to which products go this year."""
        return self.choices("market", countries())

    def prices(self):
        """Bands of prices, where any price is stated."""
        stated = {band for band, _label, _count in self.tally.get("price", ())} - {UNSTATED}
        return self.choices("price", price_bands() if stated or self.chosen("price") else [])

    def forms(self):
        """Forms of producers."""
        return self.choices("form", LegalForm.choices)

    def leaders(self):
        """Who represents the producers."""
        return self.choices("led", Leader.choices)
