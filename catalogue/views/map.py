"""The map of the register, with a table that says the same."""

from django.views.generic import TemplateView

from ocop.models import Place, PlaceLevel
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ocop.values.dates import today
from ratings.figures.atlas import Atlas, list_address, map_address
from ratings.figures.counts import Counts
from ratings.figures.standing import Register


class MapView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """The country by province; with `?place=` a province by commune. Unknown codes are ignored."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/map.html"

    def get_context_data(self, **kwargs):
        """Products in force today by place."""
        code = self.request.GET.get("place", "")
        provinces = Place.objects.provinces().in_force()
        province = provinces.filter(code=code).first() if code.isalnum() else None
        counts = Counts(Register(today(), province))
        counted = counts.places(PlaceLevel.COMMUNE if province else PlaceLevel.PROVINCE)
        return super().get_context_data(
            province=province,
            day=today(),
            total=counts.total,
            atlas=Atlas(counted, province),
            rows=[row_of(place, n) for place, n in counted if place],
            nowhere=sum(n for place, n in counted if not place),
            **kwargs,
        )


def row_of(place, n):
    """A row of the table: place, number, its own map if there is one, its list."""
    inside = map_address(place) if place.level == PlaceLevel.PROVINCE else ""
    return {"place": place, "count": n, "map_url": inside, "url": list_address(place)}
