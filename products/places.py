"""What is made in a place: its products and producers, and how many of them in each unit of it."""

from functools import cached_property

from django.db.models import Count, FilteredRelation, Q

from ocop.calendar import today
from ocop.models import Place, PlaceLevel
from producers.models import Producer
from products.models import Product
from ratings.models import Recognition
from ratings.terms import add_months


def counted(places, makers, day=None):
    """Annotate places with numbers of their public products; `makers` leads from a place to its producers.

    `registered`, `in_force` with stars on `day` (today unless told), `before` with stars on that day a year earlier,
    `producers_shown` that make them. A product has one recognition in force at most, so nothing is counted twice.
    """
    day = day or today()
    products = f"{makers}__products"
    shown = Q(**{f"{products}__in_catalogue": True})
    return places.alias(
        now=in_force_on(products, day), then=in_force_on(products, add_months(day, -12))
    ).annotate(
        registered=Count(products, filter=shown),
        in_force=Count("now", filter=shown),
        before=Count("then", filter=shown),
        producers_shown=Count(makers, filter=shown, distinct=True),
    )


def in_force_on(products, day):
    """The recognitions in force on a day of the products at the end of a path."""
    path = f"{products}__recognitions"
    return FilteredRelation(
        path, condition=Q(**{f"{path}__issued_on__lte": day, f"{path}__ends_on__gt": day})
    )


class MadeIn:
    """What is made in a place; in a former one, by producers whose papers name it or a unit inside it."""

    def __init__(self, place):
        self.place = place
        self.path = "former_place" if place.valid_until else "place"

    @cached_property
    def units(self):
        """The place and the units in it that make something, with their numbers; one query."""
        within = Q(pk=self.place.pk) | Q(parent=self.place) | Q(province=self.place)
        makers = "former_producers" if self.place.valid_until else "producers"
        units = counted(Place.objects.filter(within), makers).filter(registered__gt=0)
        return list(units.order_by("name_order", "pk"))

    def sum(self, name):
        """The sum of a number over all units."""
        return sum(getattr(unit, name) for unit in self.units)

    @property
    def communes(self):
        """A province's communes in force that make something."""
        if self.place.level != PlaceLevel.PROVINCE or self.place.valid_until:
            return []
        return [unit for unit in self.units if unit.level == PlaceLevel.COMMUNE]

    def producers(self):
        """Producers with products in the public catalogue."""
        place = {f"{self.path}{further}": self.place for further in ("", "__parent", "__province")}
        within = [Q(**{path: row}) for path, row in place.items()]
        return Producer.objects.public().filter(within[0] | within[1] | within[2])

    def products_in_force(self):
        """Public products with stars in force today."""
        valid = Recognition.objects.valid_on().values("product")
        return Product.objects.public().filter(producer__in=self.producers().values("pk"), pk__in=valid)
