"""Reports on a dossier before scoring: commune (form 03), advisory team, agency."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import StepView
from ocop.pages.views import EditPage
from ocop.permissions import Act
from ratings.dossiers.forms.reports import AdvisoryReportForm, AgencyReportForm, CommuneReportForm
from ratings.dossiers.models import AdvisoryReport, AgencyReport, CommuneReport, Dossier


class CommuneReportOpenView(StepView):
    model = Dossier
    act = Act.CHECK_AS_COMMUNE

    def step(self, dossier):
        self.report = CommuneReport.open(dossier, by=self.request.user)
        return gettext("Write the report, then sign it on the dossier's page.")

    def get_success_url(self):
        return self.report.get_edit_url()


class CommuneReportEditView(EditPage):
    model = CommuneReport
    act = Act.WRITE_COMMUNE_REPORT
    form_class = CommuneReportForm
    template_name = "ratings/dossiers/report_form.html"
    extra_context = {
        "title": _("Report of the commune (form 03)"),
        "lead": _("The commune reports on four contents. It gives no points."),
    }


class CommuneReportSignView(StepView):
    model = CommuneReport
    act = Act.CHECK_AS_COMMUNE

    def step(self, report):
        report.sign(by=self.request.user)
        return gettext("The report is signed. The dossier can be forwarded to the province.")


class AdvisoryReportOpenView(StepView):
    model = Dossier
    act = Act.SIT_ON_COUNCIL

    def step(self, dossier):
        self.report = AdvisoryReport.open(dossier, by=self.request.user)
        return gettext("Write the report, then sign it on the dossier's page.")

    def get_success_url(self):
        return self.report.get_edit_url()


class AdvisoryReportEditView(EditPage):
    model = AdvisoryReport
    act = Act.WRITE_ADVISORY_REPORT
    form_class = AdvisoryReportForm
    template_name = "ratings/dossiers/advisory_report_form.html"
    extra_context = {
        "title": _("Report of the advisory team"),
        "lead": _("What the team found on paper and on site, for the chair of the council."),
    }


class AdvisoryReportSignView(StepView):
    model = AdvisoryReport
    act = Act.SIT_ON_COUNCIL

    def step(self, report):
        report.sign(by=self.request.user)
        return gettext("The report is signed. The council can score.")


class AgencyReportOpenView(StepView):
    """Open the agency's report on a reassessment of five stars, or edit an outdated one."""

    model = Dossier
    act = Act.BEGIN_AGENCY_REPORT

    def step(self, dossier):
        self.report = AgencyReport.open(dossier, by=self.request.user)
        return gettext("Write the report, then sign it on the dossier's page.")

    def get_success_url(self):
        return self.report.get_edit_url()


class AgencyReportEditView(EditPage):
    model = AgencyReport
    act = Act.WRITE_AGENCY_REPORT
    form_class = AgencyReportForm
    template_name = "ratings/dossiers/report_form.html"
    extra_context = {
        "title": _("Report of the provincial OCOP agency"),
        "lead": _(
            "When five stars are assessed again, this report may take the place of the council's (article 7.6)."
            " It gives no points: the ministry's council scores."
        ),
    }


class AgencyReportSignView(StepView):
    model = AgencyReport
    act = Act.BEGIN_AGENCY_REPORT

    def step(self, report):
        report.sign(by=self.request.user)
        return gettext("The report is signed. A decision of approval on it can be prepared.")
