"""The council's marks side by side."""

from ocop.models import Role
from ocop.views import DetailPage
from ratings.matrix import matrix_of
from ratings.models import Assessment, Dossier, SeatKind, SecondRound, Unlocking

NOTABLE = "notable"
# Whose work the marks are beside the council's; producer and commune read the result page.
MARK_READERS = frozenset(
    {
        Role.PROVINCIAL_OFFICER,
        Role.PROVINCIAL_LEADER,
        Role.MINISTRY_OFFICER,
        Role.MINISTRY_LEADER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)


class MatrixView(DetailPage):
    """Members × criteria, with the spread; before the own lock a member sees none of it."""

    model = Dossier
    scope = "judged_by"
    template_name = "ratings/score/matrix.html"

    def get_context_data(self, **kwargs):
        """Add the marks that the reader may see, and who is awaited to those who may know."""
        dossier, user = self.object, self.request.user
        only_notable = self.request.GET.get("show") == NOTABLE
        return super().get_context_data(
            matrix=matrix_of(dossier, user, only_notable=only_notable),
            only_notable=only_notable,
            shows_status=Assessment.objects.sees_status(user, dossier),
            sheets=dossier.assessments.filter(round=dossier.scoring_round, stage="member").for_list(),
            awaited=dossier.awaited(),
            unlockings=Unlocking.objects.visible_to(user).filter(assessment__dossier=dossier).for_list(),
            second_round=SecondRound.objects.filter(dossier=dossier).for_list().first(),
            is_chair=SeatKind.CHAIR in dossier.council.kinds_of(user),
            **kwargs,
        )


class DossierMatrixView(MatrixView):
    """The same for the offices, which read the marks when the result is established."""

    scope = "visible_to"
    roles = MARK_READERS
    template_name = "ratings/desk/dossier_matrix.html"
