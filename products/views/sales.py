"""Channels, listings, export markets and sales in the officers' desk."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.views import (
    AddPage,
    CreatePage,
    DeletePage,
    DeskReadMixin,
    DeskWriteMixin,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
)
from products.filters.sales import (
    ChannelFilterSet,
    ExportMarketFilterSet,
    ListingFilterSet,
    ProductSalesFilterSet,
)
from products.forms.sales import (
    ChannelForm,
    ExportMarketForm,
    ListingCheckForm,
    ListingForm,
    ProductSalesForm,
)
from products.models import ExportMarket, Listing, ProductSales, SalesChannel

FORM = "desk/titled_form.html"


class ChannelListView(DeskReadMixin, ListPage):
    model, filterset_class = SalesChannel, ChannelFilterSet
    paginate_by = 50


class ChannelDetailView(DeskReadMixin, DetailPage):
    """A channel with the products in the reader's scope."""

    model, context_object_name = SalesChannel, "channel"

    def get_context_data(self, **kwargs):
        user, channel = self.request.user, self.object
        return super().get_context_data(
            listings=channel.listings.visible_to(user).for_list(),
            may_edit=user.edits_registers and channel.place_id == user.place_id,
            **kwargs,
        )


class ChannelCreateView(DeskWriteMixin, CreatePage):
    model, form_class = SalesChannel, ChannelForm
    title, template_name = _("Record a sales channel"), FORM


class ChannelEditView(DeskWriteMixin, EditPage):
    model, form_class = SalesChannel, ChannelForm
    title, template_name = _("Edit sales channel"), FORM


class ChannelHistoryView(DeskReadMixin, HistoryPage):
    model = SalesChannel


class ListingListView(DeskReadMixin, ListPage):
    model, filterset_class = Listing, ListingFilterSet
    paginate_by = 50


class ListingDetailView(DeskReadMixin, DetailPage):
    """A listing with the result of the last check and a form for the next."""

    model = Listing

    def get_context_data(self, **kwargs):
        nothing = {"found": None, "finding": ""}
        check = ListingCheckForm(instance=self.object, user=self.request.user, initial=nothing)
        return super().get_context_data(check=check, **kwargs)


class ListingAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = Listing, "product", ListingForm
    title, template_name = _("Record where it is sold"), FORM


class ListingEditView(DeskWriteMixin, EditPage):
    model, form_class = Listing, ListingForm
    title, template_name, delete_url = _("Edit listing"), FORM, "desk-listing-delete"


class ListingDeleteView(DeskWriteMixin, DeletePage):
    model = Listing


class ListingHistoryView(DeskReadMixin, HistoryPage):
    model = Listing


class ListingCheckView(DeskWriteMixin, EditPage):
    """Record what the officer found there today."""

    model, form_class, template_name = Listing, ListingCheckForm, "products/desk/listing_check.html"

    def form_valid(self, form):
        said = {name: form.cleaned_data[name] for name in ("found", "finding")}
        self.object.mark_checked(by=self.request.user, **said)
        messages.success(self.request, gettext("Checked: %(row)s.") % {"row": self.object})
        return redirect(self.object.get_desk_url())


class ExportMarketListView(DeskReadMixin, ListPage):
    model, filterset_class = ExportMarket, ExportMarketFilterSet
    paginate_by = 50


class ExportMarketAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = ExportMarket, "product", ExportMarketForm
    title, template_name = _("Record an export market"), FORM


class ExportMarketEditView(DeskWriteMixin, EditPage):
    model, form_class = ExportMarket, ExportMarketForm
    title, template_name, delete_url = _("Edit export market"), FORM, "desk-market-delete"


class ExportMarketDeleteView(DeskWriteMixin, DeletePage):
    model = ExportMarket


class ExportMarketHistoryView(DeskReadMixin, HistoryPage):
    model = ExportMarket


class ProductSalesListView(DeskReadMixin, ListPage):
    model, filterset_class = ProductSales, ProductSalesFilterSet
    paginate_by = 50


class ProductSalesAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = ProductSales, "product", ProductSalesForm
    title, template_name = _("Record sales"), FORM


class ProductSalesEditView(DeskWriteMixin, EditPage):
    model, form_class = ProductSales, ProductSalesForm
    title, template_name, delete_url = _("Edit sales"), FORM, "desk-sales-delete"


class ProductSalesDeleteView(DeskWriteMixin, DeletePage):
    model = ProductSales


class ProductSalesHistoryView(DeskReadMixin, HistoryPage):
    model = ProductSales
