"""The form of a product's traceability."""

from ocop.forms import RecordForm, WebField
from products.models import Traceability


class TraceabilityForm(RecordForm):
    """Codes, system and public address. The product is in the address of the page."""

    class Meta:
        model = Traceability
        fields = ["system", "provider", "public_url", "gln", "growing_area_code", "activated_on"]
        field_classes = {"public_url": WebField}
