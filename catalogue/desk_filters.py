from ocop.pages.desk_filters import DeskFilterSet, SortFilter, WordsFilter
from products.models import Collection


class CollectionFilterSet(DeskFilterSet):
    q = WordsFilter("name_key")
    sort = SortFilter(name="name_order", position="position", place="place__name_order")

    class Meta:
        model = Collection
        fields: list = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A collection belongs to a province or to the country, never to a commune.
        self.filters.pop("commune", None)
