"""Forms of channels, listings, export markets and sales. The product is in the URL of the page."""

from django import forms

from ocop.pages.forms import RecordForm, WebField, row_field
from products.models import ExportMarket, Listing, ProductSales, SalesChannel


class ChannelForm(RecordForm):
    decided = frozenset({"place", "name_key"})

    class Meta:
        model = SalesChannel
        fields = ["kind", "name", "website", "source"]
        widgets = {"source": forms.TextInput}
        field_classes = {"website": WebField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.place = self.user.place


class ListingForm(RecordForm):
    """Where a product is sold: through a channel of the country or of the officer's province."""

    decided = frozenset({"product"})

    class Meta:
        model = Listing
        fields = ["channel", "address", "outlet", "since", "until", "source"]
        widgets = {"source": forms.TextInput}
        field_classes = {"address": WebField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row_field(self, "channel").queryset = SalesChannel.objects.visible_to(self.user).for_choice()

    def save(self, commit=True):
        """A new address takes the last check back."""
        if {"channel", "address", "outlet"} & set(self.changed_data):
            self.instance.forget_check()
        return super().save(commit)


class ListingCheckForm(RecordForm):
    """The result of an officer's check; that they checked is the reason in the history."""

    class Meta:
        model = Listing
        fields = ["found", "finding"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["found"].required = True


class ExportMarketForm(RecordForm):
    decided = frozenset({"product"})

    class Meta:
        model = ExportMarket
        fields = ["country", "from_year", "until_year", "source"]
        widgets = {"source": forms.TextInput}


class ProductSalesForm(RecordForm):
    decided = frozenset({"product"})

    class Meta:
        model = ProductSales
        fields = ["year", "domestic", "export", "quantity", "unit", "source"]
        widgets = {"source": forms.TextInput}
