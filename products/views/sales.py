"""Channels, listings, export markets and sales in the officers' desk."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.columns import Column
from ocop.pages.views import (
    AddPage,
    CreatePage,
    DeletePage,
    DeskPage,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
)
from ocop.permissions import Act
from ocop.values.money import in_dong
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


class ChannelListView(DeskPage, ListPage):
    model, filterset_class = SalesChannel, ChannelFilterSet
    act = Act.READ_REGISTERS
    paginate_by = 50
    columns = (
        Column(_("Name"), str, sort="name", link="get_desk_url"),
        Column(_("Kind"), "get_kind_display", sort="kind"),
        Column(_("Web address"), "website"),
        Column(_("Province"), sort="place", template="products/desk/_province.html"),
        Column(_("Products sold today"), "running", sort="running", number=True),
    )


class ChannelDetailView(DeskPage, DetailPage):
    """A channel with the products in the reader's scope."""

    model, context_object_name = SalesChannel, "channel"
    act = Act.READ_REGISTERS

    def get_context_data(self, **kwargs):
        user, channel = self.request.user, self.object
        return super().get_context_data(
            listings=channel.listings.visible_to(user).for_list(),
            may_edit=user.edits_registers and channel.place_id == user.place_id,
            **kwargs,
        )


class ChannelCreateView(DeskPage, CreatePage):
    model, form_class = SalesChannel, ChannelForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record a sales channel"), FORM


class ChannelEditView(DeskPage, EditPage):
    model, form_class = SalesChannel, ChannelForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Edit sales channel"), FORM


class ChannelHistoryView(DeskPage, HistoryPage):
    model = SalesChannel
    act = Act.READ_REGISTERS


class ListingListView(DeskPage, ListPage):
    model, filterset_class = Listing, ListingFilterSet
    act = Act.READ_REGISTERS
    paginate_by = 50
    columns = (
        Column(_("Product"), "product", sort="product", link="get_desk_url"),
        Column(_("Producer"), "product.producer"),
        Column(_("Channel"), "channel", sort="channel"),
        Column(_("Shop or branch"), "outlet"),
        Column(_("Since"), sort="since", template="products/desk/_since.html", row_name="listing"),
        Column(_("Found"), sort="checked", template="products/desk/_found.html", row_name="listing"),
    )


class ListingDetailView(DeskPage, DetailPage):
    """A listing with the result of the last check and a form for the next."""

    model = Listing
    act = Act.READ_REGISTERS

    def get_context_data(self, **kwargs):
        nothing = {"found": None, "finding": ""}
        check = ListingCheckForm(instance=self.object, user=self.request.user, initial=nothing)
        return super().get_context_data(check=check, **kwargs)


class ListingAddView(DeskPage, AddPage):
    model, owner, form_class = Listing, "product", ListingForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record where it is sold"), FORM


class ListingEditView(DeskPage, EditPage):
    model, form_class = Listing, ListingForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit listing"), FORM, "desk-listing-delete"


class ListingDeleteView(DeskPage, DeletePage):
    model = Listing
    act = Act.EDIT_REGISTERS


class ListingHistoryView(DeskPage, HistoryPage):
    model = Listing
    act = Act.READ_REGISTERS


class ListingCheckView(DeskPage, EditPage):
    """Record what the officer found there today."""

    model, form_class, template_name = Listing, ListingCheckForm, "products/desk/listing_check.html"
    act = Act.EDIT_REGISTERS

    def form_valid(self, form):
        said = {name: form.cleaned_data[name] for name in ("found", "finding")}
        self.object.mark_checked(by=self.request.user, **said)
        messages.success(self.request, gettext("Checked: %(row)s.") % {"row": self.object})
        return redirect(self.object.get_desk_url())


class ExportMarketListView(DeskPage, ListPage):
    model, filterset_class = ExportMarket, ExportMarketFilterSet
    act = Act.READ_REGISTERS
    paginate_by = 50
    columns = (
        Column(_("Product"), "product", sort="product", link="product.get_desk_url"),
        Column(_("Producer"), "product.producer"),
        Column(_("Country"), "country_name", sort="country"),
        Column(_("From year"), "from_year", sort="year", number=True),
        Column(_("Last year"), "last_year", sort="until", number=True),
    )


class ExportMarketAddView(DeskPage, AddPage):
    model, owner, form_class = ExportMarket, "product", ExportMarketForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record an export market"), FORM


class ExportMarketEditView(DeskPage, EditPage):
    model, form_class = ExportMarket, ExportMarketForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit export market"), FORM, "desk-market-delete"


class ExportMarketDeleteView(DeskPage, DeletePage):
    model = ExportMarket
    act = Act.EDIT_REGISTERS


class ExportMarketHistoryView(DeskPage, HistoryPage):
    model = ExportMarket
    act = Act.READ_REGISTERS


class ProductSalesListView(DeskPage, ListPage):
    model, filterset_class = ProductSales, ProductSalesFilterSet
    act = Act.READ_REGISTERS
    paginate_by = 50
    columns = (
        Column(_("Product"), "product", sort="product", link="product.get_desk_url"),
        Column(_("Producer"), "product.producer"),
        Column(
            _("Year"), "year", sort="year", number=True, template="products/desk/_year.html", row_name="row"
        ),
        Column(_("In Vietnam (đồng)"), "domestic", sort="domestic", number=True, shown=in_dong),
        Column(_("Exported (đồng)"), "export", sort="export", number=True, shown=in_dong),
        Column(_("Quantity"), number=True, template="products/desk/_quantity.html", row_name="sales"),
    )


class ProductSalesAddView(DeskPage, AddPage):
    model, owner, form_class = ProductSales, "product", ProductSalesForm
    act = Act.EDIT_REGISTERS
    title, template_name = _("Record sales"), FORM


class ProductSalesEditView(DeskPage, EditPage):
    model, form_class = ProductSales, ProductSalesForm
    act = Act.EDIT_REGISTERS
    title, template_name, delete_url = _("Edit sales"), FORM, "desk-sales-delete"


class ProductSalesDeleteView(DeskPage, DeletePage):
    model = ProductSales
    act = Act.EDIT_REGISTERS


class ProductSalesHistoryView(DeskPage, HistoryPage):
    model = ProductSales
    act = Act.READ_REGISTERS
