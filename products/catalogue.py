"""The public catalogue: what narrows it and in which order it stands."""

from functools import cached_property

import django_filters
from django.db.models import Count, F, Prefetch, Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ocop.filters import FacetedFilterSet, ManyField, ManyFilter, OneFilter, PlacesFilter
from ocop.models import Place
from products.models import Certification, Product, ProductSet, Scheme
from products.models.product import Sector
from products.search import among, found, likeness
from ratings.models import (
    IN_FORCE_STATES,
    Recognition,
    RecognitionState,
    last_recognitions,
    with_current_recognition,
)
from ratings.models.result import stars_in_words


class Standing(TextChoices):
    """How a product stands today; it follows from its latest recognition."""

    IN_FORCE = "in_force", _("In force")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNCONFIRMED = "unconfirmed", _("No recognition confirmed")


class Order(TextChoices):
    """Orders of the catalogue; without one it stands by name, or after a search by likeness."""

    NAME = "name", _("By name")
    NEWEST = "newest", _("Newest recognition")
    STARS = "stars", _("Most stars")


# Schemes short enough for a mark on a card.
MARKS = [
    Scheme.HACCP,
    Scheme.ISO_22000,
    Scheme.FSSC_22000,
    Scheme.VIETGAP,
    Scheme.GLOBALGAP,
    Scheme.GMP,
    Scheme.GACP_WHO,
    Scheme.HALAL,
]


def for_cards(products):
    """Products with what a card shows: their latest recognition as `latest`, and certificates valid today."""
    return products.select_related("producer__place__province", "product_set").prefetch_related(
        "photos",
        Prefetch("recognitions", last_recognitions(), to_attr="latest"),
        Prefetch(
            "producer__certifications",
            Certification.objects.valid_on().filter(scheme__in=MARKS).order_by("scheme"),
            to_attr="marking",
        ),
    )


class StandingField(ManyField):
    """Recognitions in force unless the reader asks for others."""

    def clean(self, value):
        """What was asked, or what is in force."""
        return super().clean(value) or [Standing.IN_FORCE.value]


class StandingFilter(ManyFilter):
    """Products by how they stand."""

    field_class = StandingField


