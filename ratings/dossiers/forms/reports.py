"""Forms of those who report on a dossier before it is scored."""

from django.utils.translation import gettext_lazy as _

from ocop.forms import RecordForm
from ratings.dossiers.models import AdvisoryReport, AgencyReport, CommuneReport


class ReportForm(RecordForm):
    """A report is saved as far as it is; its fields say which of them it needs before it is signed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._meta.model.contents:
            self.fields[name].needed = _("needed before signing")


class CommuneReportForm(ReportForm):
    """Form 03: four contents, each with what the producer says and what the commune finds."""

    sections = [
        (_("Local material"), ["material_claim", "material_finding"]),
        (_("Local labour"), ["labour_claim", "labour_finding"]),
        (_("Origin of the idea"), ["idea_claim", "idea_finding"]),
        (_("Local identity"), ["identity_claim", "identity_finding"]),
        (_("Request to the province"), ["met_on", "letter_number", "letter_on", "samples"]),
    ]

    class Meta:
        model = CommuneReport
        fields = [
            *["material_claim", "material_finding", "labour_claim", "labour_finding"],
            *["idea_claim", "idea_finding", "identity_claim", "identity_finding"],
            *["met_on", "letter_number", "letter_on", "samples"],
        ]


class AdvisoryReportForm(ReportForm):
    """What the advisory team saw and advises."""

    class Meta:
        model = AdvisoryReport
        fields = ["visited_on", "visit_notes", "tests", "conclusion"]


class AgencyReportForm(ReportForm):
    """What the provincial OCOP agency checked and proposes."""

    class Meta:
        model = AgencyReport
        fields = ["number", "checked", "visited_on", "site_check", "conclusion"]
