"""The form of a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.forms import RecordForm
from products.models import Certification

BOOKKEEPING = {"version", "reason"}


class CertificationForm(RecordForm):
    """A certificate of a producer, or of one product of it."""

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
        self.fields["producer"].queryset = self.fields["producer"].queryset.for_choice()
        self._offer_products_of(self["producer"].value())

    def _offer_products_of(self, producer):
        """The products of one producer; while none is chosen, no product can be."""
        if str(producer or "").isdecimal():
            products = self.fields["product"].queryset
            self.fields["product"].queryset = products.filter(producer=producer).order_by("name_order", "pk")
        else:
            del self.fields["product"]

    def save(self, commit=True):
        """What is changed after an officer's check must be checked again."""
        if set(self.changed_data) - BOOKKEEPING:
            self.instance.checked_by = self.instance.checked_at = None
        return super().save(commit)
