from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ocop.models import Place, PlaceLevel
from ocop.pages.forms import PublicNameForm, WebField, by_district, row_field
from producers.models import Producer


class ProducerForm(PublicNameForm):
    """A producer of the officer's own province; warns of a possible duplicate."""

    sections = [
        (_("What it is"), ["name", "name_en", "legal_form", "tax_number", "founded_on"]),
        (_("Where"), ["place", "former_place", "address_line", "latitude", "longitude"]),
        (
            _("Who"),
            [
                *["representative", "led_by_woman", "led_by_minority", "led_by_disabled"],
                *["workers", "local_workers"],
            ],
        ),
        (_("Contacts"), ["phone", "email", "website", "contacts_released"]),
        (_("In its own words"), ["story", "story_en"]),
    ]
    twin_fields = {"name", "place"}
    public_texts = ("name", "name_en", "address_line")

    class Meta:
        model = Producer
        fields = [
            *["name", "name_en", "legal_form", "tax_number", "founded_on"],
            *["place", "former_place", "address_line", "latitude", "longitude"],
            *["representative", "led_by_woman", "led_by_minority", "led_by_disabled"],
            *["workers", "local_workers", "phone", "email", "website", "contacts_released"],
            *["story", "story_en", "source"],
        ]
        widgets = {"source": forms.TextInput}
        field_classes = {"website": WebField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A producer from an imported list may stay at its province until somebody finds its commune.
        own = self.user.place_id
        allowed = Q(province=own, level=PlaceLevel.COMMUNE) | Q(pk=self.instance.place_id, province=own)
        row_field(self, "place").queryset = Place.objects.in_force().filter(allowed).for_list()
        former = Place.objects.merged_into(own).exclude(level=PlaceLevel.PROVINCE)
        row_field(self, "former_place").queryset = former.select_related("province", "parent__province")
        by_district(self.fields["former_place"])

    def clean_tax_number(self):
        """Refuse a number that another producer has; that producer is shown only if it is in the user's scope."""
        number = self.cleaned_data["tax_number"]
        others = Producer.objects.filter(tax_number=number).exclude(pk=self.instance.pk)
        if not number or not others.exists():
            return number
        self.twins += others.visible_to(self.user)
        if self.twins:
            raise ValidationError(self.instance._meta.get_field("tax_number").error_messages["unique"])
        raise ValidationError(_("A producer of another province is registered with this tax number."))

    def find_twins(self, cleaned):
        """Producers of a name alike in the same commune."""
        if not (cleaned.get("name") and cleaned.get("place")):
            return Producer.objects.none()
        like = Producer.objects.like(name=cleaned["name"], place=cleaned["place"], besides=self.instance.pk)
        return like.visible_to(self.user).for_choice()
