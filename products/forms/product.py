"""The form of a product."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import PublicNameForm, row_field
from producers.models import Producer
from products.models import Product


class ProductForm(PublicNameForm):
    """A product of a producer in the officer's province; warns of a possible duplicate."""

    sections = [
        (_("What it is"), ["producer", "name", "name_en", "product_set", "variants"]),
        (_("How it is made"), ["ingredients", "season", "monthly_capacity"]),
        (_("Price"), ["price_from", "price_to"]),
        (_("Codes"), ["code", "gtin"]),
        (_("In its own words"), ["story", "story_en"]),
        (_("Register"), ["registration", "in_catalogue", "source"]),
    ]
    twin_fields = {"name", "producer"}
    public_texts = ("name", "name_en", "variants")
    of_product = True

    class Meta:
        model = Product
        fields = [
            *["producer", "name", "name_en", "product_set", "variants"],
            *["ingredients", "season", "monthly_capacity", "price_from", "price_to"],
            *["code", "gtin", "story", "story_en", "registration", "in_catalogue", "source"],
        ]
        widgets = {"source": forms.TextInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row_field(self, "producer").queryset = Producer.objects.editable_by(self.user).for_choice()
        self.kept = self.instance.why_not_change()
        self._keep()

    def _keep(self):
        """Disable the fields that may not change now, and say why at the first of them."""
        for name in self.kept:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Stays as it is, for the reason above.")
        for name, reason in list(self.kept.items())[:1]:
            self.fields[name].help_text = reason

    def clean(self):
        """Refuse values for a disabled field: the page was opened before the dossier was filed."""
        for name, reason in self.kept.items():
            field, sent = self.fields[name], self.add_prefix(name)
            if sent in self.data and str(self.data[sent]) != str(
                field.prepare_value(self[name].initial) or ""
            ):
                self.add_error(name, reason)
        return super().clean()

    def find_twins(self, cleaned):
        """Products of a name alike from the same producer, or of the same name, ignoring accents, from its commune."""
        if not (cleaned.get("name") and cleaned.get("producer")):
            return Product.objects.none()
        return Product.objects.like(
            name=cleaned["name"], producer=cleaned["producer"], besides=self.instance.pk
        ).visible_to(self.user)
