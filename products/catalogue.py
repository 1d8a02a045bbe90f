"""The public catalogue: what narrows it and in which order it stands."""

from functools import cached_property

import django_filters
from django.db.models import Case, F, Prefetch, Q, TextChoices, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ocop.countries import countries
from ocop.filters import FacetedFilterSet, ManyField, ManyFilter, OneFilter, PlacesFilter
from producers.models import LegalForm
from products.facets import TOTAL, everything, tally
from products.models import Certification, ExportMarket, Listing, Product, ProductSet, SalesChannel, Scheme
from products.models.product import Sector
from products.search import among, found, likeness, words_of
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


MAX_VALUES = 20
MAX_LENGTH = 9  # of a value: the key of a channel, the code of a group

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


def similar_to(product, most=4):
    """Products of the same set and province with stars in force today, those of the same place first; one query."""
    if product.product_set_id is None:
        return Product.objects.none()
    place = product.producer.place
    others = Product.objects.public().filter(
        product_set=product.product_set_id,
        producer__place__province=place.province_id,
        pk__in=Recognition.objects.valid_on().values("product"),
    )
    return (
        with_current_recognition(others.exclude(pk=product.pk))
        .select_related("producer__place")
        .annotate(away=Case(When(producer__place=place.pk, then=0), default=1))
        .order_by("away", "name_order", "pk")[:most]
    )


class StandingField(ManyField):
    """Recognitions in force unless the reader asks for others."""

    def clean(self, value):
        """What was asked, or what is in force."""
        return super().clean(value) or [Standing.IN_FORCE.value]


class StandingFilter(ManyFilter):
    """Products by how they stand."""

    field_class = StandingField


class Leader(TextChoices):
    """Who represents the producer; sheet item 3.2."""

    WOMEN = "women", _("A woman")
    MINORITY = "minority", _("A person of an ethnic minority")


class KnownField(ManyField):
    """Values that rows of the register have; the others are ignored. Asks only if there is something to ask."""

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self, value):
        """The known values in the order of the address, at most twenty."""
        values = [each for each in dict.fromkeys(value or ()) if len(each) <= MAX_LENGTH and "\0" not in each]
        if not values:
            return []
        known = {str(key) for (key,) in self.known(values[:MAX_VALUES])}
        return [each for each in values if each in known]


class KnownFilter(ManyFilter):
    """Rows with any of the chosen values, of those that `known` finds."""

    field_class = KnownField


