"""The forms of channels, listings, export markets and sales. The product stands in the address of the page."""

from django import forms

from ocop.forms import RecordForm, WebField
from products.models import ExportMarket, Listing, ProductSales, SalesChannel


class ChannelForm(RecordForm):
    """A channel of the officer's own province."""

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
    """Where a product is sold: through a channel of the country or of the own province."""

    decided = frozenset({"product"})

    class Meta:
        model = Listing
        fields = ["channel", "address", "outlet", "since", "until", "source"]
        widgets = {"source": forms.TextInput}
        field_classes = {"address": WebField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = SalesChannel.objects.visible_to(self.user).for_choice()

    def save(self, commit=True):
        """What stands at another address has been looked at by nobody yet."""
        if {"channel", "address", "outlet"} & set(self.changed_data):
            self.instance.forget_check()
        return super().save(commit)


class ListingCheckForm(RecordForm):
    """What an officer found who looked for the product; that they looked is the reason of the change."""

    class Meta:
        model = Listing
        fields = ["found", "finding"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["found"].required = True


class ExportMarketForm(RecordForm):
    """A country to which a product goes."""

    decided = frozenset({"product"})

    class Meta:
        model = ExportMarket
        fields = ["country", "from_year", "until_year", "source"]
        widgets = {"source": forms.TextInput}


class ProductSalesForm(RecordForm):
    """What was sold of a product in a year."""

    decided = frozenset({"product"})

    class Meta:
        model = ProductSales
        fields = ["year", "domestic", "export", "quantity", "unit", "source"]
        widgets = {"source": forms.TextInput}
