"""Collections: for readers, and in the officers' desk."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from catalogue.collections import products_of, with_products
from catalogue.desk_filters import CollectionFilterSet
from catalogue.forms import CollectionForm
from ocop.public import Addressed, Cacheable
from ocop.views import (
    PUBLIC,
    CreatePage,
    DeletePage,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
    Reading,
    Scoped,
    Writing,
)
from products.models import Collection

FORM = "desk/titled_form.html"
MOST = 48


class CollectionsView(Cacheable, Scoped, ListView):
    """All collections in which readers find something today."""

    model, scope = Collection, PUBLIC
    template_name = "products/collection_list.html"

    def get_queryset(self):
        """In the order that their keepers chose."""
        return with_products(super().get_queryset().for_list())


class CollectionView(Cacheable, Addressed, DetailPage):
    """A collection with its products."""

    model, scope = Collection, PUBLIC

    def get_context_data(self, **kwargs):
        """Add the first products of it; a list of the catalogue goes on there."""
        return super().get_context_data(products=products_of(self.object, MOST), **kwargs)


class CollectionListView(Reading, ListPage):
    """Collections of the country and of one's own province."""

    model, filterset_class = Collection, CollectionFilterSet
    paginate_by = 50


class CollectionDetailView(Reading, DetailPage):
    """A collection with its products, and whether this reader may change it."""

    model = Collection

    def get_context_data(self, **kwargs):
        """Add what readers see of it."""
        user, collection = self.request.user, self.object
        return super().get_context_data(
            products=products_of(collection, MOST),
            may_edit=user.edits_registers and collection.place_id == user.place_id,
            **kwargs,
        )


class CollectionCreateView(Writing, CreatePage):
    """Begin a collection of the own province."""

    model, form_class = Collection, CollectionForm
    title, template_name = _("Begin a collection"), FORM


class CollectionEditView(Writing, EditPage):
    """Change a collection of the own province."""

    model, form_class = Collection, CollectionForm
    title, template_name = _("Edit collection"), FORM


class CollectionHistoryView(Reading, HistoryPage):
    """Who changed the collection."""

    model = Collection


class CollectionDeleteView(Writing, DeletePage):
    """Delete a collection of the own province."""

    model = Collection
