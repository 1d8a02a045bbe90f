from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import RecordForm, row_field
from producers.models import Producer
from products.models import Certification, Product

BOOKKEEPING = {"version", "reason"}


class CertificationForm(RecordForm):
    """A certificate of a producer, or of one of its products."""

    sections = [
        (_("Whose"), ["producer", "product"]),
        (_("What it says"), ["scheme", "number", "issuer", "issued_on", "expires_on", "coverage"]),
        (_("Paper"), ["document"]),
    ]

    class Meta:
        model = Certification
        fields = [
            *["producer", "product", "scheme", "number", "issuer"],
            *["issued_on", "expires_on", "coverage", "document", "source"],
        ]
        widgets = {"source": forms.TextInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row_field(self, "producer").queryset = Producer.objects.editable_by(self.user).for_choice()
        self._offer_products_of(self["producer"].value())

    def _offer_products_of(self, producer):
        """Offer the products of one producer; none while no producer is chosen."""
        if str(producer or "").isdecimal():
            products = Product.objects.editable_by(self.user)
            row_field(self, "product").queryset = products.filter(producer=producer).order_by(
                "name_order", "pk"
            )
        else:
            del self.fields["product"]

    def save(self, commit=True):
        """A change after an officer's check takes the check back."""
        if set(self.changed_data) - BOOKKEEPING:
            self.instance.checked_by = self.instance.checked_at = None
        return super().save(commit)
