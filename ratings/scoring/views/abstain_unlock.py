"""Acts during scoring that need a reason: abstain, unlock a sheet, open a second round."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.pages.steps import StepFormView
from ocop.permissions import Act
from ratings.dossiers.models import Dossier
from ratings.scoring.forms.score import ReasonForm
from ratings.scoring.models import Assessment, SecondRound


class AbstainView(StepFormView):
    model = Dossier
    act = Act.SIT_ON_COUNCIL
    form_class = ReasonForm
    template_name = "score/step_form.html"
    title = _("Abstain")
    lead = _(
        "Nobody waits for your sheet then, and it does not count for the mean. Only who presides can undo this."
    )
    action_label = _("Abstain")

    def step(self, dossier, form):
        user = self.request.user
        Assessment.objects.open_member(dossier, by=user).abstain(by=user, **form.cleaned_data)
        return gettext("You have abstained.")

    def get_success_url(self):
        return reverse("score-dossier", args=[self.object.pk])


class UnlockView(StepFormView):
    """Unlock a member's sheet, as the presiding member."""

    model = Assessment
    act = Act.UNLOCK_SCORES
    form_class = ReasonForm
    template_name = "score/step_form.html"
    title = _("Unlock a sheet")
    action_label = _("Unlock the sheet")

    def why_not(self):
        """Only the presiding member, only in the first round, never the own sheet."""
        return self.object.why_not_unlock(by=self.request.user)

    @property
    def lead(self):
        if self.object.marks_seen():
            return gettext(
                "Marks have been seen: the whole council scores a second round, in which %(name)s can change it. The"
                " sheets as they are now are kept."
            ) % {"name": self.object.by}
        return gettext("%(name)s can change it and lock it again. The answers as they are now are kept.") % {
            "name": self.object.by
        }

    def step(self, assessment, form):
        assessment.unlock(by=self.request.user, **form.cleaned_data)
        if assessment.is_locked:
            return gettext("The second round of scoring is open.")
        return gettext("The sheet is open again.")

    def get_success_url(self):
        return reverse("score-dossier", args=[self.object.dossier_id])


class SecondRoundView(StepFormView):
    """Open the second round of scoring, from a seat."""

    model = Dossier
    act = Act.SIT_ON_COUNCIL
    form_class = ReasonForm
    template_name = "score/step_form.html"
    title = _("Second round of scoring")
    lead = _(
        "Every member scores once more, beginning from the first answers. The first sheets are kept beside them."
    )
    action_label = _("Open the second round")

    def why_not(self):
        """Only if it is needed, and only by those responsible."""
        return SecondRound.objects.why_not(self.object, by=self.request.user)

    def step(self, dossier, form):
        SecondRound.objects.open(dossier, by=self.request.user, **form.cleaned_data)
        return gettext("The second round of scoring is open.")

    def get_success_url(self):
        return reverse("score-dossier", args=[self.object.pk])


class DeskSecondRoundView(SecondRoundView):
    """Open the second round of scoring, from the office."""

    act = Act.OPEN_SECOND_ROUND
    template_name = "desk/step_form.html"

    def get_success_url(self):
        return self.object.get_desk_url()
