"""Forms for evidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import RecordForm, SeveralFilesField, SeveralFilesInput, choice_field, row_field
from ocop.values.last_day import LastDayField
from ratings.dossiers.models import Evidence
from ratings.dossiers.requirements import requirements_on
from ratings.sheets.models import Criterion

ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp,image/heic,.heic"


def kinds_on(sheet):
    """Return the kinds of evidence that the sheet asks for, as choices."""
    return [(requirement.key, requirement.name) for requirement in requirements_on(sheet.number)]


class EvidenceAddForm(forms.Form):
    """Upload of several files of one kind; names and citations can be edited later."""

    requirement = forms.ChoiceField(label=_("Kind of evidence"))
    documents = SeveralFilesField(
        label=_("Files"),
        help_text=_("PDF, JPEG, PNG, WebP or HEIC, up to 20 MB each; several at once, together up to 24 MB."),
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issued_on = forms.DateField(label=_("Issued on"), required=False)
    expires_on = LastDayField(
        label=_("Holds until the end of"),
        required=False,
        help_text=_("The last day on which it holds, as printed."),
    )

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        choice_field(self, "requirement").choices = [("", _("Choose")), *kinds_on(dossier.sheet)]


class EvidenceForm(RecordForm):
    """Description of a piece and the criteria that it proves; the file cannot be changed."""

    cites = forms.ModelMultipleChoiceField(
        label=_("Proves"),
        queryset=Criterion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Evidence
        fields = ["requirement", "title", "issuer", "issued_on", "expires_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dossier = self.instance.dossier
        choice_field(self, "requirement").choices = kinds_on(dossier.sheet)
        criteria = dossier.sheet.criteria.scored(dossier.branch).order_by("position")
        row_field(self, "cites").queryset = criteria
        self.initial["cites"] = self.instance.cites.all()

    def _stored(self, name):
        """Citations are rows of their own; shown as codes."""
        if name == "cites":
            return ", ".join(node.code for node in self.instance.cites.all())
        return super()._stored(name)

    def save(self, commit=True):
        """Save the record and its citations."""
        piece = super().save(commit)
        piece.cite(list(self.cleaned_data["cites"]))
        return piece


class EvidenceDecideForm(forms.Form):
    """Reason why a piece has to be completed."""

    reason = forms.CharField(
        label=_("What is to be completed, and why"),
        max_length=Evidence._meta.get_field("reason").max_length,
        widget=forms.Textarea,
    )
