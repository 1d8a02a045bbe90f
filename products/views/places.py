"""The public side of places: what is made where, and what became of former units."""

from datetime import date

from django.db.models import Count, F, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from ocop.calendar import today
from ocop.models import Place, PlaceLevel
from ocop.public import Addressed, Cacheable
from ocop.views import PUBLIC, Scoped
from producers.models import Producer
from products import sharing
from products.catalogue import for_cards
from products.models import Product
from products.trade import trade_of
from ratings.models import Recognition
from ratings.terms import add_months

SHOWN = 12
MOST = 200


def counted(places, path):
    """Annotate places with their public products, `registered`, and those with stars in force, `in_force`.

    `path` leads from the place to its products.
    """
    shown = Q(**{f"{path}__in_catalogue": True})
    valid = Recognition.objects.valid_on().values("product")
    return places.annotate(
        registered=Count(path, filter=shown, distinct=True),
        in_force=Count(path, filter=shown & Q(**{f"{path}__in": valid}), distinct=True),
    )


class PlaceListView(Cacheable, Scoped, ListView):
    """The provinces with what they make; those with products first."""

    scope = PUBLIC
    model = Place
    template_name = "places/place_list.html"

    def get_queryset(self):
        """Provinces in force, in Vietnamese order."""
        return counted(Place.objects.provinces().in_force(), "places__producers__products").for_list()

    def get_context_data(self, **kwargs):
        """Divide them by whether they have products."""
        places = list(self.object_list)
        return super().get_context_data(
            with_products=[place for place in places if place.registered],
            without_products=[place for place in places if not place.registered],
            **kwargs,
        )


class PlaceDetailView(Cacheable, Addressed, Scoped, DetailView):
    """A place as of a day: figures, products, producers; of a former one, what it became."""

    scope = PUBLIC
    model = Place
    template_name = "places/place_detail.html"

    def get_object(self, queryset=None):
        """The unit that had the code on `?day=` (today unless told); else the last that had it."""
        units = Place.objects.filter(code=self.kwargs["code"]).select_related("province", "parent__province")
        units = units.order_by(F("valid_from").desc(nulls_last=True), "pk")
        place = units.in_force(asked_day(self.request)).first() or units.first()
        if place is None:
            raise Http404
        return place

    def get_context_data(self, **kwargs):
        """Add what is made here, and the units before and after."""
        place = self.object
        products = Product.objects.public().filter(producer__in=producers_of(place))
        in_force = products.filter(pk__in=Recognition.objects.valid_on().values("product"))
        producers = Producer.objects.filter(pk__in=products.values("producer")).for_list()
        return super().get_context_data(
            products=for_cards(in_force).order_by("name_order", "pk")[:SHOWN],
            producers=producers[:MOST],
            figures=figures_of(
                place, in_force.count(), products.count(), producers.count(), a_year_ago(products)
            ),
            all_url=catalogue_url(place),
            trade=trade_of(place, products.order_by().values("producer")),
            successors=place.successors() if place.valid_until else [],
            former=former_units(place),
            picture=sharing.of_place(place),
            communes=communes_with_products(place),
            **kwargs,
        )


def producers_of(place):
    """Producers in a place; of a former one, those whose papers name it or a unit inside it."""
    path = "former_place" if place.valid_until else "place"
    inside = Q(**{path: place}) | Q(**{f"{path}__parent": place}) | Q(**{f"{path}__province": place})
    return Producer.objects.filter(inside).values("pk")


def catalogue_url(place):
    """The catalogue narrowed to the place; empty for a former one and a district."""
    if place.valid_until or place.level == PlaceLevel.DISTRICT:
        return ""
    return f"{reverse('product-list')}?{place.level}={place.code}"


def figures_of(place, in_force, registered, producers, before):
    """The figures of a place for ui/figures.html, each with the list behind it; `before`: in force a year ago."""
    url = catalogue_url(place)
    return [
        {
            "value": in_force,
            "label": _("products with stars in force"),
            "url": url,
            "note": _("%(change)+d since a year ago (%(before)d)")
            % {"change": in_force - before, "before": before}
            if before
            else "",
        },
        {"value": registered, "label": _("products in the register")},
        {"value": producers, "label": _("producers")},
    ]


def a_year_ago(products):
    """How many of the products had stars in force on this day last year."""
    then = add_months(today(), -12)
    return products.filter(pk__in=Recognition.objects.valid_on(then).values("product")).count()


def former_units(place):
    """What was merged into the place, and for a former place the units inside it."""
    units = Place.objects.filter(Q(succeeded_by__new=place) | Q(parent=place, valid_until__isnull=False))
    return units.exclude(pk=place.pk).distinct().select_related("parent", "province").for_list()


def communes_with_products(place):
    """A province's communes in force that make something, with the number of products."""
    if place.level != PlaceLevel.PROVINCE or place.valid_until:
        return []
    communes = counted(Place.objects.communes().in_force().filter(province=place), "producers__products")
    return communes.filter(registered__gt=0).for_list()


def asked_day(request):
    """The day in `?day=`, or today if there is none or it is no date."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()