class CatalogueFilterSet(FacetedFilterSet):
    """The state of the catalogue's address."""

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
        "forms",
        "leaders",
        "standings",
    )
    defaults = {"state": [Standing.IN_FORCE]}

    q = django_filters.CharFilter(method="by_words", label=_("Search"))
    province = PlacesFilter(label=_("Province"), field_name="producer__place__province")
    commune = PlacesFilter(label=_("Commune"), field_name="producer__place")
    sector = ManyFilter(label=_("Sector"), field_name="product_set__sector", choices=Sector.choices)
    group = KnownFilter(
        label=_("Product group"),
        field_name="product_set__group_code",
        known=lambda values: ProductSet.objects.filter(group_code__in=values).values_list("group_code"),
    )
    set = ManyFilter(label=_("Product set"), field_name="product_set", choices=[(n, n) for n in range(1, 27)])
    scheme = ManyFilter(label=_("Certificate valid today"), method="by_scheme", choices=Scheme.choices)
    channel = KnownFilter(
        label=_("Sold through"),
        method="by_channel",
        known=lambda values: SalesChannel.objects.filter(
            pk__in=[value for value in values if value.isdecimal()]
        ).values_list("pk"),
    )
    market = ManyFilter(label=_("Exported to"), method="by_market", choices=countries)
    form = ManyFilter(
        label=_("Producer's form"), field_name="producer__legal_form", choices=LegalForm.choices
    )
    led = ManyFilter(label=_("Led by"), method="by_leader", choices=Leader.choices)
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
    def words(self):
        """The words that are looked for, to be marked where they are found."""
        return words_of(self.asked)

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

    def by_channel(self, products, name, value):
        """Products that the public may know to be sold through one of these channels today."""
        return products.filter(pk__in=Listing.objects.products(value))

    def by_market(self, products, name, value):
        """Products exported to one of these countries this year."""
        return products.filter(pk__in=ExportMarket.objects.products(value))

    def by_leader(self, products, name, value):
        """Products of producers that are represented by one of these."""
        condition = Q(producer__led_by_woman=True) if Leader.WOMEN in value else Q()
        if Leader.MINORITY in value:
            condition |= Q(producer__led_by_minority=True)
        return products.filter(condition)

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

    @cached_property
    def tally(self):
        """The counts of every subject, and of the list itself; see products.facets."""
        self.form.is_valid()
        products = everything()
        if self.asked:
            products = products.filter(among(self.found[0]))
        chosen = {
            name: self.filters[name].filter(everything(), value)
            for name, value in self.form.cleaned_data.items()
            if value and name not in ("q", "sort")
        }
        subjects = [name for name in self.filters if name not in ("q", "sort", "commune")]
        if self.chosen("province") or self.chosen("commune"):
            subjects.append("commune")
        return tally(products.filter(in_catalogue=True), chosen, subjects=subjects)

    @property
    def total(self):
        """How many products the list has."""
        return self.tally[TOTAL][0][2]

    def choices(self, name, choices):
        """A subject whose values are known, with its counts."""
        counts = {value: count for value, _label, count in self.tally[name]}
        return self.facet(name, [(key, label, counts.get(str(key), 0)) for key, label in choices])

    def rows(self, name):
        """A subject whose values are rows of the register, which the counts name."""
        return self.facet(name, self.tally[name])

    def all_stars(self):
        """Three to five stars."""
        return self.choices("stars", [(n, stars_in_words(n)) for n in (5, 4, 3)])

    @cached_property
    def standing_counts(self):
        """How many products stand in which way, under all other filters."""
        by_state = {state: count for state, _label, count in self.tally["state"]}
        return {
            Standing.IN_FORCE: sum(by_state.get(state, 0) for state in IN_FORCE_STATES),
            Standing.LAPSED: by_state.get(RecognitionState.LAPSED, 0),
            Standing.WITHDRAWN: by_state.get(RecognitionState.WITHDRAWN, 0),
            Standing.UNCONFIRMED: by_state.get("none", 0),
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
    def ways_out(self):
        """What an empty list would have without one of the things asked for: label, address, number; at most four."""
        lists = [(chip, type(self)(QueryDict(chip["url"][1:]), self.queryset)) for chip in self.chips[:4]]
        found = [chip | {"count": other.total} for chip, other in lists]
        return [way for way in found if way["count"]]

    def download(self, kind):
        """The address of this list as a file of a kind."""
        return f"{reverse('product-download')}{self.with_values('format', [kind])}"

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
        """Provinces; one that is chosen stays, whatever is behind it."""
        return self.places("province")

    def communes(self):
        """Communes, once a province or a commune is chosen."""
        return self.places("commune")

    def places(self, name):
        """Places with the products in them, in Vietnamese order."""
        counted = list(self.tally[name])
        codes = {code for code, _label, _count in counted}
        counted += [(place.code, place.name, 0) for place in self.chosen(name) if place.code not in codes]
        return self.facet(name, counted)

    def sectors(self):
        """The six sectors."""
        return self.choices("sector", Sector.choices)

    def groups(self):
        """The groups of the sectors."""
        return self.rows("group")

    def sets(self):
        """The 26 sets."""
        return self.rows("set")

    def schemes(self):
        """Certification schemes by the products that hold one today."""
        return self.choices("scheme", Scheme.choices)

    def channels(self):
        """Where products are sold."""
        return self.rows("channel")

    def markets(self):
        """Countries to which products go this year."""
        return self.choices("market", countries())

    def forms(self):
        """Forms of producers."""
        return self.choices("form", LegalForm.choices)

    def leaders(self):
        """Who represents the producers."""
        return self.choices("led", Leader.choices)
