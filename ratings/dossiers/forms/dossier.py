"""Forms for dossiers and assessment rounds."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import RecordForm, choice_field, row_field
from ocop.values.dates import today
from ratings.councils.models import Council
from ratings.dossiers.deadlines import COMPLETION_WORKING_DAYS, HANDED_BACK_WORKING_DAYS, working_days_after
from ratings.dossiers.models import (
    CompletionRequest,
    CompletionRequestItem,
    Dossier,
    HandingBack,
    Round,
    Transition,
)
from ratings.dossiers.workflow import DossierKind
from ratings.sheets.models import Sheet

# Number of items that fit on the page; further ones go into the reason.
MOST_ITEMS = 6
WHAT, WHY = CompletionRequestItem.what.field.max_length, CompletionRequestItem.why.field.max_length


class DossierOpenForm(forms.Form):
    """Kind of a new dossier, and the case on a sheet with cases."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DossierKind, initial=DossierKind.FIRST)
    changes = forms.CharField(
        label=_("What has changed since"),
        widget=forms.Textarea,
        required=False,
        help_text=_("For an upgrade: what has changed since the recognition, with the proof."),
    )
    branch = forms.TypedChoiceField(
        label=_("Case of the sheet"),
        coerce=int,
        empty_value=None,
        help_text=_("The same case holds for all criteria that have cases."),
    )

    def __init__(self, *args, product, **kwargs):
        super().__init__(*args, **kwargs)
        if product.recognitions.valid_on().exists():
            self.initial["kind"] = DossierKind.UPGRADE
        asked = [
            (kind, DossierKind(kind).label)
            for kind in DossierKind
            if not Dossier.objects.why_not_kind(product, kind, changes="to be written")
        ]
        # Impossible kinds are not offered; if sent anyway, they are refused with the reason.
        self.fields["kind"].widget.choices = asked or DossierKind.choices
        sheet = Sheet.objects.in_force().for_detail().filter(product_set=product.product_set_id).first()
        branches = sheet.branches() if sheet else {}
        if branches:
            choice_field(self, "branch").choices = [("", _("Choose")), *branches.items()]
        else:
            del self.fields["branch"]


class DossierCouncilForm(forms.Form):
    council = forms.ModelChoiceField(label=_("Council"), queryset=Council.objects.none())

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        place = None if dossier.is_national else dossier.product.producer.place.province_id
        row_field(self, "council").queryset = Council.objects.filter(place=place).for_list()
        self.initial.setdefault("council", dossier.council_id)


class DossierReturnForm(forms.Form):
    """Items to complete, reason and deadline."""

    reason = forms.CharField(
        label=_("To the producer"),
        max_length=CompletionRequest._meta.get_field("reason").max_length,
        widget=forms.Textarea,
        help_text=_("One or two sentences that stand above the list."),
    )
    due_on = forms.DateField(label=_("Last day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_on", working_days_after(today(), COMPLETION_WORKING_DAYS))
        for number in range(1, MOST_ITEMS + 1):
            self.fields[f"what{number}"] = forms.CharField(
                label=_("%(number)d. What") % {"number": number}, max_length=WHAT, required=number == 1
            )
            self.fields[f"why{number}"] = forms.CharField(
                label=_("%(number)d. Why") % {"number": number}, max_length=WHY, required=number == 1
            )

    def clean(self):
        """Collect the items; what and why are required together."""
        super().clean()
        data = self.cleaned_data
        pairs = [(n, data.get(f"what{n}", ""), data.get(f"why{n}", "")) for n in range(1, MOST_ITEMS + 1)]
        for number, what, why in pairs:
            if bool(what) != bool(why) and not self.errors:
                missing = "why" if what else "what"
                self.add_error(
                    f"{missing}{number}", ValidationError(_("Say what is to be completed, and why."))
                )
        data["items"] = [(what, why) for _number, what, why in pairs if what and why]
        return data


class DossierReturnForChangeForm(forms.Form):
    """Return for a change of producer, product set, name or variants: reason and deadline."""

    reason = forms.CharField(
        label=_("What must change, and why"),
        max_length=CompletionRequest._meta.get_field("reason").max_length,
        widget=forms.Textarea,
        help_text=_("For example: “The label says “Chè Đinh Tân Cương”, the dossier “Chè Đinh”.”"),
    )
    due_on = forms.DateField(label=_("Last day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_on", working_days_after(today(), COMPLETION_WORKING_DAYS))


class DossierHandBackForm(forms.Form):
    """Handing back by the ministry: reason, the province's deadline, number of the letter."""

    reason = forms.CharField(
        label=_("Reason"), max_length=HandingBack._meta.get_field("reason").max_length, widget=forms.Textarea
    )
    due_on = forms.DateField(
        label=_("Last day for the province"), help_text=_("The law names none: the ministry sets it.")
    )
    letter_number = forms.CharField(
        label=_("Number of the letter"),
        max_length=HandingBack._meta.get_field("letter_number").max_length,
        required=False,
        help_text=_("Leave out if it has none yet."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_on", working_days_after(today(), HANDED_BACK_WORKING_DAYS))


class DossierCloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=Transition._meta.get_field("note").max_length, widget=forms.Textarea
    )


class RoundForm(RecordForm):
    """A round of the officer's own authority."""

    decided = frozenset({"place"})

    class Meta:
        model = Round
        fields = ["name", "proposals_before", "result_before", "ground"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.place = self.user.place
