"""Collections for readers and in the officers' desk."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from catalogue.curated_lists import products_of, with_products
from catalogue.desk_filters import CollectionFilterSet
from catalogue.forms import CollectionForm
from ocop.pages.columns import Column
from ocop.pages.public import CanonicalUrlMixin, PublicCacheMixin
from ocop.pages.views import (
    CreatePage,
    DeletePage,
    DeskPage,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
    ScopedViewMixin,
)
from ocop.permissions import Act
from products.models import Collection

FORM = "desk/titled_form.html"
MOST = 48


def _made_by(collection):
    """How the products of a collection are chosen, in words."""
    return _("a list of the catalogue") if collection.rule else _("products picked one by one")


class CollectionsView(PublicCacheMixin, ScopedViewMixin, ListView):
    """Collections with a product in force today."""

    model, act = Collection, Act.READ_CATALOGUE
    template_name = "catalogue/collection_list.html"

    def get_queryset(self):
        return with_products(super().get_queryset().for_list())


class CollectionView(PublicCacheMixin, CanonicalUrlMixin, DetailPage):
    model, act = Collection, Act.READ_CATALOGUE
    template_name = "catalogue/collection_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(products=products_of(self.object, MOST), **kwargs)


class CollectionListView(DeskPage, ListPage):
    """Collections of the country and of the officer's province."""

    model, filterset_class = Collection, CollectionFilterSet
    act = Act.READ_REGISTERS
    paginate_by = 50
    columns = (
        Column(_("Title"), str, sort="name", link="get_desk_url"),
        Column(_("Province"), sort="place", template="products/desk/_province.html"),
        Column(_("Made by"), _made_by),
        Column(_("For readers"), template="products/desk/_for_readers.html", row_name="collection"),
        Column(_("Position"), "position", sort="position", number=True),
    )


class CollectionDetailView(DeskPage, DetailPage):
    model = Collection
    act = Act.READ_REGISTERS

    def get_context_data(self, **kwargs):
        user, collection = self.request.user, self.object
        return super().get_context_data(
            products=products_of(collection, MOST),
            may_edit=user.edits_registers and collection.place_id == user.place_id,
            **kwargs,
        )


class CollectionCreateView(DeskPage, CreatePage):
    model, form_class = Collection, CollectionForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Begin a collection"), FORM


class CollectionEditView(DeskPage, EditPage):
    model, form_class = Collection, CollectionForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Edit collection"), FORM


class CollectionHistoryView(DeskPage, HistoryPage):
    model = Collection
    act = Act.READ_REGISTERS


class CollectionDeleteView(DeskPage, DeletePage):
    model = Collection
    act = Act.EDIT_REGISTERS
