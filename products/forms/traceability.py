from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import RecordForm, WebField
from products.models import Traceability


class TraceabilityForm(RecordForm):
    """Codes, system and public address. The product is in the URL of the page."""

    class Meta:
        model = Traceability
        fields = ["system", "provider", "public_url", "gln", "growing_area_code", "activated_on"]
        field_classes = {"public_url": WebField}

    def save(self, commit=True):
        """A new address takes the last check back."""
        if "public_url" in self.changed_data:
            self.instance.checked_by, self.instance.checked_at, self.instance.finding = None, None, ""
        return super().save(commit)


class FindingForm(forms.ModelForm):
    class Meta:
        model = Traceability
        fields = ["finding"]
        help_texts = {"finding": _("Leave empty if the public address shows this product and its origin.")}
