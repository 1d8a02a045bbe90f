"""The form of a product."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.forms import TwinForm
from products.models import Product


class ProductForm(TwinForm):
    """A product of a producer in the officer's province; warns of one that may be the same."""

    sections = [
        (_("What it is"), ["producer", "name", "name_en", "product_set", "variants"]),
        (_("How it is made"), ["ingredients", "season", "monthly_capacity"]),
        (_("Price"), ["price_from", "price_to"]),
        (_("Codes"), ["code", "gtin"]),
        (_("In its own words"), ["story", "story_en"]),
        (_("Register"), ["registration", "in_catalogue", "source"]),
    ]
    twin_fields = {"name", "producer"}

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
        self.fields["producer"].queryset = self.fields["producer"].queryset.for_choice()

    def find_twins(self, cleaned):
        """Products with the same name, ignoring accents, from the same commune."""
        if not (cleaned.get("name") and cleaned.get("producer")):
            return Product.objects.none()
        return Product.objects.like(
            name=cleaned["name"], producer=cleaned["producer"], besides=self.instance.pk
        ).visible_to(self.user)
