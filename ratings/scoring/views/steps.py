"""Steps that open a self-assessment and establish a result."""

from django.utils.translation import gettext

from ocop.permissions import Act
from ocop.steps import StepView
from ratings.dossiers.models import Dossier
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Assessment


class SelfAssessmentView(StepView):
    """Open the self-assessment, made at first, by the producer or on their behalf."""

    model = Dossier
    act = Act.FILE_DOSSIER

    def step(self, dossier):
        """Find or make it."""
        self.assessment = Assessment.objects.open_self(dossier, by=self.request.user)
        return gettext("This is the producer's self-assessment.")

    def get_success_url(self):
        """The sheet itself."""
        return self.assessment.get_absolute_url()


class DossierConcludeView(StepView):
    """Establish the result of the locked sheets."""

    model = Dossier
    act = Act.TAKE_STEP

    def step(self, dossier):
        """Compute and seal it."""
        result = conclude_scoring(dossier, by=self.request.user)
        return gettext("Result established: %(reason)s.") % {"reason": result.reason()}
