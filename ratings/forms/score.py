"""Forms of those who score."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.models import Criterion, Objection, ObjectionKind, ObjectionOutcome

REASON = Objection._meta.get_field("reason")


class ObjectionForm(forms.Form):
    """What is objected against a dossier, where on the sheet, and why."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ObjectionKind, widget=forms.RadioSelect)
    criterion = forms.ModelChoiceField(
        label=_("Criterion"),
        queryset=Criterion.objects.none(),
        required=False,
        help_text=_("Leave out where the ground stands at the head of the sheet."),
    )
    reason = forms.CharField(label=REASON.verbose_name, max_length=REASON.max_length, widget=forms.Textarea)

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = Criterion.objects.filter(sheet=dossier.sheet_id).order_by(
            "position"
        )


class ObjectionDecideForm(forms.Form):
    """What the chair decides, with the reason."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in ObjectionOutcome.choices if choice[0] != ObjectionOutcome.PENDING],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=REASON.verbose_name, max_length=REASON.max_length, widget=forms.Textarea)


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea)
