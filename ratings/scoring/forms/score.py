"""Forms for scoring, objections and the producer's reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import row_field
from ratings.scoring.kinds import DECIDED
from ratings.scoring.models import Objection, ObjectionKind, ObjectionOutcome
from ratings.scoring.models.objection import STOPS_SOMEWHERE
from ratings.scoring.models.reply import LONGEST
from ratings.sheets.models import Criterion

REASON = Objection._meta.get_field("reason")


class ObjectionForm(forms.Form):
    """Objection: kind, criterion, reason."""

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
        row_field(self, "criterion").queryset = Criterion.objects.filter(sheet=dossier.sheet_id).order_by(
            "position"
        )

    def clean(self):
        """A stop needs a criterion; a ground for exclusion may concern the whole sheet."""
        super().clean()
        fields = self.cleaned_data
        if fields.get("kind") == ObjectionKind.STOP and not fields.get("criterion"):
            self.add_error("criterion", STOPS_SOMEWHERE)
        return fields


CONSEQUENCES = {
    ObjectionOutcome.CONFIRMED: _(
        "Confirmed: nothing further is scored and the product gets no star. The council establishes that in a"
        " meeting with its quorum; the dossier ends by a decision of refusal."
    ),
    ObjectionOutcome.REJECTED: _(
        "Rejected: scoring goes on, the sheets count with the points that they give, also with 0, and the result"
        " no longer waits for this objection."
    ),
}


class ObjectionDecideForm(forms.Form):
    """Decision on an objection, with reason."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(outcome, CONSEQUENCES[outcome]) for outcome in DECIDED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=REASON.verbose_name, max_length=REASON.max_length, widget=forms.Textarea)


class SafetyForm(forms.Form):
    """Declaration for each 0 points that stop the assessment if the product is unsafe."""

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = {answer.pk: answer for answer in answers}
        for key, answer in self.answers.items():
            self.fields[f"unsafe-{key}"] = forms.TypedChoiceField(
                label=_("%(code)s is 0 points. Is the product unsafe?") % {"code": answer.criterion.code},
                choices=[
                    ("no", _("No, it is not unsafe, because …")),
                    (
                        "yes",
                        _(
                            "Yes, it is unsafe: this raises an objection, nothing further is scored if it is confirmed"
                        ),
                    ),
                ],
                coerce=lambda value: value == "yes",
                initial={True: "yes", False: "no"}.get(answer.unsafe),
                widget=forms.RadioSelect,
            )
            self.fields[f"why-{key}"] = forms.CharField(
                label=_("Reason at %(code)s") % {"code": answer.criterion.code},
                max_length=500,
                initial=answer.safety_reason,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def safety(self):
        """By code of the criterion: (unsafe, reason)."""
        fields = self.cleaned_data
        return {
            answer.criterion.code: (fields[f"unsafe-{key}"], fields[f"why-{key}"])
            for key, answer in self.answers.items()
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your reply"),
        help_text=_("Once the product is recognised, the reply stands on its public page."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
