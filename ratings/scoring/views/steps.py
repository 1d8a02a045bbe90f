"""Open a self-assessment; conclude scoring."""

from django.utils.translation import gettext

from ocop.pages.steps import StepView
from ocop.permissions import Act
from ratings.dossiers.models import Dossier
from ratings.scoring.conclude import conclude_scoring
from ratings.scoring.models import Assessment


class SelfAssessmentView(StepView):
    """Open the self-assessment, created on first use, by the producer or on their behalf."""

    model = Dossier
    act = Act.FILE_DOSSIER

    def step(self, dossier):
        self.assessment = Assessment.objects.open_self(dossier, by=self.request.user)
        return gettext("This is the producer's self-assessment.")

    def get_success_url(self):
        return self.assessment.get_absolute_url()


class DossierConcludeView(StepView):
    """Conclude scoring from the locked sheets."""

    model = Dossier
    act = Act.TAKE_STEP

    def step(self, dossier):
        result = conclude_scoring(dossier, by=self.request.user)
        return gettext("Result established: %(reason)s.") % {"reason": result.reason()}
