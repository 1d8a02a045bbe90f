import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.curated_lists import not_in_force_in, unknown_in, unknown_values_in
from ocop.pages.forms import PublicTextMixin, RecordForm
from products.models import Collection, Product

MOST = 48
ADDRESS = re.compile(r"/products/(\d+)/")


class CollectionForm(PublicTextMixin, RecordForm):
    """A collection of the officer's own province: a saved list of the catalogue, or products line by line."""

    public_texts = ("title", "title_en")
    decided = frozenset({"place", "name_key"})
    picked = forms.CharField(
        label=_("Products picked one by one"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One product a line: its code, or the address of its page. At most 48."),
    )

    class Meta:
        model = Collection
        fields = ["title", "title_en", "about", "about_en", "rule", "position", "published"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.place = self.user.place
        else:
            picks = self.instance.picks.select_related("product")
            self.fields["picked"].initial = "\n".join(
                each.product.code or each.product.get_absolute_url() for each in picks
            )

    def clean_rule(self):
        """The query string of an address of the catalogue."""
        rule = self.cleaned_data["rule"].strip().rpartition("?")[2]
        if unknown := unknown_in(rule):
            raise ValidationError(
                _("The catalogue is not narrowed by “%(names)s”. Paste the address of one of its lists."),
                params={"names": ", ".join(unknown)},
            )
        if unknown := unknown_values_in(rule):
            raise ValidationError(
                _("The catalogue does not know “%(values)s”. Paste the address of one of its lists."),
                params={"values": "; ".join(unknown)},
            )
        if states := not_in_force_in(rule):
            raise ValidationError(
                _(
                    "A collection shows products with stars in force only. Paste the list without “%(states)s”."
                ),
                params={"states": ", ".join(states)},
            )
        return rule

    def clean_picked(self):
        """The products in the order of the lines; one error names all lines without a product."""
        lines = [line.strip() for line in self.cleaned_data["picked"].splitlines() if line.strip()]
        found = [(line, self._product(line)) for line in lines[: MOST + 1]]
        if wrong := [line for line, product in found if product is None]:
            text = ngettext(
                "This line names no product of the public catalogue: %(lines)s",
                "These lines name no product of the public catalogue: %(lines)s",
                len(wrong),
            )
            raise ValidationError(text, params={"lines": "; ".join(wrong)})
        if len(found) > MOST:
            raise ValidationError(_("At most 48 products can be picked."))
        return list(dict.fromkeys(product for _line, product in found))

    def _product(self, line):
        public = Product.objects.public().visible_to(self.user)
        if address := ADDRESS.search(line):
            return public.filter(pk=address[1][:18]).first()
        return public.filter(code=line).first()

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("rule")) == bool(cleaned.get("picked")):
            raise ValidationError(_("Give either a list of the catalogue or products, not both."))
        return cleaned

    def save(self, commit=True):
        collection = super().save(commit)
        collection.pick(self.cleaned_data["picked"])
        return collection
