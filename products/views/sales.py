"""Channels, listings, export markets and sales in the officers' desk."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.views import (
    AddPage,
    CreatePage,
    DeletePage,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
    Reading,
    Writing,
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


class ChannelListView(Reading, ListPage):
    """Channels of the country and of one's own province."""

    model, filterset_class = SalesChannel, ChannelFilterSet
    paginate_by = 50


class ChannelDetailView(Reading, DetailPage):
    """A channel with the products that the reader may see."""

    model, context_object_name = SalesChannel, "channel"

    def get_context_data(self, **kwargs):
        """Add what it sells, and whether this reader may change it."""
        user, channel = self.request.user, self.object
        return super().get_context_data(
            listings=channel.listings.visible_to(user).for_list(),
            may_edit=user.edits_registers and channel.place_id == user.place_id,
            **kwargs,
        )


class ChannelCreateView(Writing, CreatePage):
    """Record a channel of the own province."""

    model, form_class = SalesChannel, ChannelForm
    title, template_name = _("Record a sales channel"), FORM


class ChannelEditView(Writing, EditPage):
    """Change a channel of the own province."""

    model, form_class = SalesChannel, ChannelForm
    title, template_name = _("Edit sales channel"), FORM


class ChannelHistoryView(Reading, HistoryPage):
    """Who changed the channel."""

    model = SalesChannel


class ListingListView(Reading, ListPage):
    """What is sold where."""

    model, filterset_class = Listing, ListingFilterSet
    paginate_by = 50


class ListingDetailView(Reading, DetailPage):
    """A listing with what was found at the last look."""

    model = Listing

    def get_context_data(self, **kwargs):
        """Add the form for the next look."""
        nothing = {"found": None, "finding": ""}
        check = ListingCheckForm(instance=self.object, user=self.request.user, initial=nothing)
        return super().get_context_data(check=check, **kwargs)


class ListingAddView(Writing, AddPage):
    """Record where a product is sold."""

    model, owner, form_class = Listing, "product", ListingForm
    title, template_name = _("Record where it is sold"), FORM


class ListingEditView(Writing, EditPage):
    """Change a listing."""

    model, form_class = Listing, ListingForm
    title, template_name, delete_url = _("Edit listing"), FORM, "desk-listing-delete"


class ListingDeleteView(Writing, DeletePage):
    """Delete a listing that was recorded by mistake."""

    model = Listing


class ListingHistoryView(Reading, HistoryPage):
    """Who changed the listing."""

    model = Listing


class ListingCheckView(Writing, EditPage):
    """Note what the officer found there today."""

    model, form_class, template_name = Listing, ListingCheckForm, "products/desk/listing_check.html"

    def form_valid(self, form):
        """Note it and go back to the listing."""
        said = {name: form.cleaned_data[name] for name in ("found", "finding")}
        self.object.mark_checked(by=self.request.user, **said)
        messages.success(self.request, gettext("Checked: %(row)s.") % {"row": self.object})
        return redirect(self.object.get_desk_url())


class ExportMarketListView(Reading, ListPage):
    """Which products go to which countries."""

    model, filterset_class = ExportMarket, ExportMarketFilterSet
    paginate_by = 50


class ExportMarketAddView(Writing, AddPage):
    """Record a country to which a product goes."""

    model, owner, form_class = ExportMarket, "product", ExportMarketForm
    title, template_name = _("Record an export market"), FORM


class ExportMarketEditView(Writing, EditPage):
    """Change an export market."""

    model, form_class = ExportMarket, ExportMarketForm
    title, template_name, delete_url = _("Edit export market"), FORM, "desk-market-delete"


class ExportMarketDeleteView(Writing, DeletePage):
    """Delete a market that was recorded by mistake."""

    model = ExportMarket


class ExportMarketHistoryView(Reading, HistoryPage):
    """Who changed the market."""

    model = ExportMarket


class ProductSalesListView(Reading, ListPage):
    """What was sold by year."""

    model, filterset_class = ProductSales, ProductSalesFilterSet
    paginate_by = 50


class ProductSalesAddView(Writing, AddPage):
    """Record a year's sales of a product."""

    model, owner, form_class = ProductSales, "product", ProductSalesForm
    title, template_name = _("Record sales"), FORM


class ProductSalesEditView(Writing, EditPage):
    """Change a year's sales."""

    model, form_class = ProductSales, ProductSalesForm
    title, template_name, delete_url = _("Edit sales"), FORM, "desk-sales-delete"


class ProductSalesDeleteView(Writing, DeletePage):
    """Delete sales that were recorded by mistake."""

    model = ProductSales


class ProductSalesHistoryView(Reading, HistoryPage):
    """Who changed the sales."""

    model = ProductSales
