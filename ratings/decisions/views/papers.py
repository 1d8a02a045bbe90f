"""Papers of decisions and recognitions to take away, as PDF or DOCX."""

from ocop.models import Role
from ocop.models.user import DESK_ROLES
from ratings.decisions.models import Decision, Recognition
from ratings.decisions.papers.certificate import certificate
from ratings.decisions.papers.decision_draft import decision_draft
from ratings.papers.views import PaperView


class RecognitionPaperView(PaperView):
    """The certificate of a recognition, for the desk."""

    model = Recognition
    scope = "visible_to"
    roles = DESK_ROLES
    papers = {"certificate": certificate}


class MyRecognitionPaperView(RecognitionPaperView):
    """The certificates of one's own products, for producers."""

    roles = frozenset({Role.PRODUCER})


class DecisionPaperView(PaperView):
    """The draft of a decision, for those who see it in the desk."""

    model = Decision
    scope = "visible_to"
    roles = DESK_ROLES
    papers = {"draft": decision_draft}
