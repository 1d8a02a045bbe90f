"""Public pages of places, current and former."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext
from django.views.generic import DetailView, ListView

from catalogue import share_images
from catalogue.cards import for_cards
from catalogue.models import Standing
from catalogue.place_page import PlaceProducts, with_product_counts
from catalogue.trade import trade_of
from ocop.models import Place, PlaceLevel
from ocop.pages.public import CanonicalUrlMixin, PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ocop.values.dates import today

SHOWN = 12
MOST = 200


class PlaceListView(PublicCacheMixin, ScopedViewMixin, ListView):
    """Provinces with the numbers of their products; those with products first."""

    act = Act.READ_CATALOGUE
    model = Place
    template_name = "catalogue/place_list.html"

    def get_queryset(self):
        return with_product_counts(Place.objects.provinces().in_force(), "places__producers").for_list()

    def get_context_data(self, **kwargs):
        places = list(self.object_list)
        return super().get_context_data(
            with_products=[place for place in places if place.registered],
            without_products=[place for place in places if not place.registered],
            **kwargs,
        )


class PlaceDetailView(PublicCacheMixin, CanonicalUrlMixin, ScopedViewMixin, DetailView):
    """A place on a day: figures, products, producers; for a former one, its successors."""

    act = Act.READ_CATALOGUE
    model = Place
    template_name = "catalogue/place_detail.html"

    def get_object(self, queryset=None):
        """The unit that had the code on `?day=` (today unless given), else the last one that had it."""
        units = Place.objects.filter(code=self.kwargs["code"]).select_related("province", "parent__province")
        units = units.with_former().order_by(F("valid_from").desc(nulls_last=True), "pk")
        place = units.in_force(asked_day(self.request)).first() or units.first()
        if place is None:
            raise Http404
        return place

    def get_context_data(self, **kwargs):
        place = self.object
        made = PlaceProducts(place)
        return super().get_context_data(
            products=for_cards(made.products_in_force()).order_by("name_order", "pk")[:SHOWN],
            producers=made.producers().only("name", "name_en").order_by("name_order", "pk")[:MOST],
            figures=figures_of(place, made),
            communes=made.communes,
            all_url=catalogue_url(place),
            directory_url=directory_url(place),
            trade=trade_of(place, made.producers().values("pk")),
            successors=place.successors() if place.valid_until else [],
            former=place.former,
            former_names=place.former_names,
            picture=share_images.of_place(place),
            **kwargs,
        )


def catalogue_url(place, states=()):
    """The list of products of the place, in force unless told; empty for former places and districts."""
    if place.valid_until or place.level == PlaceLevel.DISTRICT:
        return ""
    asked = [(place.level, place.code), *(("state", state) for state in states)]
    return f"{reverse('product-list')}?{urlencode(asked)}"


def directory_url(place):
    """The list of producers of a province; empty for other places."""
    if place.valid_until or place.level != PlaceLevel.PROVINCE:
        return ""
    return f"{reverse('producer-list')}?province={place.code}"


def figures_of(place, made):
    """Figures for ui/figures.html, each with a link to its list."""
    in_force, before = made.sum("in_force"), made.sum("before")
    registered, producers = made.sum("registered"), made.sum("producers_shown")
    change = _("%(change)+d since a year ago, then %(before)d") % {
        "change": in_force - before,
        "before": before,
    }
    return [
        {
            "value": in_force,
            "label": ngettext("product with stars in force", "products with stars in force", in_force),
            "url": catalogue_url(place),
            "note": change if before else "",
        },
        {
            "value": registered,
            "label": ngettext("product in the register", "products in the register", registered),
            "url": catalogue_url(place, Standing.values),
        },
        {
            "value": producers,
            "label": npgettext("a figure", "producer", "producers", producers),
            "url": directory_url(place),
        },
    ]


def asked_day(request):
    """`?day=`; today if it is missing, no date, or before all units in the register."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()
    return day if 1900 <= day.year <= 2200 else today()
