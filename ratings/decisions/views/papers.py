"""Papers of decisions and recognitions as PDF or DOCX."""

from ocop.permissions import Act
from ratings.decisions.models import Decision, Recognition
from ratings.decisions.papers.certificate import certificate
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.papers.views import PaperView


class RecognitionPaperView(PaperView):
    """Certificate of a recognition, for the desk."""

    model = Recognition
    act = Act.TAKE_PAPERS
    papers = {"certificate": certificate}


class MyRecognitionPaperView(RecognitionPaperView):
    """Certificates of a producer's own products."""

    act = Act.TAKE_OWN_PAPERS


class DecisionPaperView(PaperView):
    """Draft of a decision, for those who see it in the desk."""

    model = Decision
    act = Act.TAKE_PAPERS
    papers = {"draft": decision_draft}
