import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from catalogue.directory import DirectoryFilterSet
from catalogue.filters import CatalogueFilterSet
from catalogue.open_data import rows, sources
from ocop.api.views import RowList
from ocop.history import last_change_among
from ocop.models import Place, PlaceLevel
from ocop.pages.filters import ManyFilter, PlacesFilter
from producers.models import Producer
from products.models import Certification, ExportMarket, Listing, Product
from ratings.decisions.models import Decision, Recognition, RecognitionState


class DayFilter(django_filters.DateFilter):
    """A day in ISO 8601."""

    def __init__(self, **options):
        super().__init__(input_formats=["%Y-%m-%d"], **options)


class PlaceFilterSet(django_filters.FilterSet):
    level = ManyFilter(label=_("Level"), field_name="level", choices=PlaceLevel.choices)
    day = DayFilter(label=_("Existed on"), method="on_day")

    class Meta:
        model = Place
        fields: list = []

    def on_day(self, places, name, value):
        return places.in_force(value)


class RecognitionFilterSet(django_filters.FilterSet):
    product = django_filters.NumberFilter(label=_("Product"), field_name="product")
    province = PlacesFilter(label=_("Province"), field_name="product__producer__place__province")
    stars = ManyFilter(label=_("Stars"), field_name="stars", choices=[(n, n) for n in (5, 4, 3)])
    state = ManyFilter(label=_("State"), field_name="state", choices=RecognitionState.choices)

    class Meta:
        model = Recognition
        fields: list = []


class ProductData(RowList):
    resource = "products"
    about = _(
        "Products of the public catalogue; those with a recognition in force unless `state` asks for others."
    )
    rows = rows.ProductRows
    filterset_class = CatalogueFilterSet

    def get_queryset(self):
        return sources.products()

    @classmethod
    def filtered(cls, data):
        """The products of the entries that the filters leave."""
        filters = CatalogueFilterSet(data)
        if not filters.is_valid():
            raise ValidationError(filters.errors)
        return cls().get_queryset().filter(pk__in=filters.qs.values("pk"))

    def changed_at(self):
        papers = (Certification, Listing, ExportMarket)
        return last_change_among(Product, Producer, Recognition, Decision, *papers)


class ProducerData(RowList):
    resource = "producers"
    about = _("Producers with a product in the public catalogue.")
    rows = rows.ProducerRows
    filterset_class = DirectoryFilterSet

    def get_queryset(self):
        return sources.producers()

    def changed_at(self):
        return last_change_among(Producer, Product, Recognition)


class PlaceData(RowList):
    resource = "places"
    about = _("Administrative units, of today and former ones; `day` leaves those that existed on it.")
    rows = rows.PlaceRows
    filterset_class = PlaceFilterSet

    def get_queryset(self):
        return sources.places()


class RecognitionData(RowList):
    resource = "recognitions"
    about = _("Recognitions that have begun, in force or over, each with its decisions.")
    rows = rows.RecognitionRows
    filterset_class = RecognitionFilterSet

    def get_queryset(self):
        return sources.recognitions()

    def changed_at(self):
        return last_change_among(Recognition, Decision, Product, Producer)
