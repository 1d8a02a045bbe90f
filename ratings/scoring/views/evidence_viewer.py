"""The pages of a piece of evidence beside a score sheet."""

from ocop.document_views import PageImageView
from ocop.permissions import Act
from ocop.views import DetailPage
from ratings.dossiers.models import Evidence
from ratings.scoring.evidence_viewer import viewer_of


class EvidenceViewerView(DetailPage):
    """The pages of a piece beside what the producer claims by it; for a sheet that is open only the part."""

    model = Evidence
    act = Act.READ_EVIDENCE

    def get_template_names(self):
        """The part that goes into the score sheet, or a page."""
        return ["ratings/score/_viewer.html" if self.request.htmx else "ratings/score/viewer.html"]

    def get_context_data(self, **kwargs):
        """Add some of the pages, and the claims."""
        asked = self.request.GET.get("pages", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
        return super().get_context_data(viewer=viewer_of(self.object, number), **kwargs)


class EvidencePageView(PageImageView):
    """A page of a piece, for whoever may read the piece."""

    model = Evidence
    act = Act.READ_EVIDENCE
