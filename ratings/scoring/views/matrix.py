"""Score matrix of a council."""

from ocop.pages.views import DetailPage
from ocop.permissions import PRESIDING, Act
from ratings.dossiers.models import Dossier
from ratings.scoring.matrix import matrix_of
from ratings.scoring.models import Assessment, SecondRound, Stage, Unlocking

NOTABLE = "notable"


def assessments_for(dossier, user):
    """Return the members' sheets of this round, each with whether the user may unlock it."""
    rows = list(dossier.assessments.filter(round=dossier.scoring_round, stage=Stage.MEMBER).for_list())
    may_preside = bool(dossier.council.kinds_of(user) & PRESIDING)
    for assessment in rows:
        assessment.may_be_unlocked = (
            may_preside and assessment.is_locked and not assessment.why_not_unlock(by=user)
        )
    return rows


class MatrixView(DetailPage):
    """Members × criteria with the spread; a member sees none of it before locking the own sheet."""

    model = Dossier
    act = Act.JUDGE
    template_name = "ratings/scoring/matrix.html"

    def get_queryset(self):
        """Only dossiers that a council scores."""
        return super().get_queryset().filter(council__isnull=False)

    def get_context_data(self, **kwargs):
        """Add the visible scores, and missing sheets for those who may know."""
        dossier, user = self.object, self.request.user
        only_notable = self.request.GET.get("show") == NOTABLE
        return super().get_context_data(
            matrix=matrix_of(dossier, user, only_notable=only_notable),
            only_notable=only_notable,
            shows_status=Assessment.objects.sees_status(user, dossier),
            assessments=assessments_for(dossier, user),
            awaited=dossier.awaited(),
            unlockings=Unlocking.objects.visible_to(user).filter(assessment__dossier=dossier).for_list(),
            second_round=SecondRound.objects.filter(dossier=dossier).for_list().first(),
            **kwargs,
        )


class DossierMatrixView(MatrixView):
    """The same for offices, which read scores after the result."""

    act = Act.READ_MARKS
    template_name = "ratings/scoring/dossier_matrix.html"
