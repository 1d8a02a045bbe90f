"""Forms for decisions and for changes of recognitions."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.files.documents import check_document
from ocop.pages.forms import choice_field, name_rows, row_field
from ocop.permissions import MINISTRY_ROLES
from ocop.values.dates import today
from ocop.values.last_day import LastDayField
from ocop.values.vietnamese import refuse_lookalikes
from ratings.decisions.correction import NAMES, TEXTS
from ratings.decisions.kinds import ON_DOSSIERS, Origin
from ratings.decisions.models import (
    Conclusion,
    Decision,
    DecisionItem,
    DecisionKind,
    Recognition,
    WithdrawalGround,
)
from ratings.decisions.prepare import kinds_open_to
from ratings.decisions.recognition_text import ground_of
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierKind
from ratings.scoring.models.result import format_stars

FILE = Decision._meta.get_field("file")
SIGNATORY = Decision._meta.get_field("signatory")
BODY = DecisionItem.conclusion_body.field.max_length
CONCLUSION_NUMBER = DecisionItem.conclusion_number.field.max_length


class SignatoryField(forms.CharField):
    """Office of the signatory; label, maximum length and validators come from the model field."""

    default_validators = [refuse_lookalikes]

    def __init__(self, **kwargs):
        super().__init__(
            label=SIGNATORY.verbose_name, max_length=SIGNATORY.max_length, required=False, **kwargs
        )


class DecisionPrepareForm(forms.Form):
    """Kind of the decision, its dossiers, and the signatory."""

    kind = forms.ChoiceField(label=_("What is decided"), widget=forms.RadioSelect)
    dossiers = forms.ModelMultipleChoiceField(
        label=_("Dossiers"), queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    signatory = SignatoryField(help_text=_("For example “Vice chair of the provincial People's Committee”."))

    reason = forms.CharField(
        label=_("Why it replaces the star in force"),
        max_length=DecisionItem._meta.get_field("reason").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only for an upgrade that ended without a higher star. Without a decision that says why, it closes with"
            " its result and the star in force stays."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = user.place
        rows = Dossier.objects.decidable_by(user).for_list()
        open_kinds = {kind for dossier in rows for kind in kinds_open_to(dossier, place=self.place)}
        choice_field(self, "kind").choices = [
            (kind.value, kind.label) for kind in ON_DOSSIERS if kind in open_kinds
        ]
        self.fields["kind"].initial = DecisionKind.RECOGNISE
        row_field(self, "dossiers").queryset = rows
        name_rows(self, "dossiers", self._describe)
        if not any(dossier.kind == DossierKind.UPGRADE for dossier in rows):
            del self.fields["reason"]
        if user.role in MINISTRY_ROLES:
            self.fields["signatory"].help_text = _("For example “Deputy minister”.")

    def _describe(self, dossier):
        """Return the product with its result and the kinds of decisions possible."""
        kinds = ", ".join(str(kind.label) for kind in kinds_open_to(dossier, place=self.place))
        return f"{dossier.product} · {dossier.product.producer} · {ground_of(dossier)} · {kinds}"


class DecisionIssueForm(forms.Form):
    """Number and date of a decision to issue."""

    number = forms.CharField(
        label=_("Number"), max_length=60, help_text=_("As signed, for example “1234/QĐ-UBND”.")
    )
    signed_on = forms.DateField(label=_("Signed on"), initial=today)
    # Hash of the content that the leader was shown; required to issue.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, national, **kwargs):
        super().__init__(*args, **kwargs)
        if national:
            self.fields["number"].help_text = _("As signed, for example “1234/QĐ-BNNMT”.")


class DecisionFileForm(forms.Form):
    """Upload of the signed document."""

    file = forms.FileField(
        label=FILE.verbose_name,
        help_text=FILE.help_text,
        validators=[check_document],
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class ExtensionForm(forms.Form):
    """Last day of an extension while the re-assessment is undecided (article 12.3)."""

    until = LastDayField(
        label=_("Extended until the end of"),
        help_text=_("At most 180 days after the last day of the term. It ends earlier with the result."),
    )
    signatory = SignatoryField()


def star_choices():
    """Return choices for three to five stars."""
    return [(stars, format_stars(stars)) for stars in (3, 4, 5)]


class CorrectionForm(forms.Form):
    """Corrected fields of a recognition; stars and term only of a recorded one."""

    name = Recognition._meta.get_field("name").formfield()
    variants = Recognition._meta.get_field("variants").formfield(widget=forms.Textarea)
    maker = Recognition._meta.get_field("maker").formfield()
    stars = forms.TypedChoiceField(label=_("Stars"), choices=star_choices, coerce=int)
    expires_on = Recognition._meta.get_field("expires_on").formfield()
    reason = forms.CharField(
        label=_("Why it is corrected"),
        max_length=DecisionItem._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it: what the decision or its record says wrongly, and what shows it."),
    )
    seen_where = DecisionItem._meta.get_field("seen_where").formfield(
        label=_("Where you have seen the signed decision"),
        help_text=_(
            "A public address or a file number. Needed for more stars, or a later last day, than were recorded."
        ),
    )
    signatory = SignatoryField()

    def __init__(self, *args, recognition, **kwargs):
        super().__init__(*args, **kwargs)
        may: Collection[str] = NAMES
        if recognition.origin == Origin.PORTAL:
            may = TEXTS
            del self.fields["seen_where"]
        for name in NAMES:
            if name in may:
                self.initial[name] = getattr(recognition, name)
            else:
                del self.fields[name]

    @property
    def grounds(self):
        """Reason, where the signed decision was seen, and the signatory of the correction."""
        asked = ("reason", "seen_where", "signatory")
        return {name: self.cleaned_data[name] for name in asked if name in self.fields}

    @property
    def wanted(self):
        """New values by field, with line breaks normalised."""
        wanted = {name: self.cleaned_data[name] for name in NAMES if name in self.fields}
        for name, text in wanted.items():
            if isinstance(text, str):
                same = text.splitlines() == str(self.initial[name]).splitlines()
                wanted[name] = self.initial[name] if same else "\n".join(text.splitlines())
        return wanted


class WithdrawalForm(forms.Form):
    """Ground of a withdrawal (Decision 26/2026/QĐ-TTg, article 8)."""

    ground = forms.ChoiceField(label=_("Ground"), choices=WithdrawalGround, widget=forms.RadioSelect)
    body = forms.CharField(
        label=_("Who concluded"),
        max_length=BODY,
        help_text=_(
            "The body whose conclusion this is; where production has stopped, the commune that confirms it."
        ),
    )
    number = forms.CharField(label=_("Number of the conclusion"), max_length=CONCLUSION_NUMBER)
    concluded_on = forms.DateField(
        label=_("Day of the conclusion"),
        help_text=_("The withdrawal is decided within 15 days from it (article 8)."),
    )
    signatory = SignatoryField()

    @property
    def conclusion(self):
        data = self.cleaned_data
        return Conclusion(data["body"], data["number"], data["concluded_on"])
