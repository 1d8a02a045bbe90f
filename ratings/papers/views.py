"""Download of official papers as PDF or DOCX; their content is in ratings.papers."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.operation.work import PAPERS
from ocop.pages.hand_out import hand_out
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.dossiers.models import Dossier
from ratings.papers import docx, pdf
from ratings.papers.agency_report import agency_report
from ratings.papers.commune_report import commune_report
from ratings.papers.handing_back import letter_of_handing_back
from ratings.papers.minutes import minutes
from ratings.papers.registration import registration
from ratings.papers.score_sheet import blank_sheet, score_sheet
from ratings.papers.self_assessment import self_assessment
from ratings.scoring.models import Assessment, Session

FORMATS = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
OF_A_DOSSIER = {
    "form-01": registration,
    "form-02": self_assessment,
    "form-03": commune_report,
    "blank-sheet": blank_sheet,
}


class PaperView(ScopedViewMixin, SingleObjectMixin, View):
    """A paper of a row in scope, created on each request and never cached. `papers` maps names to functions."""

    work = PAPERS
    papers: dict = {}

    def get_queryset(self):
        """Load what the papers print."""
        return super().get_queryset().for_detail()

    def get(self, request, *args, **kwargs):
        """Return the file; 404 for an unknown paper or format, or one that does not exist yet."""
        make = self.papers.get(kwargs["paper"])
        if make is None or kwargs["ending"] not in FORMATS:
            raise Http404
        row = self.get_object()
        paper = self.paper(make, row)
        if paper is None:
            raise Http404
        response = download_of(paper, kwargs["ending"])
        return hand_out(response, request, row, f"{paper.file_name}.{kwargs['ending']}")

    def paper(self, make, row):
        """Return the paper that `make` creates from a row for this reader."""
        return make(row)


def download_of(paper, ending):
    """Return a download response with a readable file name."""
    rendered, content_type = FORMATS[ending]
    response = HttpResponse(rendered(paper), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{paper.file_name}.{ending}")
    return response


class DossierPaperView(PaperView):
    """Forms of a dossier, for the desk."""

    model = Dossier
    act = Act.TAKE_PAPERS
    papers = OF_A_DOSSIER | {"hand-back": letter_of_handing_back, "agency-report": agency_report}


class MyDossierPaperView(DossierPaperView):
    """Forms of a producer's own dossiers."""

    act = Act.TAKE_OWN_PAPERS
    papers = OF_A_DOSSIER


class ScoreDossierPaperView(PaperView):
    """Forms of the dossiers of a member's councils."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    papers = OF_A_DOSSIER


class AssessmentPaperView(PaperView):
    """A filled-in score sheet, for those who may read it on the page."""

    model = Assessment
    act = Act.READ_SCORES
    papers = {"sheet": score_sheet}


class SessionPaperView(PaperView):
    """Minutes of a session, for the office and the council.

    The secretary writes them and the chair signs. Readers of another level get an extract on their own
    dossiers.
    """

    model = Session
    act = Act.READ_SESSIONS
    papers = {"minutes": minutes}

    def paper(self, make, row):
        """Limit the agenda to what the reader may see."""
        return make(row, items=row.items.read_by(self.request.user))
