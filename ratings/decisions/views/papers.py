"""Papers of decisions and recognitions to take away, as PDF or DOCX."""

from ocop.permissions import Act
from ratings.decisions.models import Decision, Recognition
from ratings.decisions.papers.certificate import certificate
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.papers.views import PaperView


class RecognitionPaperView(PaperView):
    """The certificate of a recognition, for the desk."""

    model = Recognition
    act = Act.TAKE_PAPERS
    papers = {"certificate": certificate}


class MyRecognitionPaperView(RecognitionPaperView):
    """The certificates of one's own products, for producers."""

    act = Act.TAKE_OWN_PAPERS


class DecisionPaperView(PaperView):
    """The draft of a decision, for those who see it in the desk."""

    model = Decision
    act = Act.TAKE_PAPERS
    papers = {"draft": decision_draft}
