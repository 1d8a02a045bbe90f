"""Dot map of places, drawn on the server as SVG, with the number of products in force in each place.

The points come from the register of places: the seats of provinces and communes as of 1 July 2025. The
points of all communes together show the shape of the country. No borders are drawn, because the register
holds none.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sqrt

from django.urls import reverse

from ocop.models import Place, PlaceKind, PlaceLevel

WIDTH = 460
EDGE = 16
SMALLEST, LARGEST = 9, 20
LETTER, LINE = 7, 13
# Special zones east of this longitude are far offshore; they are labelled even without products.
OUT_AT_SEA = 110


@dataclass
class Area:
    """A place with products, drawn as a circle, with a label if there is room."""

    place: Place
    count: int
    url: str
    x: float
    y: float
    radius: float
    label_x: float | None = None
    anchor: str = "start"

    @property
    def text_y(self):
        """Baseline of the label, beside or inside the circle."""
        return self.y + 4

    def box(self, side):
        """Return left, upper, right and lower edge of the label to the right (1) or left (-1) of the circle."""
        near = self.x + side * (self.radius + 4)
        far = near + side * LETTER * len(self.place.name)
        return min(near, far), self.y - LINE / 2, max(near, far), self.y + LINE / 2

    @property
    def own_box(self):
        """Bounding box of the circle."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


def are_disjoint(one, other):
    """Whether two boxes do not overlap."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


class Atlas:
    """Map of the country by province, or of `province` by commune; `counted` holds (place, products in force)."""

    def __init__(self, counted, province=None):
        self.province = province
        self.counted = [(place, n) for place, n in counted if place]

    @cached_property
    def points(self):
        communes = Place.objects.communes().in_force().filter(latitude__isnull=False)
        if self.province:
            communes = communes.filter(province=self.province)
        rows = communes.order_by("pk").values_list("longitude", "latitude", "kind", "name")
        return [(float(east), float(north), kind, name) for east, north, kind, name in rows]

    @cached_property
    def bounds(self):
        """Central longitude, northern and southern latitude, and drawing units per degree."""
        shown = [(east, north) for east, north, _kind, _name in self.points]
        shown += [(float(p.longitude), float(p.latitude)) for p, _n in self.counted if p.latitude is not None]
        west, east = min(x for x, _y in shown), max(x for x, _y in shown)
        south, north = min(y for _x, y in shown), max(y for _x, y in shown)
        shrink = cos(radians((south + north) / 2))
        scale = (WIDTH - 2 * EDGE) / max((east - west) * shrink, (north - south) * 0.8, 0.05)
        return (west + east) / 2, north, south, scale, shrink

    def at(self, east, north):
        """Convert longitude and latitude to coordinates of the drawing."""
        middle, top, _south, scale, shrink = self.bounds
        return WIDTH / 2 + (east - middle) * shrink * scale, EDGE + (top - north) * scale

    @property
    def is_empty(self):
        return not self.points and not any(place.latitude is not None for place, _n in self.counted)

    @property
    def width(self):
        return WIDTH

    @property
    def height(self):
        _middle, north, south, scale, _shrink = self.bounds
        return round((north - south) * scale) + 2 * EDGE

    @property
    def dots(self):
        """SVG path with one dot per commune."""
        spots = sorted({(round(x), round(y)) for x, y in (self.at(*point[:2]) for point in self.points)})
        return "".join(f"M{x} {y}h0" for x, y in spots)

    @property
    def islands(self):
        """Labels of the special zones that are far offshore."""
        return [
            (name, *(round(each, 1) for each in self.at(east, north)))
            for east, north, kind, name in self.points
            if kind == PlaceKind.SPECIAL_ZONE and east > OUT_AT_SEA
        ]

    @cached_property
    def areas(self):
        """Places with products, largest number first.

        This is the order of the keyboard focus, and it draws small circles above large ones.
        """
        most = max((n for _place, n in self.counted), default=1)
        areas = []
        for place, n in self.counted:
            if n and place.latitude is not None:
                x, y = (round(each, 1) for each in self.at(float(place.longitude), float(place.latitude)))
                radius = round(max(SMALLEST, LARGEST * sqrt(n / most)), 1)
                areas.append(Area(place, n, self.address(place), x, y, radius))
        areas.sort(key=lambda area: (-area.count, area.y, area.x))
        self.name(areas)
        return areas

    def name(self, areas):
        """Place labels beside the circles, largest number first, where they overlap nothing."""
        taken = [area.own_box for area in areas]
        for area in areas:
            for side, anchor in ((1, "start"), (-1, "end")):
                box = area.box(side)
                inside = box[0] >= 0 and box[2] <= WIDTH
                if inside and all(are_disjoint(box, other) for other in taken):
                    area.label_x, area.anchor = round(area.x + side * (area.radius + 4), 1), anchor
                    taken.append(box)
                    break

    def address(self, place):
        """Return the link of a place: a province's own map, or the products of a commune."""
        return map_address(place) if place.level == PlaceLevel.PROVINCE else list_address(place)


def map_address(place):
    return f"{reverse('map')}?place={place.code}"


def list_address(place):
    return f"{reverse('product-list')}?{place.level}={place.code}"
