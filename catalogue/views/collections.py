"""Collections: for readers, and in the officers' desk."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from catalogue.curated_lists import products_of, with_products
from catalogue.desk_filters import CollectionFilterSet
from catalogue.forms import CollectionForm
from ocop.public import CanonicalUrlMixin, PublicCacheMixin
from ocop.views import (
    PUBLIC,
    CreatePage,
    DeletePage,
    DeskReadMixin,
    DeskWriteMixin,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
    ScopedViewMixin,
)
from products.models import Collection

FORM = "desk/titled_form.html"
MOST = 48


class CollectionsView(PublicCacheMixin, ScopedViewMixin, ListView):
    """All collections in which readers find something today."""

    model, scope = Collection, PUBLIC
    template_name = "products/collection_list.html"

    def get_queryset(self):
        """In the order that their keepers chose."""
        return with_products(super().get_queryset().for_list())


class CollectionView(PublicCacheMixin, CanonicalUrlMixin, DetailPage):
    """A collection with its products."""

    model, scope = Collection, PUBLIC

    def get_context_data(self, **kwargs):
        """Add the first products of it; a list of the catalogue goes on there."""
        return super().get_context_data(products=products_of(self.object, MOST), **kwargs)


class CollectionListView(DeskReadMixin, ListPage):
    """Collections of the country and of one's own province."""

    model, filterset_class = Collection, CollectionFilterSet
    paginate_by = 50


class CollectionDetailView(DeskReadMixin, DetailPage):
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


class CollectionCreateView(DeskWriteMixin, CreatePage):
    """Begin a collection of the own province."""

    model, form_class = Collection, CollectionForm
    title, template_name = _("Begin a collection"), FORM


class CollectionEditView(DeskWriteMixin, EditPage):
    """Change a collection of the own province."""

    model, form_class = Collection, CollectionForm
    title, template_name = _("Edit collection"), FORM


class CollectionHistoryView(DeskReadMixin, HistoryPage):
    """Who changed the collection."""

    model = Collection


class CollectionDeleteView(DeskWriteMixin, DeletePage):
    """Delete a collection of the own province."""

    model = Collection