class CatalogueFilterSet(FacetedFilterSet):
    """The state of the catalogue's address."""

    subjects = ("all_stars", "provinces", "communes", "sectors", "sets", "schemes", "standings")
    defaults = {"state": [Standing.IN_FORCE]}

    q = django_filters.CharFilter(method="by_words", label=_("Search"))
    province = PlacesFilter(label=_("Province"), field_name="producer__place__province")
    commune = PlacesFilter(label=_("Commune"), field_name="producer__place")
    sector = ManyFilter(label=_("Sector"), field_name="product_set__sector", choices=Sector.choices)
    set = ManyFilter(label=_("Product set"), field_name="product_set", choices=[(n, n) for n in range(1, 27)])
    scheme = ManyFilter(label=_("Certificate valid today"), method="by_scheme", choices=Scheme.choices)
    stars = ManyFilter(label=_("Stars"), method="by_stars", choices=[(n, n) for n in (5, 4, 3)])
    state = StandingFilter(label=_("Recognition"), method="by_standing", choices=Standing.choices)
    sort = OneFilter(label=_("Order"), method="in_any_order", choices=Order.choices)

    class Meta:
        model = Product
        fields: list = []

    def filter_queryset(self, queryset, *, but=""):
        """Narrow and, where the list itself is asked for, order."""
        products = super().filter_queryset(queryset, but=but)
        return products if but else self.in_order(products)

    @cached_property
    def found(self):
        """The keys of the products that the search finds, and whether its words were taken as nearly right."""
        return found(self.queryset, self.asked)

    def by_words(self, products, name, value):
        """Products that the words find; see products.search."""
        return products.filter(among(self.found[0]))

    def by_scheme(self, products, name, value):
        """Products that hold, or whose producer holds, a certificate of the scheme that is valid today."""
        holding = Certification.objects.valid_on().filter(scheme__in=value)
        return products.filter(
            Q(pk__in=holding.values("product"))
            | Q(producer__in=holding.filter(product=None).values("producer"))
        )

    def by_stars(self, products, name, value):
        """Products whose latest recognition has one of these numbers of stars."""
        return products.filter(pk__in=last_recognitions().filter(stars__in=value).values("product"))

    def by_standing(self, products, name, value):
        """Products that stand in one of these ways today."""
        latest = last_recognitions()
        condition = Q()
        if Standing.IN_FORCE in value:
            condition |= Q(pk__in=Recognition.objects.valid_on().values("product"))
        if Standing.LAPSED in value:
            condition |= Q(pk__in=latest.filter(state=RecognitionState.LAPSED).values("product"))
        if Standing.WITHDRAWN in value:
            condition |= Q(pk__in=latest.filter(state=RecognitionState.WITHDRAWN).values("product"))
        if Standing.UNCONFIRMED in value:
            condition |= ~Q(pk__in=latest.values("product"))
        return products.filter(condition)

    def in_any_order(self, products, name, value):
        """The order is not a matter of which products."""
        return products

    def in_order(self, products):
        """The chosen order; every one ends in the Vietnamese order of names."""
        match self.form.cleaned_data.get("sort"):
            case Order.NEWEST:
                first = F("in_force_from").desc(nulls_last=True)
            case Order.STARS:
                first = F("stars").desc(nulls_last=True)
            case "" if self.asked:
                return products.order_by(likeness(self.asked).desc(), "name_order", "pk")
            case _:
                return products.order_by("name_order", "pk")
        return with_current_recognition(products).order_by(first, "name_order", "pk")

    def all_stars(self):
        """Three to five stars."""
        behind = last_recognitions().filter(product__in=self.behind("stars")).order_by()
        counts = dict(behind.values_list("stars").annotate(n=Count("pk")))
        return self.facet("stars", [(n, stars_in_words(n), counts.get(n, 0)) for n in (5, 4, 3)])

    @cached_property
    def standing_counts(self):
        """How many products stand in which way, under all other filters."""
        behind = self.behind("state")
        latest = last_recognitions().filter(product__in=behind).order_by()
        by_state = dict(latest.values_list("state").annotate(n=Count("pk")))
        return {
            Standing.IN_FORCE: sum(by_state.get(state, 0) for state in IN_FORCE_STATES),
            Standing.LAPSED: by_state.get(RecognitionState.LAPSED, 0),
            Standing.WITHDRAWN: by_state.get(RecognitionState.WITHDRAWN, 0),
            Standing.UNCONFIRMED: behind.count() - sum(by_state.values()),
        }

    def standings(self):
        """How products stand."""
        return self.facet(
            "state", [(key, label, self.standing_counts[key]) for key, label in Standing.choices]
        )

    @property
    def outside(self):
        """Links to what these filters would find among products that are not in force."""
        counts, chosen = self.standing_counts, self.chosen("state")
        ended = [key for key in (Standing.LAPSED, Standing.WITHDRAWN) if key not in chosen]
        links = []
        if n := sum(counts[key] for key in ended):
            label = ngettext("%(n)s lapsed or withdrawn", "%(n)s lapsed or withdrawn", n) % {"n": n}
            links.append({"label": label, "url": self.with_values("state", ended)})
        if Standing.UNCONFIRMED not in chosen and (n := counts[Standing.UNCONFIRMED]):
            label = ngettext(
                "%(n)s without a confirmed recognition", "%(n)s without a confirmed recognition", n
            )
            links.append(
                {"label": label % {"n": n}, "url": self.with_values("state", [Standing.UNCONFIRMED])}
            )
        return links

    @property
    def orders(self):
        """Links to the orders of this list."""
        here = self.form.cleaned_data.get("sort") or ("" if self.asked else Order.NAME)
        choices = [("", _("Best match")), *Order.choices] if self.asked else Order.choices
        return [
            {"label": label, "url": self.with_values("sort", [key] if key else []), "here": key == here}
            for key, label in choices
        ]

    def provinces(self):
        """Provinces."""
        return self.place_facet("province", Place.objects.provinces())

    def communes(self):
        """Communes, once a province or a commune is chosen."""
        if not (self.chosen("province") or self.chosen("commune")):
            return self.facet("commune", [])
        return self.place_facet("commune", Place.objects.communes())

    def sectors(self):
        """The six sectors."""
        counts = self.counts("sector", "product_set__sector")
        return self.facet("sector", [(key, label, counts.get(key, 0)) for key, label in Sector.choices])

    def sets(self):
        """The 26 sets."""
        counts = self.counts("set", "product_set")
        rows = ProductSet.objects.filter(pk__in={*counts, *self.chosen("set")} - {None})
        return self.facet("set", [(row.pk, row.name, counts.get(row.pk, 0)) for row in rows])

    def schemes(self):
        """Certification schemes by the products that hold one today."""
        holding = Certification.objects.valid_on().filter(
            Q(product=None) | Q(product=F("producer__products")),
            producer__products__in=self.behind("scheme"),
        )
        counts = dict(
            holding.order_by().values_list("scheme").annotate(n=Count("producer__products", distinct=True))
        )
        return self.facet("scheme", [(key, label, counts.get(key, 0)) for key, label in Scheme.choices])
