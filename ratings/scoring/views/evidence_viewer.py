"""Pages of a piece of evidence beside a score sheet."""

from ocop.pages.document_views import PageImageView
from ocop.pages.views import DetailPage
from ocop.permissions import Act
from ratings.dossiers.models import Evidence
from ratings.scoring.evidence_viewer import viewer_of


class EvidenceViewerView(DetailPage):
    """Pages of a piece and the producer's claims; an open score sheet loads only the fragment."""

    model = Evidence
    act = Act.READ_EVIDENCE

    def get_template_names(self):
        """Return the fragment for the score sheet, or a full page."""
        return [
            "ratings/scoring/_evidence_viewer.html"
            if self.request.htmx
            else "ratings/scoring/evidence_viewer.html"
        ]

    def get_context_data(self, **kwargs):
        """Add a window of pages, and the claims."""
        asked = self.request.GET.get("pages", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
        return super().get_context_data(viewer=viewer_of(self.object, number), **kwargs)


class EvidencePageView(PageImageView):
    """An image of one page, for those who may read the piece."""

    model = Evidence
    act = Act.READ_EVIDENCE
