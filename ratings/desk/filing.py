"""Filing a dossier after a review page; confirmation by the producer of what an officer entered."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext

from ocop.pages.steps import StepView, refused
from ocop.pages.views import DetailPage
from ocop.permissions import Act
from ocop.refusal import RefusedError
from ratings.dossiers.checklist import evidence_groups_of, tasks_of
from ratings.dossiers.models import Dossier, Filing
from ratings.dossiers.unfinished import UnfinishedError
from ratings.dossiers.views.unfinished import confirmation_page
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment, Stage


class DossierFileView(DetailPage):
    """Review the dossier, then file it."""

    model = Dossier
    act = Act.FILE_DOSSIER
    template_name = "ratings/desk/dossier_file.html"

    def get_context_data(self, **kwargs):
        """Add the parts with their states and what still prevents filing."""
        dossier, user = self.object, self.request.user
        own = Assessment.objects.visible_to(user).filter(dossier=dossier.origin, stage=Stage.SELF).first()
        groups = [group for group in evidence_groups_of(dossier) if group.pieces]
        return super().get_context_data(
            self_assessment=own,
            tasks=list(tasks_of(dossier, own)),
            groups=groups,
            expired=[piece for group in groups for piece in group.pieces if piece.is_expired],
            refusal=dossier.why_not(filed_to(dossier), by=user),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """File the dossier, or show what is missing."""
        dossier = self.object = self.get_object()
        try:
            dossier.move(filed_to(dossier), by=request.user, confirmed=request.POST.get("confirmed", ""))
        except UnfinishedError as error:
            return confirmation_page(request, dossier, error)
        except RefusedError as refusal:
            return refused(request, refusal)
        receipt = dossier.filings.last().receipt
        messages.success(request, gettext("Filed. The receipt number is %(number)s.") % {"number": receipt})
        return HttpResponseRedirect(dossier.get_desk_url())


def filed_to(dossier):
    """Return the state after filing: with the commune, or back with the office that returned it."""
    request = dossier.open_completion_request
    return request.from_state if request else DossierState.FILED


class FilingConfirmView(StepView):
    """Confirm as the producer what an officer entered and filed."""

    model = Filing
    act = Act.CONFIRM_FILING

    def step(self, filing):
        filing.confirm(by=self.request.user)
        return gettext("Confirmed: %(number)s.") % {"number": filing.receipt}
