"""Forms for reports on a dossier before scoring."""

from django.utils.translation import gettext_lazy as _

from ocop.pages.forms import RecordForm, say_when_needed
from ratings.dossiers.models import AdvisoryReport, AgencyReport, CommuneReport


class ReportForm(RecordForm):
    """A report is saved as a draft; required fields are checked when it is signed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._meta.model.contents:
            say_when_needed(self, name, _("needed before signing"))


class CommuneReportForm(ReportForm):
    """Form 03: four contents, each with the producer's description and the commune's findings."""

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
    """Observations and advice of the advisory team."""

    class Meta:
        model = AdvisoryReport
        fields = ["visited_on", "visit_notes", "tests", "conclusion"]


class AgencyReportForm(ReportForm):
    """Checks and proposal of the provincial OCOP agency."""

    class Meta:
        model = AgencyReport
        fields = ["number", "checked", "visited_on", "site_check", "conclusion"]
