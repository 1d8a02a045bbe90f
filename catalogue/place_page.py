"""Products and producers of a place, and their numbers in each of its units."""

from functools import cached_property

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q

from catalogue.recognitions import with_current_recognition
from ocop.models import Place, PlaceLevel
from ocop.values.dates import today
from producers.models import Producer, ProducerMove
from products.models import Product
from ratings.decisions.models import in_force_on
from ratings.decisions.validity import add_months


def with_product_counts(places, makers, day=None):
    """Annotate places with numbers of their public products; `makers` is the path from a place to its producers.

    `registered`: all; `in_force`: with stars on `day` (today unless given); `before`: with stars a year earlier;
    `producers_shown`: their producers. A product has one recognition in force at most, so nothing is counted twice.
    """
    day = day or today()
    products = f"{makers}__products"
    shown = Q(**{f"{products}__in_catalogue": True})
    return places.alias(
        now=recognitions_in_force(products, day), then=recognitions_in_force(products, add_months(day, -12))
    ).annotate(
        registered=Count(products, filter=shown),
        in_force=Count("now", filter=shown),
        before=Count("then", filter=shown),
        producers_shown=Count(makers, filter=shown, distinct=True),
    )


def recognitions_in_force(products, day):
    """The recognitions in force on `day` of the products at a path."""
    path = f"{products}__recognitions"
    return FilteredRelation(path, condition=in_force_on(day, f"{path}__"))


class PlaceProducts:
    """What is made in a place; for a former place, by producers whose papers name it or a unit in it.

    Of a unit that ended by an event here, by the producers that moved from it.
    """

    def __init__(self, place):
        self.place = place
        self.former = place.valid_until is not None

    @property
    def places(self):
        """The place and the units in it; one condition for each level, so that an index is used."""
        match self.place.level:
            case PlaceLevel.PROVINCE:
                return Place.objects.filter(province=self.place)
            case PlaceLevel.DISTRICT:
                return Place.objects.filter(Q(pk=self.place.pk) | Q(parent=self.place))
        return Place.objects.filter(pk=self.place.pk)

    @cached_property
    def makers(self):
        """The path from a place to its producers."""
        if not self.former:
            return "producers"
        moved = ProducerMove.objects.filter(old__in=self.places.values("pk")).exists()
        return "producermoves_from__producer" if moved else "former_producers"

    @property
    def path(self):
        """The path from a producer to the place."""
        found = {"producers": "place", "former_producers": "former_place"}
        return found.get(self.makers, "producer_moves__old")

    @cached_property
    def units(self):
        """The place and the units in it that have products, with their numbers; one query."""
        units = with_product_counts(self.places, self.makers)
        return list(units.filter(registered__gt=0).order_by("name_order", "pk"))

    def sum(self, name):
        return sum(getattr(unit, name) for unit in self.units)

    @property
    def communes(self):
        """The communes in force of a province that have products; empty for other places."""
        if self.place.level != PlaceLevel.PROVINCE or self.former:
            return []
        return [unit for unit in self.units if unit.level == PlaceLevel.COMMUNE]

    def producers(self):
        """Producers with public products."""
        shown = Product.objects.public().filter(producer=OuterRef("pk"))
        return Producer.objects.filter(Exists(shown), **{f"{self.path}__in": self.places.values("pk")})

    def products_in_force(self):
        """Public products in force today."""
        products = Product.objects.public().filter(**{f"producer__{self.path}__in": self.places.values("pk")})
        return with_current_recognition(products).filter(recognition_id__isnull=False)
