"""Filters of the change log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.changes import ChangeKind
from ocop.models import Place
from ocop.pages.filters import ManyField


class DayInput(forms.DateInput):
    """The browser's own date input, which reads and sends ISO 8601."""

    input_type = "date"

    def format_value(self, value):
        return value.isoformat() if hasattr(value, "isoformat") else value


class ChangeForm(forms.Form):
    """Filters of the change log."""

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
        return [self.cleaned_data["province"]] if self.cleaned_data["province"] else []

    @property
    def asked(self):
        """The filters in use; values that cannot be parsed are ignored."""
        self.is_valid()
        return self.cleaned_data


class ChangePanel(ChangeForm):
    """The same filters beside the page: kinds as checkboxes, provinces as a select box."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        provinces = Place.objects.provinces().in_force().for_list()
        named = [("", _("Whole country")), *((place.code, place.name) for place in provinces)]
        self.fields["kind"].widget = forms.CheckboxSelectMultiple(choices=ChangeKind.choices)
        self.fields["province"].widget = forms.Select(choices=named)
        self.fields["province"].help_text = ""
