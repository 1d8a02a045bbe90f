"""Forms for conflicts of interest and gate findings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import choice_field
from ratings.scoring.models import Conflict, GateFinding


class ConflictForm(forms.Form):
    """Reason for a conflict, or for lifting one."""

    reason = forms.CharField(
        label=_("Reason"), max_length=Conflict._meta.get_field("reason").max_length, widget=forms.Textarea
    )


class GateFindingForm(forms.Form):
    """The chair's finding on one disputed requirement."""

    gate = forms.ChoiceField(label=_("Requirement"))
    met = forms.TypedChoiceField(
        label=_("Finding"),
        choices=[("yes", _("The requirement is met")), ("no", _("The requirement is not met"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=GateFinding._meta.get_field("reason").max_length, widget=forms.Textarea
    )

    def __init__(self, *args, gates, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "gate").choices = [
            (f"{gate.code}:{gate.star}", f"{gate.code} · {gate.star}★ ≥ {gate.points}") for gate in gates
        ]

    def clean_gate(self):
        """Return code and star of the requirement."""
        code, _colon, star = self.cleaned_data["gate"].partition(":")
        return code, int(star)
