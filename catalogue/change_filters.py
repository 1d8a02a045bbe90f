"""How the change log is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.changes import ChangeKind
from ocop.filters import ManyField
from ocop.models import Place


class DayInput(forms.DateInput):
    """The browser's own calendar; it reads and sends days as ISO 8601 writes them."""

    input_type = "date"

    def format_value(self, value):
        """The day as it stands in the address."""
        return value.isoformat() if hasattr(value, "isoformat") else value


class ChangeForm(forms.Form):
    """What narrows the change log."""

    since = forms.DateField(
        label=_("Since"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        help_text=_("This day included."),
    )
    until = forms.DateField(
        label=_("Before"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=DayInput,
        help_text=_("This day not included."),
    )
    kind = ManyField(label=_("Kind"), required=False, choices=ChangeKind.choices)
    province = forms.CharField(
        label=_("Province"), required=False, max_length=10, help_text=_("Its statistics code, such as 19.")
    )

    def clean_province(self):
        """A list, as the kinds are."""
        return [self.cleaned_data["province"]] if self.cleaned_data["province"] else []

    @property
    def asked(self):
        """What narrows; values that cannot be read narrow nothing."""
        self.is_valid()
        return self.cleaned_data


class ChangePanel(ChangeForm):
    """The same beside the page: every kind in sight, and provinces by their names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        provinces = Place.objects.provinces().in_force().for_list()
        named = [("", _("Whole country")), *((place.code, place.name) for place in provinces)]
        self.fields["kind"].widget = forms.CheckboxSelectMultiple(choices=ChangeKind.choices)
        self.fields["province"].widget = forms.Select(choices=named)
        self.fields["province"].help_text = ""
